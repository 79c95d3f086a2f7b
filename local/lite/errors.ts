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

/** Lite answers these as PostgREST does. Of others it loses the hint, or makes a bare 500. */
function isKnownToLite(code: string): boolean {
	return /^(22|42|PT)/.test(code) || ['23502', '25006'].includes(code)
}

/** HTTP status PostgREST gives an SQLSTATE. */
export function statusOf(code: string): number {
	if (code === 'P0001') return 400
	if (/^(0L|0P|28)/.test(code)) return 403
	if (code === '23503' || code === '23505') return 409
	if (/^(08|53)/.test(code) && code !== '53400') return code.startsWith('08') || code === '53300' ? 503 : 500
	if (code === '57P01') return 503
	if (/^(09|21|25|2D|38|39|3B|40|53|54|55|57|58|F0|HV|P0|XX)/.test(code)) return 500
	return 400
}

/** An answer of our own choosing, in the form that Lite passes on: sqlstate `PGRST` with JSON in message and detail. */
export function answerOf(
	status: number,
	body: { code: string; message: string; details: string | null; hint: string | null },
): Error {
	return Object.assign(new Error(body.message), {
		code: 'PGRST',
		message: JSON.stringify(body),
		detail: JSON.stringify({ status, headers: {} }),
	})
}

/** Gives errors the answer PostgREST would give: a CHECK is 400 and not 500, a duplicate keeps its hint. */
export function asPostgrestError(error: unknown): unknown {
	if (!isPostgresError(error)) return error
	const { code, message, detail = null, hint = null } = error
	// Raised by a function that chose its own answer.
	if (code === 'PGRST') return isAnswer(error) ? error : unreadableAnswer()
	if (isKnownToLite(code)) return error
	const isUnguarded = code === '21000' && /requires a WHERE clause/.test(message)
	return answerOf(isUnguarded ? 400 : statusOf(code), { code, message, details: detail, hint })
}

function isAnswer({ message, detail }: PostgresError): boolean {
	try {
		const { code } = JSON.parse(message) as { code?: unknown }
		const { status } = JSON.parse(detail ?? '') as { status?: unknown }
		return typeof code === 'string' && typeof status === 'number'
	} catch {
		return false
	}
}

function unreadableAnswer(): Error {
	return answerOf(500, {
		code: 'PGRST121',
		message: 'Could not parse JSON in the "RAISE SQLSTATE \'PGRST\'" error',
		details: null,
		hint: null,
	})
}
