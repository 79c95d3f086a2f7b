import type { FeedEvent } from './connection'
import type { Channel, ChannelSignal, Clock, SessionSource } from './ports'
import { Backoff, timing } from './timing'

interface Opening {
	/** Refresh the token even if it looks good. */
	newToken?: boolean
	newSocket?: boolean
}

interface ChannelEvents {
	onEvent(event: FeedEvent): void
	onBroadcast(event: string, payload: unknown): void
}

/**
 * Keeps one channel, never two: joins with a fresh token, opens another one after CLOSED (realtime-js does not), leaves it
 * alone after CHANNEL_ERROR (realtime-js rejoins by itself), and does not hammer a server that denies it.
 */
export class ChannelKeeper {
	private readonly rejoin: Backoff
	private readonly denied: Backoff
	/** Incremented by `leave`: an opening that began before must not go on. */
	private generation = 0
	private leaveChannel: (() => void) | null = null
	private isOpening = false
	/** Whose topic is to be joined; null until an answer told it. */
	private epoch: number | null = null
	/** Of the last channel that was opened; its topic may have ended since. */
	private openedEpoch: number | null = null
	/** The server denied that channel: perhaps for its epoch only. */
	private isDenied = false
	/** The timer of a planned opening. */
	private cancelPlan: (() => void) | null = null
	private joinedBefore = false
	private deniedAt = Number.NEGATIVE_INFINITY
	/** Denied too often: no more tries until something changes. */
	private isSuspended = false
	/** Reason of the last `system` error; the close that follows carries none. */
	private closeReason = ''
	/** Broadcasts are known to flow on the channel. */
	private isReady = false
	/** Joined for so long that the sign of readiness is overdue. */
	private isOverdue = false
	private cancelReadiness: (() => void) | null = null
	/** The socket failed and has not come back: for a moment (the timer), then for certain. */
	private cancelBlocked: (() => void) | null = null
	private isBlocked = false

	constructor(
		private readonly channel: Channel,
		private readonly session: SessionSource,
		private readonly clock: Clock,
		private readonly events: ChannelEvents,
	) {
		this.rejoin = new Backoff(timing.rejoin, clock.random)
		this.denied = new Backoff(timing.denied, clock.random)
	}

	/**
	 * The server told an epoch. It only grows, so that a late announcement or an answer from before it moves nothing; but
	 * after a denial, whatever the server tells is right. Ask `isOnOtherTopic` then.
	 */
	noteEpoch(epoch: number): void {
		if (this.epoch === null || epoch > this.epoch || this.isDenied) this.epoch = epoch
	}

	/** Another database answers: its epoch may be any. */
	forgetEpoch(): void {
		this.epoch = null
	}

	/** Is the channel, or the one that was denied, that of another epoch? One that is being opened takes the present one. */
	isOnOtherTopic(): boolean {
		if (this.isOpening || this.epoch === null || !(this.leaveChannel || this.isDenied)) return false
		return this.openedEpoch !== this.epoch
	}

	/** Leaves, and joins the topic of the present epoch a moment later, however often another one was denied. */
	move(): void {
		this.isDenied = false
		this.plan(this.clock.random() * timing.move)
	}

	/** Joins if there is no channel and none is planned. */
	join(): void {
		if (this.epoch === null) return
		if (this.leaveChannel || this.isOpening || this.cancelPlan || this.isSuspended) return
		if (this.joinedBefore) return void this.open()
		this.joinedBefore = true
		this.plan(timing.figuresFirst)
	}

	/** Joins without waiting for the planned moment. */
	joinNow(): void {
		const isResting = this.clock.now() - this.deniedAt < timing.deniedRest
		if (this.epoch !== null && !this.leaveChannel && !this.isOpening && !isResting) void this.open()
	}

	rejoinLater(): void {
		this.plan(this.rejoin.next())
	}

	/** After a denial: a few tries, far apart, then none until something changes. */
	rejoinLate() {
		this.deniedAt = this.clock.now()
		if (this.denied.tries() < timing.deniedTries) return this.plan(this.denied.next())
		this.leave()
		this.isSuspended = true
	}

	/** A new token on a new socket: a refused join may block the old socket for seconds. */
	renew() {
		if (this.isOpening) return
		const how = { newToken: true, newSocket: true }
		this.leaveForAnother()
		if (this.rejoin.tries() > 0) return this.plan(this.rejoin.next(), how)
		this.rejoin.next()
		void this.open(how)
	}

	/** Gives the living channel the session's current token. */
	async authorise(): Promise<void> {
		const mine = this.generation
		const state = await this.session.fresh()
		if (mine !== this.generation) return
		if (state === 'ended') return this.events.onEvent('session_lost')
		if (state === 'unreachable' || !this.leaveChannel) return
		// The socket may have rejoined with the expired token already, and waits five seconds for its refusal.
		if (state === 'refreshed' && !this.isReady) return void this.open({ newSocket: true })
		await this.channel.authorise()
	}

	leave(): void {
		this.generation += 1
		this.isOpening = false
		this.setNotReady()
		this.setUnblocked()
		this.cancelPlan?.()
		this.cancelPlan = null
		this.leaveChannel?.()
		this.leaveChannel = null
	}

