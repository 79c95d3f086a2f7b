/** The fields of an error that PostgreSQL sent, as both drivers name them. */
interface PostgresError {
	code: string
	message: string
	detail?: string | null
	hint?: string | null
}

function isPostgresError(error: unknown): error is PostgresError {
	return (
		error instanceof Error &&
		typeof (error as { code?: unknown }).code === 'string' &&
		/^[0-9A-Z]{5}$/.test((error as unknown as PostgresError).code)
	)
}

/** Lite answers these as PostgREST does; all others it turns into a bare 500. */
function isKnownToLite(code: string): boolean {
	return /^(21|22|42|53|55|PT)/.test(code) || ['23502', '23503', '23505', '25006'].includes(code)
}

/** HTTP status PostgREST gives an SQLSTATE. */
export function statusOf(code: string): number {
	if (code === 'P0001') return 400
	if (/^(08|53)/.test(code)) return 503
	if (/^(0L|0P|28)/.test(code)) return 403
	if (code.startsWith('54')) return 413
	if (/^(09|25|2D|38|39|3B|40|55|57|58|F0|HV|P0|XX)/.test(code)) return 500
	return 400
}

/**
 * Gives errors that Lite does not know the answer PostgREST would give (a CHECK is 400, not 500),
 * in the form Lite passes through: sqlstate `PGRST` with JSON in message and detail.
 */
export function asPostgrestError(error: unknown): unknown {
	if (!isPostgresError(error) || isKnownToLite(error.code)) return error
	return Object.assign(new Error(error.message), {
		code: 'PGRST',
		message: JSON.stringify({
			code: error.code,
			message: error.message,
			details: error.detail ?? null,
			hint: error.hint ?? null,
		}),
		detail: JSON.stringify({ status: statusOf(error.code), headers: {} }),
	})
}
