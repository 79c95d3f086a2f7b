import { BackendError, type BackendErrorCode } from './types'

/** The shape both supabase-js' REST and auth errors come down to. */
export interface SupabaseTrouble {
	status?: number
	code?: string
	message?: string
	details?: string | null
	name?: string
}

/**
 * What the server means, whoever asks: Postgres' and PostgREST's codes and those of our own functions (docs/ERRORS.md).
 * The feed reads it too (`supabase-failure.ts`), as kinds of its own.
 */
const meanings: Record<string, BackendErrorCode> = {
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
	P0002: 'not_found',
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

/** The meaning of an answer by its code, which comes first: the HTTP status alone is ambiguous. */
export function meaningOf({ status = 0, code = '', message = '' }: SupabaseTrouble): BackendErrorCode {
	// Refused as nobody: the token was not there or not good. As somebody it would be a 403.
	if (status === 401) return 'session_expired'
	return meanings[code] ?? meaningOfStatus(status, message)
}

/** The platform answers in the project's place when it is over its quota (402) or paused (540). */
function meaningOfStatus(status: number, message: string): BackendErrorCode {
	if (status === 0) return 'network'
	if (status === 402) return 'plan_limit'
	if (status === 540 || /project.{0,20}paused/i.test(message)) return 'project_paused'
	if (status === 403) return 'not_allowed'
	if (status === 404 || status === 406) return 'not_found'
	if (status === 409) return 'duplicate'
	if (status === 429) return 'rate_limited'
	return status === 400 || status === 422 ? 'invalid_input' : 'server'
}

const authCodes: Record<string, [BackendErrorCode, string | null]> = {
	invalid_credentials: ['invalid_credentials', null],
	email_not_confirmed: ['email_not_confirmed', 'email'],
	user_already_exists: ['duplicate', 'email'],
	email_exists: ['duplicate', 'email'],
	weak_password: ['invalid_input', 'password'],
	same_password: ['invalid_input', 'password'],
	email_address_invalid: ['invalid_input', 'email'],
	validation_failed: ['invalid_input', 'email'],
	signup_disabled: ['not_allowed', null],
	email_provider_disabled: ['not_allowed', null],
	over_request_rate_limit: ['rate_limited', null],
	over_email_send_rate_limit: ['rate_limited', 'email'],
	session_not_found: ['session_expired', null],
	session_expired: ['session_expired', null],
	refresh_token_not_found: ['session_expired', null],
	refresh_token_already_used: ['session_expired', null],
}

/** What the REST side answered, in the page's closed set of codes. */
export function databaseError(trouble: SupabaseTrouble): BackendError {
	const detail = trouble.message ?? ''
	const field = meanings[trouble.code ?? ''] ? fieldOf(`${detail} ${trouble.details ?? ''}`) : null
	return new BackendError(meaningOf(trouble), detail, field)
}

/** What the auth side answered. */
export function authError(trouble: SupabaseTrouble): BackendError {
	const detail = trouble.message ?? ''
	const known = trouble.code ? authCodes[trouble.code] : undefined
	if (known) return new BackendError(known[0], detail, known[1])
	if (trouble.name === 'AuthRetryableFetchError' && !trouble.status)
		return new BackendError('network', detail)
	if (trouble.status === 400 && /invalid login/i.test(detail))
		return new BackendError('invalid_credentials', detail)
	return new BackendError(
		trouble.status === 401 ? 'session_expired' : meaningOfStatus(trouble.status ?? 0, detail),
		detail,
	)
}

/** Our functions' messages start with the field at fault; constraints are named `<table>_<column>_<rule>`. */
function fieldOf(text: string): string | null {
	const constraint = new RegExp(`(?:${TABLES})_(${FIELDS})`).exec(text)
	return constraint?.[1] ?? new RegExp(`^(${FIELDS})\\b`).exec(text)?.[1] ?? null
}

const TABLES = 'ledgers|categories|sources|people|bill_closings|budgets|invitations|agents'
const FIELDS =
	'name|aliases|color|closing_day|due_day|closing_date|amount_cents|amount|month|email|role|timezone|currency'
