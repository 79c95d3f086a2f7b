import { json } from '../http/json'

/** What the auth service refuses with: its own status, code and sentence. */
export class AuthFailure extends Error {
	override name = 'AuthFailure'
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		/** More fields of the body, such as the reasons of a weak password. */
		readonly more: Record<string, unknown> = {},
	) {
		super(message)
	}

	/** The body as clients of 2024 and later ask for it, or as older ones know it. */
	response(request: Request): Response {
		const modern = (request.headers.get('x-supabase-api-version') ?? '') >= '2024-01-01'
		const body = modern
			? { code: this.code, message: this.message, ...this.more }
			: { code: this.status, error_code: this.code, msg: this.message, ...this.more }
		return json(this.status, body, {
			'x-sb-error-code': this.code,
			...(modern ? { 'x-supabase-api-version': '2024-01-01' } : {}),
		})
	}
}

export const expiredLink = () => new AuthFailure(403, 'otp_expired', 'Email link is invalid or has expired')
export const expiredCode = () => new AuthFailure(403, 'otp_expired', 'Token has expired or is invalid')

/** What the platform's gateway says in front of the service: a body of its own. */
export class GatewayRefusal extends AuthFailure {
	constructor(
		message: string,
		private readonly hint: string,
	) {
		super(401, '', message)
	}

	override response(): Response {
		return json(401, { message: this.message, hint: this.hint })
	}
}
