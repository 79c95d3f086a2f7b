import { type FailureKind, RemoteFailure } from './ports'

/** What PostgREST, the gateway or the network said, as one of our kinds. */
interface Refusal {
	status: number
	code?: string
	message?: string
	retryAfter?: string | null
}

/** Postgres' and PostgREST's own codes come first: the HTTP status alone is ambiguous. */
const codes: Record<string, FailureKind> = {
	// insufficient_privilege: row level security, or one of our functions, says no.
	'42501': 'not_a_member',
	PT403: 'not_a_member',
	PT404: 'not_a_member',
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
	'57014': 'server',
}

export function remoteFailure({
	status,
	code = '',
	message = '',
	retryAfter = null,
}: Refusal): RemoteFailure {
	// Refused as nobody: the token was not there or not good. As somebody it would be a 403.
	if (status === 401) return new RemoteFailure('session_expired', message)
	return new RemoteFailure(codes[code] ?? byStatus(status, message), message, waitOf(retryAfter))
}

function byStatus(status: number, message: string): FailureKind {
	if (status === 0) return /abort|timed? ?out/i.test(message) ? 'timed_out' : 'network'
	// The platform answers for a project over its quota, and for a paused one, in the project's place.
	if (status === 402) return 'plan_limit'
	if (status === 540 || /project.{0,20}paused/i.test(message)) return 'project_paused'
	if (status === 429) return 'throttled'
	if (status === 408 || status === 504) return 'timed_out'
	if (status >= 500) return 'server'
	return status < 400 ? 'malformed' : 'server'
}

/** `Retry-After` in milliseconds; seconds or a date. */
function waitOf(retryAfter: string | null): number | null {
	if (!retryAfter) return null
	const seconds = Number(retryAfter)
	const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now()
	return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 600_000) : null
}
