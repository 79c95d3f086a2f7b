import { makeBackoff } from './backoff'
import type { FeedEvent } from './connection'
import { isTransportFailure, meaningOf } from './denial'
import type { Clock, Link, LinkSignal, SessionSource } from './ports'
import { timing } from './timing'

interface Opening {
	/** Refresh the token even if it looks good. */
	newToken?: boolean
	newSocket?: boolean
}

interface LinkKeeperEvents {
	onEvent(event: FeedEvent): void
	onBroadcast(event: string, payload: unknown): void
}

/**
 * Keeps one channel, never two: joins with a fresh token, re-creates it after CLOSED (which realtime-js does not), leaves
 * it alone after CHANNEL_ERROR (which realtime-js mends by itself), and doesn't hammer where it is denied.
 */
export function makeLinkKeeper(link: Link, session: SessionSource, clock: Clock, events: LinkKeeperEvents) {
	const rejoin = makeBackoff(timing.rejoin[0], timing.rejoin[1], clock.random)
	const denied = makeBackoff(timing.denied[0], timing.denied[1], clock.random)
	/** Invalidates whatever an earlier opening still has under way. */
	let generation = 0
	let leaveChannel: (() => void) | null = null
	let opening = false
	let cancelPlan: (() => void) | null = null
	let cancelReadiness: (() => void) | null = null
	let deniedAt = Number.NEGATIVE_INFINITY
	let dormant = false
	/** Why the server is about to close the channel; its own words come just before. */
	let lastWords = ''
	/** The socket failed and has not come back: pending, then certain. */
	let cancelBlocked: (() => void) | null = null
	let blocked = false
	let flowing = false
	/** Joined for so long that a word of readiness was due. */
	let unconfirmed = false
	let begun = false

	function close() {
		generation += 1
		opening = false
		notFlowing()
		socketWorks()
		cancelPlan?.()
		cancelPlan = null
		leaveChannel?.()
		leaveChannel = null
	}

	/** Closes a channel that nobody has found fault with yet: what is known of it must not outlive it. */
	function leaveForAnother() {
		const had = leaveChannel !== null
		close()
		if (had) events.onEvent('link_left')
	}

	function plan(ms: number, how?: Opening) {
		close()
		cancelPlan = clock.after(ms, () => {
			cancelPlan = null
			void open(how)
		})
	}

	async function open({ newToken = false, newSocket = false }: Opening = {}): Promise<void> {
		leaveForAnother()
		dormant = false
		opening = true
		const mine = generation
		try {
			const session_ = await session.fresh(newToken)
			if (mine !== generation) return
			if (session_ === 'ended') return events.onEvent('session_lost')
			if (session_ === 'unreachable') return plan(rejoin.next())
			if (newSocket) await link.drop()
			if (mine !== generation) return
			await link.authorise()
			if (mine !== generation) return
			lastWords = ''
			events.onEvent('link_joining')
			leaveChannel = link.open((signal) => {
				if (mine === generation) hear(signal)
			})
			opening = false
		} catch {
			if (mine === generation) plan(rejoin.next())
		}
	}

	function hear(signal: LinkSignal) {
		switch (signal.type) {
			case 'broadcast':
				events.onBroadcast(signal.event, signal.payload)
				// A server that does not know our question for readiness never answers it; this answers it too.
				if (unconfirmed) ready()
				return
			case 'subscribed':
				socketWorks()
				lastWords = ''
				notFlowing()
				cancelReadiness = clock.after(timing.readiness, () => {
					cancelReadiness = null
					unconfirmed = true
					events.onEvent('readiness_overdue')
				})
				return events.onEvent('subscribed')
			case 'system':
				if (!signal.ok) lastWords = signal.message
				else if (/replication connection established/i.test(signal.message)) return ready()
				return
			case 'timed_out':
				notFlowing()
				// With no socket to be had a join can only time out: the cause is the socket.
				return events.onEvent(blocked ? 'link_blocked' : 'link_timed_out')
			case 'closed':
				return react(lastWords ? meaningOf(lastWords) : 'link_closed', true)
			case 'error':
				notFlowing()
				if (!isTransportFailure(signal.reason)) return react(meaningOf(signal.reason), false)
				// realtime-js tells of the first failure only, and goes on trying in silence.
				cancelBlocked ??= clock.after(timing.blocked, () => {
					blocked = true
					events.onEvent('link_blocked')
				})
				return events.onEvent(blocked ? 'link_blocked' : 'link_error')
		}
	}

	function socketWorks() {
		cancelBlocked?.()
		cancelBlocked = null
		blocked = false
	}

	function notFlowing() {
		flowing = false
		unconfirmed = false
		cancelReadiness?.()
		cancelReadiness = null
	}

	function ready() {
		notFlowing()
		flowing = true
		rejoin.reset()
		denied.reset()
		events.onEvent('replication_ready')
	}

	function react(event: FeedEvent, closed: boolean) {
		// A channel that is closed for passing trouble is gone all the same.
		events.onEvent(closed && event === 'link_error' ? 'link_closed' : event)
	}

	function isResting(): boolean {
		return clock.now() - deniedAt < timing.deniedRest
	}

	return {
		/** Joins if there is no channel and none is planned. */
		join() {
			if (leaveChannel || opening || cancelPlan || dormant) return
			if (begun) return void open()
			begun = true
			plan(timing.figuresFirst)
		},
		/** Joins without waiting for the planned moment. */
		joinNow() {
			if (!leaveChannel && !opening && !isResting()) void open()
		},
		rejoinLater() {
			plan(rejoin.next())
		},
		/** After a denial: a few tries, far apart, then none until something changes. */
		rejoinLate() {
			deniedAt = clock.now()
			if (denied.tries() < timing.deniedTries) return plan(denied.next())
			close()
			dormant = true
		},
		/** A new token on a new socket: the old one may be blocked for seconds by a refused join. */
		renew() {
			if (opening) return
			const how = { newToken: true, newSocket: true }
			leaveForAnother()
			if (rejoin.tries() > 0) return plan(rejoin.next(), how)
			rejoin.next()
			void open(how)
		},
		/** Gives the living channel the session's current token. */
		async authorise(): Promise<void> {
			const mine = generation
			const state = await session.fresh()
			if (mine !== generation) return
			if (state === 'ended') return events.onEvent('session_lost')
			if (state === 'unreachable' || !leaveChannel) return
			// The socket may have rejoined with the expired token already, and waits five seconds for its refusal.
			if (state === 'refreshed' && !flowing) return void open({ newSocket: true })
			await link.authorise()
		},
		leave: close,
	}
}
