/** What an answer of the server means, whoever asks. */
export type AnswerMeaning =
	| 'invalid_input'
	| 'duplicate'
	| 'not_allowed'
	| 'not_found'
	| 'last_owner'
	| 'rate_limited'
	| 'schema_outdated'
	| 'session_expired'
	/** The token is from a moment that this server's clock has yet to reach: it will be good soon, and another is no better. */
	| 'clocks_differ'
	| 'plan_limit'
	| 'project_paused'
	| 'server'

export interface Answer {
	status?: number
	code?: string
	message?: string
}

/** Postgres' and PostgREST's codes, and those of our own functions (docs/ERRORS.md). */
const meanings: Record<string, AnswerMeaning> = {
	'23505': 'duplicate',
	'23514': 'invalid_input',
	'23502': 'invalid_input',
	'23503': 'invalid_input',
	'22001': 'invalid_input',
	'22003': 'invalid_input',
	'22007': 'invalid_input',
	'22023': 'invalid_input',
	'22P02': 'invalid_input',
	// insufficient_privilege: row level security, or one of our functions, says no.
	'42501': 'not_allowed',
	PT400: 'invalid_input',
	PT403: 'not_allowed',
	PT404: 'not_found',
	PT409: 'last_owner',
	PT429: 'rate_limited',
	PGRST116: 'not_found',
	// The function, table, column or relation that this page expects does not exist.
	PGRST200: 'schema_outdated',
	PGRST202: 'schema_outdated',
	PGRST204: 'schema_outdated',
	PGRST205: 'schema_outdated',
	'42883': 'schema_outdated',
	'42P01': 'schema_outdated',
	'42703': 'schema_outdated',
	PGRST301: 'session_expired',
	PGRST303: 'session_expired',
	// query_canceled: the statement took too long.
	'57014': 'server',
}

/** Is it one of the codes that say what was wrong, and with which field? */
export const isKnownCode = (code = ''): boolean => code in meanings

/**
 * The meaning of a refusal by its code, which comes first: the HTTP status alone is ambiguous. Null: neither says more
 * than the status does.
 */
export function meaningOfAnswer({ status = 0, code = '', message = '' }: Answer): AnswerMeaning | null {
	if (isFromTheFuture({ status, message })) return 'clocks_differ'
	// Refused as nobody: the token was not there or not good. As somebody it would be a 403.
	if (status === 401) return 'session_expired'
	return meanings[code] ?? meaningOfPlatform(status, message)
}

/** PGRST303 "JWT issued at future", over 30 s ahead: the clocks of the services that sign and that read tokens differ. */
export const isFromTheFuture = ({ status, message = '' }: Answer): boolean =>
	status === 401 && /issued at future|not yet valid/.test(message)

/** The platform answers in the project's place when it is over its quota (402) or paused (540), or asked too often. */
function meaningOfPlatform(status: number, message: string): AnswerMeaning | null {
	if (status === 402) return 'plan_limit'
	if (status === 540 || /project.{0,20}paused/i.test(message)) return 'project_paused'
	return status === 429 ? 'rate_limited' : null
}

/** What `Retry-After` asks for, in seconds or by a date: milliseconds from `now`, ten minutes at most. Null: no wait. */
export function waitOf(retryAfter: string | null, now: number): number | null {
	const seconds = Number(retryAfter ?? 0)
	const ms = Number.isNaN(seconds) ? Date.parse(retryAfter!) - now : seconds * 1000
	return ms > 0 ? Math.min(ms, 600_000) : null
}
