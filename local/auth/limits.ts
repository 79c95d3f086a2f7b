import { AuthFailure } from './failure'

/** What is counted apart from the rest. Signing in by password and refreshing share one account. */
export type Counted = 'email' | 'verify' | 'token'

const BURST = 30
/** How long until one more request is allowed, in ms: 30 or 150 in five minutes. */
const REFILL_MS: Record<Counted, number> = { email: 10_000, verify: 10_000, token: 2_000 }
const HOUR_MS = 3_600_000

/** The requests of one network address, and the project's e-mails of this hour. */
export class RequestLimits {
	private readonly accounts = new Map<Counted, { left: number; at: number }>()
	private sent: number[] = []

	/** @throws {AuthFailure} when the address has asked too often. */
	count(what: Counted, now: number): void {
		const account = this.accounts.get(what) ?? { left: BURST, at: now }
		const left = Math.min(BURST, account.left + (now - account.at) / REFILL_MS[what])
		this.accounts.set(what, { left: left < 1 ? left : left - 1, at: now })
		if (left < 1) throw new AuthFailure(429, 'over_request_rate_limit', 'Request rate limit reached')
	}

	/** @throws {AuthFailure} when the project has sent its e-mails of this hour. */
	countEmail(perHour: number, now: number): void {
		this.sent = this.sent.filter((at) => at > now - HOUR_MS)
		if (this.sent.length >= perHour)
			throw new AuthFailure(429, 'over_email_send_rate_limit', 'email rate limit exceeded')
		this.sent.push(now)
	}
}
