import type { Session as AuthSession } from '@supabase/supabase-js'
import type { Clock } from '../../feed/ports'
import type { SessionStorage, StoredSession } from './stored-session'

/** What became of an attempt to renew the access token. `later`: nobody has judged the session. */
export type Renewal = 'renewed' | 'later' | 'ended'

/** Why there is no usable token at the moment, for whoever wanted to ask the server something. */
export type Lack = 'network' | 'server' | 'rate_limited'

export interface TokenKeeperPorts {
	storage: SessionStorage
	clock: Clock
	/** What the browser says of the network. */
	isOnline(): boolean
	/** Asks the auth service; rejects when no answer came. */
	askForToken(refreshToken: string): Promise<Response>
	/** Makes a new session the page's and the other tabs'. */
	adopt(session: AuthSession): void
	/** The server has ended the session: the page and the other tabs must know. */
	end(): void
}

/** At most one refresh in this time, whatever happens: the household's address must never be locked out. */
const REST = 60_000
/** After an attempt that got no answer: the first and the longest wait. A network that returns ends it. */
const UNANSWERED: readonly [number, number] = [5_000, REST]
/** A token is renewed so long before it ends, or in the last quarter of its life. */
const AHEAD = 90_000
/** A token that ends within this time is not sent any more: it might end on its way. */
const MARGIN = 2_000
/** Only these end a session. All else, 429 and 5xx above all, is "later". */
const VERDICTS: ReadonlySet<string> = new Set([
	'refresh_token_not_found',
	'refresh_token_already_used',
	'session_not_found',
	'session_expired',
	'user_banned',
	'user_not_found',
	// No refresh token at all: something else was stored in its place.
	'validation_failed',
])

/**
 * Keeps the access token good: renews it ahead of its end by the device's clock from its arrival, never offline, never more
 * than once a minute, and believes only a judgement of the refresh token itself.
 */
export class TokenKeeper {
	private renewing: Promise<Renewal> | null = null
	private notBefore = 0
	private unanswered = 0
	/** How often the network has come back. */
	private returns = 0
	private lack: Lack = 'network'
	/** A token that the server refused although by our count it was good. */
	private refused: string | null = null
	private cancelTimer: (() => void) | null = null
	private isStopped = false

	constructor(private readonly ports: TokenKeeperPorts) {}

	session(): StoredSession | null {
		return this.ports.storage.session()
	}

	/** The stored token while it is good for so much longer; null: there is none. */
	usable(lasting = MARGIN): string | null {
		const session = this.session()
		if (!session || session.access_token === this.refused) return null
		return session.ends_here - this.ports.clock.now() > lasting ? session.access_token : null
	}

	/** A token to ask with; null when there is none, and `reason` says why. */
	async token(): Promise<string | null> {
		const usable = this.usable()
		if (usable || !this.session()) return usable
		await this.renew()
		return this.usable()
	}

	/** Why the last attempt failed. */
	reason(): Lack {
		return this.ports.isOnline() ? this.lack : 'network'
	}

	/** The server does not take this token, whatever our clock says. */
	refuse(token: string): void {
		this.refused = token
	}

	/** Renews the token unless it is too soon for that. Callers at the same time share one attempt. */
	renew(): Promise<Renewal> {
		this.renewing ??= this.attempt().finally(() => {
			this.renewing = null
			this.plan()
		})
		return this.renewing
	}

	/** Renews ahead of the end from now on, as often as the token changes. */
	plan(): void {
		this.cancelTimer?.()
		this.cancelTimer = null
		const session = this.session()
		if (!session || this.isStopped) return
		const now = this.ports.clock.now()
		const ahead = Math.min(AHEAD, session.expires_in * 250)
		const due = session.access_token === this.refused ? now : session.ends_here - ahead
		const wait = Math.max(due, this.notBefore, now + 1_000) - now
		// Longer waits than a timer can have are no matter: a look at the page plans anew.
		this.cancelTimer = this.ports.clock.after(Math.min(wait, 2 ** 31 - 1), () => void this.onDue())
	}

	/** The network is back: what failed for lack of one may be tried at once. */
	networkReturned(): void {
		this.returns += 1
		if (this.unanswered > 0) this.notBefore = 0
		this.unanswered = 0
		this.plan()
	}

	/** Renews nothing by itself any more. */
	stop(): void {
		this.isStopped = true
		this.cancelTimer?.()
		this.cancelTimer = null
	}

	/** Another tab may have renewed it meanwhile. */
	private async onDue(): Promise<void> {
		const session = this.session()
		if (!session) return
		const ahead = Math.min(AHEAD, session.expires_in * 250)
		if (this.usable(ahead)) return this.plan()
		await this.renew()
	}

	private async attempt(): Promise<Renewal> {
		const { clock, isOnline, askForToken } = this.ports
		const session = this.session()
		if (!session) return 'ended'
		if (!isOnline()) return this.later('network')
		if (clock.now() < this.notBefore) return 'later'
		this.notBefore = clock.now() + REST
		const { returns } = this
		let answer: Response
		let body: unknown
		try {
			answer = await askForToken(session.refresh_token)
			body = await answer.json().catch(() => null)
		} catch {
			const [first, most] = UNANSWERED
			// What failed was asked of a network that has come back since.
			const isBack = this.returns !== returns
			this.notBefore = isBack ? 0 : clock.now() + Math.min(most, first * 2 ** this.unanswered)
			if (!isBack) this.unanswered += 1
			return this.later('network')
		}
		this.unanswered = 0
		const stored = this.session()
		// Signed out, or renewed by another tab, while we waited.
		if (!stored) return 'ended'
		if (stored.refresh_token !== session.refresh_token) return 'renewed'
		if (answer.ok) return this.accept(body)
		if (isVerdict(answer.status, body)) {
			this.ports.end()
			return 'ended'
		}
		return this.later(answer.status === 429 ? 'rate_limited' : 'server')
	}

	private accept(body: unknown): Renewal {
		const session = body as AuthSession | null
		if (!session?.access_token || !session.refresh_token || !session.user) return this.later('server')
		this.refused = null
		this.ports.adopt(session)
		return 'renewed'
	}

	private later(lack: Lack): Renewal {
		this.lack = lack
		return 'later'
	}
}

function isVerdict(status: number, body: unknown): boolean {
	if (status < 400 || status >= 500 || status === 429) return false
	const { code, error_code: older } = (body ?? {}) as { code?: unknown; error_code?: unknown }
	return VERDICTS.has(String(older ?? code))
}