	/** Leaves a channel that nobody has found fault with: what is known of it must not outlive it. */
	private leaveForAnother(): void {
		const hadOne = this.leaveChannel !== null
		this.leave()
		if (hadOne) this.events.onEvent('channel_left')
	}

	private plan(ms: number, how?: Opening): void {
		this.leave()
		this.cancelPlan = this.clock.after(ms, () => {
			this.cancelPlan = null
			void this.open(how)
		})
	}

	private async open({ newToken = false, newSocket = false }: Opening = {}): Promise<void> {
		this.leaveForAnother()
		this.isSuspended = false
		this.isOpening = true
		const mine = this.generation
		try {
			const state = await this.session.fresh(newToken)
			if (mine !== this.generation) return
			if (state === 'ended') return this.events.onEvent('session_lost')
			if (state === 'unreachable') return this.plan(this.rejoin.next())
			if (newSocket) await this.channel.dropSocket()
			if (mine !== this.generation) return
			await this.channel.authorise()
			if (mine !== this.generation) return
			if (this.epoch === null) {
				// Not yet known where: the answer that tells it joins.
				this.isOpening = false
				return
			}
			this.closeReason = ''
			this.isDenied = false
			this.openedEpoch = this.epoch
			this.events.onEvent('channel_joining')
			this.leaveChannel = this.channel.open((signal) => {
				if (mine === this.generation) this.onSignal(signal)
			}, this.epoch)
			this.isOpening = false
		} catch {
			if (mine === this.generation) this.plan(this.rejoin.next())
		}
	}

	private onSignal(signal: ChannelSignal) {
		switch (signal.type) {
			case 'broadcast':
				this.events.onBroadcast(signal.event, signal.payload)
				// A server that does not know our question for readiness never answers it. A broadcast answers it, too.
				if (this.isOverdue) this.setReady()
				return
			case 'subscribed':
				return this.onSubscribed()
			case 'system':
				if (!signal.ok) this.closeReason = signal.message
				else if (/replication connection established/i.test(signal.message)) this.setReady()
				return
			case 'timed_out':
				this.setNotReady()
				// Without a socket a join can only time out: the cause is the socket.
				return this.events.onEvent(this.isBlocked ? 'channel_blocked' : 'channel_timed_out')
			case 'closed':
				return this.onClosed()
			case 'error':
				return this.onError(signal.reason)
		}
	}

	private onSubscribed(): void {
		this.setUnblocked()
		this.closeReason = ''
		this.setNotReady()
		this.cancelReadiness = this.clock.after(timing.readiness, () => {
			this.cancelReadiness = null
			this.isOverdue = true
			this.events.onEvent('readiness_overdue')
		})
		this.events.onEvent('subscribed')
	}

	private onClosed(): void {
		const event = this.closeReason ? eventOfReason(this.closeReason) : 'channel_closed'
		this.isDenied = event === 'channel_denied'
		// A channel that is closed for passing trouble is gone all the same.
		this.events.onEvent(event === 'channel_error' ? 'channel_closed' : event)
	}

	private onError(reason: string) {
		this.setNotReady()
		if (!isTransportFailure(reason)) {
			const event = eventOfReason(reason)
			this.isDenied = event === 'channel_denied'
			return this.events.onEvent(event)
		}
		// realtime-js tells of the first failure only, and goes on trying in silence.
		this.cancelBlocked ??= this.clock.after(timing.blocked, () => {
			this.isBlocked = true
			this.events.onEvent('channel_blocked')
		})
		this.events.onEvent(this.isBlocked ? 'channel_blocked' : 'channel_error')
	}

	private setReady(): void {
		this.setNotReady()
		this.isReady = true
		this.rejoin.reset()
		this.denied.reset()
		this.events.onEvent('replication_ready')
	}

	private setNotReady(): void {
		this.isReady = false
		this.isOverdue = false
		this.cancelReadiness?.()
		this.cancelReadiness = null
	}

	private setUnblocked(): void {
		this.cancelBlocked?.()
		this.cancelBlocked = null
		this.isBlocked = false
	}
}

/** What the server's own sentences mean, in a failed join or in the system message before a close. */
const reasons: readonly [RegExp, FeedEvent][] = [
	[/^:?Unauthorized|do not have permissions/i, 'channel_denied'],
	[
		/InvalidJWTToken|MalformedJWT|JwtSign\w+Error|Token has expired|token provided is not a valid JWT/i,
		'channel_token_refused',
	],
	[/RateLimitReached|Too many|tenant_events|too_many/i, 'channel_limited'],
	[/RealtimeDisabled|Realtime was disabled|PrivateOnly|TopicNameRequired/i, 'channel_denied'],
]

/** Anything unknown counts as passing trouble: the client retries by itself. */
function eventOfReason(reason: string): FeedEvent {
	return reasons.find(([pattern]) => pattern.test(reason))?.[1] ?? 'channel_error'
}

/** The socket itself could not be opened or was cut, as opposed to an answer of the server. */
function isTransportFailure(reason: string): boolean {
	return /^socket closed|transport failure|connection lost|heartbeat timeout/i.test(reason)
}
