import { beforeEach, describe, expect, test } from 'vitest'
import { ChannelKeeper } from './channel'
import type { FeedEvent } from './connection'
import type { ChannelSignal, SessionSource } from './ports'
import { makeFakeClock } from './testing/fake-clock'
import { timing } from './timing'

type Fresh = Awaited<ReturnType<SessionSource['fresh']>>

/** One channel's keeper between a session and a channel that the test plays. */
function keep() {
	const clock = makeFakeClock()
	/** What it did, in order: calls, and `!` events. */
	let log: string[] = []
	const listeners: ((signal: ChannelSignal) => void)[] = []
	const refreshed: boolean[] = []
	/** Answers that wait: of the session, of the socket. */
	const gates: Record<'fresh' | 'authorise' | 'drop', (() => void)[] | null> = {
		fresh: null,
		authorise: null,
		drop: null,
	}
	let session: Fresh = 'ok'
	let isBroken = false
	const pass = (gate: keyof typeof gates) =>
		gates[gate] ? new Promise<void>((resolve) => gates[gate]?.push(resolve)) : Promise.resolve()
	const keeper = new ChannelKeeper(
		{
			async authorise() {
				await pass('authorise')
				if (isBroken) throw new Error('no code for a channel')
				log.push('authorise')
			},
			async dropSocket() {
				await pass('drop')
				log.push('drop')
			},
			open(listener, epoch) {
				log.push(epoch === 0 ? 'open' : `open ${epoch}`)
				listeners.push(listener)
				return () => log.push('leave')
			},
		},
		{
			async fresh(force = false) {
				refreshed.push(force)
				await pass('fresh')
				return session
			},
			onChange: () => () => {},
		},
		clock,
		{
			onEvent: (event: FeedEvent) => log.push(`!${event}`),
			onBroadcast: (event) => log.push(`broadcast ${event}`),
		},
	)
	return {
		clock,
		keeper,
		refreshed,
		/** What happened since the last call. */
		took() {
			const taken = log
			log = []
			return taken
		},
		say(signal: ChannelSignal, channel = listeners.length - 1) {
			listeners[channel]?.(signal)
		},
		ready() {
			this.say({ type: 'subscribed' })
			this.say({ type: 'system', ok: true, message: 'Replication connection established' })
		},
		error(reason: string) {
			this.say({ type: 'error', reason })
		},
		hold(gate: keyof typeof gates) {
			gates[gate] = []
		},
		go(gate: keyof typeof gates) {
			for (const resolve of gates[gate] ?? []) resolve()
			gates[gate] = null
		},
		setSession(next: Fresh) {
			session = next
		},
		setBroken(on: boolean) {
			isBroken = on
		},
	}
}

let at: ReturnType<typeof keep>
beforeEach(() => {
	at = keep()
	at.keeper.noteEpoch(0)
})

const DENIED = 'Unauthorized: You do not have permissions to read from this Channel topic: x'
const TRANSPORT = 'socket closed: 1006'

async function joined() {
	at.keeper.join()
	await at.clock.advance(200)
	expect(at.took()).toEqual(['authorise', '!channel_joining', 'open'])
	at.ready()
	expect(at.took()).toEqual(['!subscribed', '!replication_ready'])
}

describe('joining', () => {
	test('waits for the first figures the first time, and never makes a second channel', async () => {
		at.keeper.join()
		at.keeper.join()
		await at.clock.advance(100)
		expect(at.took()).toEqual([])
		at.hold('fresh')
		await at.clock.advance(100)
		at.keeper.join()
		at.keeper.joinNow()
		at.go('fresh')
		await at.clock.advance(10)
		at.keeper.join()
		at.keeper.joinNow()
		await at.clock.advance(10_000)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open'])
	})

	test('waits while the session cannot be renewed, and tries again', async () => {
		at.setSession('unreachable')
		at.keeper.join()
		await at.clock.advance(1000)
		expect(at.took()).toEqual([])
		at.setSession('ok')
		await at.clock.advance(10_000)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open'])
	})

	test('joins at once after the first time', async () => {
		await joined()
		at.keeper.leave()
		at.took()
		at.keeper.join()
		await at.clock.advance(0)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open'])
	})

	test('without code or network for a channel is tried again', async () => {
		at.setBroken(true)
		at.keeper.join()
		await at.clock.advance(200)
		expect(at.took()).toEqual([])
		at.setBroken(false)
		await at.clock.advance(2000)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open'])
	})

	test('without a session that can be reached is tried again; without a session is not', async () => {
		at.setSession('unreachable')
		at.keeper.join()
		await at.clock.advance(1000)
		at.setSession('ok')
		await at.clock.advance(3000)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open'])
		at.setSession('ended')
		at.keeper.rejoinLater()
		await at.clock.advance(60_000)
		expect(at.took()).toEqual(['leave', '!session_lost'])
	})
})

describe('an opening that was given up', () => {
	test.each(['fresh', 'authorise', 'drop'] as const)(
		'while it waits for %s goes no further',
		async (gate) => {
			await joined()
			at.hold(gate)
			at.keeper.renew()
			await at.clock.advance(0)
			at.took()
			at.keeper.leave()
			at.setSession('ended')
			at.go(gate)
			await at.clock.advance(60_000)
			// What was under way is not taken back, and nothing follows it.
			expect(at.took().filter((entry) => entry !== gate)).toEqual([])
		},
	)

	test('makes way for the next: the failure of the first plans nothing', async () => {
		at.hold('authorise')
		at.keeper.join()
		await at.clock.advance(200)
		at.keeper.leave()
		at.keeper.join()
		at.setBroken(true)
		await at.clock.advance(0)
		at.go('authorise')
		at.setBroken(false)
		await at.clock.advance(60_000)
		expect(at.took().filter((entry) => entry === 'open')).toEqual(['open'])
	})
})

describe('leaving', () => {
	test('ends everything: what the channel says later is not heard, and no timer is left', async () => {
		at.keeper.join()
		await at.clock.advance(200)
		at.say({ type: 'subscribed' })
		at.error(TRANSPORT)
		at.say({ type: 'subscribed' })
		expect(at.clock.pending()).toBe(1)
		at.keeper.leave()
		expect(at.clock.pending()).toBe(0)
		at.took()
		at.say({ type: 'broadcast', event: 'changes', payload: {} })
		at.ready()
		at.say({ type: 'closed' })
		at.error(TRANSPORT)
		await at.clock.advance(60_000)
		expect(at.took()).toEqual([])
	})

	test('while the socket is away, or a rejoin is planned, leaves no timer', async () => {
		await joined()
		at.error(TRANSPORT)
		expect(at.clock.pending()).toBe(1)
		at.keeper.leave()
		expect(at.clock.pending()).toBe(0)
		at.keeper.rejoinLater()
		expect(at.clock.pending()).toBe(1)
		at.keeper.leave()
		expect(at.clock.pending()).toBe(0)
		expect(at.took().filter((entry) => entry === 'leave')).toEqual(['leave'])
	})

	test('the channel before is left, and said to be, when another one is opened', async () => {
		await joined()
		at.keeper.renew()
		await at.clock.advance(0)
		expect(at.took()).toEqual(['leave', '!channel_left', 'drop', 'authorise', '!channel_joining', 'open'])
		at.say({ type: 'broadcast', event: 'changes', payload: {} }, 0)
		expect(at.took()).toEqual([])
	})
})

describe('readiness', () => {
	test('that does not come within 4 s is said, once', async () => {
		at.keeper.join()
		await at.clock.advance(200)
		at.say({ type: 'subscribed' })
		at.took()
		await at.clock.advance(60_000)
		expect(at.took()).toEqual(['!readiness_overdue'])
		at.say({ type: 'broadcast', event: 'changes', payload: {} })
		at.say({ type: 'broadcast', event: 'changes', payload: {} })
		expect(at.took()).toEqual(['broadcast changes', '!replication_ready', 'broadcast changes'])
	})

	test('that comes in time is not overdue later', async () => {
		await joined()
		await at.clock.advance(60_000)
		expect(at.took()).toEqual([])
	})

	test('is said by one message only', async () => {
		at.keeper.join()
		await at.clock.advance(200)
		at.say({ type: 'subscribed' })
		at.took()
		at.say({ type: 'system', ok: true, message: 'Subscribed to PostgreSQL' })
		expect(at.took()).toEqual([])
	})
})

describe('the epoch', () => {
	test('nothing is joined before an answer told it, and a refreshed token alone changes nothing about that', async () => {
		at = keep()
		at.keeper.join()
		at.keeper.joinNow()
		at.keeper.renew()
		await at.clock.advance(60_000)
		expect(at.took()).toEqual(['drop', 'authorise'])
		at.keeper.noteEpoch(4)
		expect(at.keeper.isOnOtherTopic()).toBe(false)
		at.keeper.join()
		await at.clock.advance(200)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open 4'])
	})

	test('a newer one is moved to; an older one, told late, is not', async () => {
		await joined()
		at.keeper.noteEpoch(2)
		expect(at.keeper.isOnOtherTopic()).toBe(true)
		at.keeper.move()
		expect(at.keeper.isOnOtherTopic()).toBe(false)
		expect(at.took()).toEqual(['leave'])
		// At a moment of the page's own, so that all pages do not join at once.
		await at.clock.advance(timing.move)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open 2'])
		at.keeper.noteEpoch(1)
		expect(at.keeper.isOnOtherTopic()).toBe(false)
	})

	test.each([
		['was closed', () => at.say({ type: 'closed' })],
		[
			'was closed for a reason that passes',
			() => {
				at.say({ type: 'system', ok: false, message: 'Unable to connect to the database' })
				at.say({ type: 'closed' })
			},
		],
		['could not be joined', () => at.error('Unable to connect to the database')],
	])('an older one is not believed after the channel %s', async (_, end) => {
		at.keeper.noteEpoch(5)
		at.keeper.join()
		await at.clock.advance(200)
		at.ready()
		end()
		at.keeper.noteEpoch(3)
		at.keeper.joinNow()
		at.took()
		await at.clock.advance(1000)
		expect(at.took()).not.toContain('open 3')
		expect(at.keeper.isOnOtherTopic()).toBe(false)
	})

	test('one that is told while the channel is being opened is the one that is opened', async () => {
		at.hold('fresh')
		at.keeper.join()
		await at.clock.advance(200)
		at.keeper.noteEpoch(1)
		expect(at.keeper.isOnOtherTopic()).toBe(false)
		at.go('fresh')
		await at.clock.advance(10)
		expect(at.took()).toEqual(['authorise', '!channel_joining', 'open 1'])
	})

	test.each([
		['a refused join', () => at.error(DENIED)],
		[
			'a channel that was closed for want of rights',
			() => {
				at.say({ type: 'system', ok: false, message: DENIED })
				at.say({ type: 'closed' })
			},
		],
	])('after %s any other one is believed and joined at once, the same one is not', async (_what, deny) => {
		at.keeper.noteEpoch(5)
		at.keeper.join()
		await at.clock.advance(200)
		at.took()
		deny()
		at.keeper.rejoinLate()
		at.keeper.noteEpoch(5)
		expect(at.keeper.isOnOtherTopic()).toBe(false)
		at.keeper.noteEpoch(3)
		expect(at.keeper.isOnOtherTopic()).toBe(true)
		at.keeper.move()
		await at.clock.advance(10)
		expect(at.took()).toEqual(['!channel_denied', 'leave', 'authorise', '!channel_joining', 'open 3'])
	})

	test('of another database may be a smaller one', async () => {
		at.keeper.noteEpoch(5)
		at.keeper.join()
		await at.clock.advance(200)
		at.keeper.forgetEpoch()
		expect(at.keeper.isOnOtherTopic()).toBe(false)
		at.keeper.noteEpoch(0)
		expect(at.keeper.isOnOtherTopic()).toBe(true)
	})
})

describe('the reason of a close', () => {
	test.each([
		['Token has expired 0 seconds ago', '!channel_token_refused'],
		['You do not have permissions to read from this Channel topic: x', '!channel_denied'],
		['Too many messages per second', '!channel_limited'],
		['Realtime was disabled for this tenant', '!channel_denied'],
		['something new', '!channel_closed'],
	])('%s', async (message, event) => {
		await joined()
		at.say({ type: 'system', ok: false, message })
		at.say({ type: 'closed' })
		expect(at.took()).toEqual([event])
	})

	test('is forgotten when the channel is joined again', async () => {
		await joined()
		at.say({ type: 'system', ok: false, message: 'Too many messages per second' })
		at.say({ type: 'subscribed' })
		at.say({ type: 'closed' })
		expect(at.took()).toEqual(['!subscribed', '!channel_closed'])
	})

	test('is not the reason of the next channel', async () => {
		await joined()
		at.say({ type: 'system', ok: false, message: 'Too many messages per second' })
		at.keeper.rejoinLater()
		await at.clock.advance(2000)
		at.took()
		at.say({ type: 'closed' })
		expect(at.took()).toEqual(['!channel_closed'])
	})
})

describe('waits', () => {
	/** How long until the next `open`, ms. */
	async function untilOpen(): Promise<number> {
		const from = at.clock.now()
		while (!at.took().includes('open')) {
			await at.clock.advance(100)
			if (at.clock.now() - from > 1_000_000) return Number.POSITIVE_INFINITY
		}
		return at.clock.now() - from
	}

	test('to rejoin grow up to a minute, and begin anew once broadcasts flow', async () => {
		await joined()
		const waits: number[] = []
		for (let n = 0; n < 10; n++) {
			at.keeper.rejoinLater()
			waits.push(await untilOpen())
		}
		expect(waits[0]).toBeLessThanOrEqual(1000)
		expect(waits.at(-1)).toBeGreaterThanOrEqual(30_000)
		expect(Math.max(...waits)).toBeLessThanOrEqual(60_100)
		at.ready()
		at.keeper.rejoinLater()
		expect(await untilOpen()).toBeLessThanOrEqual(1000)
	})

	test('after a denial are long, and end after three tries until something changes', async () => {
		await joined()
		for (let n = 0; n < 3; n++) {
			at.error(DENIED)
			at.keeper.rejoinLate()
			expect(await untilOpen()).toBeGreaterThanOrEqual(5000)
		}
		at.keeper.rejoinLate()
		at.keeper.join()
		await at.clock.advance(3_600_000)
		at.keeper.join()
		await at.clock.advance(60_000)
		expect(at.took()).not.toContain('open')
		at.keeper.joinNow()
		await at.clock.advance(0)
		expect(at.took()).toContain('open')
		at.ready()
		at.keeper.rejoinLate()
		expect(await untilOpen()).toBeLessThanOrEqual(10_000)
	})

	test('a denied channel is left alone for a minute, whatever wakes the page', async () => {
		await joined()
		at.keeper.rejoinLate()
		at.took()
		at.keeper.leave()
		at.keeper.joinNow()
		await at.clock.advance(59_000)
		at.keeper.joinNow()
		await at.clock.advance(0)
		expect(at.took()).toEqual([])
		await at.clock.advance(1500)
		at.keeper.joinNow()
		await at.clock.advance(0)
		expect(at.took()).toContain('open')
	})
})

describe('the token', () => {
	test('is refreshed, on a new socket, when the server refused it; at once the first time', async () => {
		await joined()
		at.keeper.renew()
		await at.clock.advance(0)
		expect(at.refreshed.at(-1)).toBe(true)
		expect(at.took()).toEqual(['leave', '!channel_left', 'drop', 'authorise', '!channel_joining', 'open'])
		at.keeper.renew()
		await at.clock.advance(100)
		expect(at.took()).toEqual(['leave', '!channel_left'])
		await at.clock.advance(2000)
		expect(at.took()).toEqual(['drop', 'authorise', '!channel_joining', 'open'])
		expect(at.refreshed.at(-1)).toBe(true)
	})

	test('is not refreshed again while that is under way', async () => {
		await joined()
		at.hold('fresh')
		at.keeper.renew()
		at.keeper.renew()
		at.keeper.renew()
		at.go('fresh')
		await at.clock.advance(60_000)
		expect(at.took().filter((entry) => entry === 'open')).toEqual(['open'])
		expect(at.refreshed.filter((force) => force)).toHaveLength(1)
	})

	test('that was refreshed is given to the living channel', async () => {
		await joined()
		at.setSession('refreshed')
		await at.keeper.authorise()
		expect(at.took()).toEqual(['authorise'])
	})

	test('refreshed while the channel is not ready makes a new socket: the old one may have joined with the old token', async () => {
		await joined()
		at.error(TRANSPORT)
		at.took()
		at.setSession('refreshed')
		await at.keeper.authorise()
		await at.clock.advance(0)
		expect(at.took()).toEqual(['leave', '!channel_left', 'drop', 'authorise', '!channel_joining', 'open'])
	})

	test('that was good all along makes no new socket for a channel that is on its way', async () => {
		await joined()
		at.error(TRANSPORT)
		at.took()
		await at.keeper.authorise()
		expect(at.took()).toEqual(['authorise'])
	})

	test('of a session that cannot be reached is given to no channel', async () => {
		await joined()
		at.setSession('unreachable')
		await at.keeper.authorise()
		expect(at.took()).toEqual([])
	})

	test('is not given to a channel that is not there', async () => {
		await at.keeper.authorise()
		expect(at.took()).toEqual([])
	})

	test('of a session that ended ends the feed; unless the channel was left meanwhile', async () => {
		await joined()
		at.setSession('ended')
		await at.keeper.authorise()
		expect(at.took()).toEqual(['!session_lost'])
		at.hold('fresh')
		const underWay = at.keeper.authorise()
		at.keeper.leave()
		at.took()
		at.go('fresh')
		await underWay
		expect(at.took()).toEqual([])
	})
})

describe('the socket', () => {
	test('that fails once may come back; after 15 s it is called blocked, once, and time-outs are its fault', async () => {
		await joined()
		at.error(TRANSPORT)
		await at.clock.advance(10_000)
		at.error(TRANSPORT)
		await at.clock.advance(4900)
		expect(at.took()).toEqual(['!channel_error', '!channel_error'])
		await at.clock.advance(200)
		expect(at.took()).toEqual(['!channel_blocked'])
		at.say({ type: 'timed_out' })
		at.error(TRANSPORT)
		await at.clock.advance(60_000)
		expect(at.took()).toEqual(['!channel_blocked', '!channel_blocked'])
		at.ready()
		at.say({ type: 'timed_out' })
		at.error(TRANSPORT)
		expect(at.took()).toEqual(['!subscribed', '!replication_ready', '!channel_timed_out', '!channel_error'])
	})

	test('that fails is no answer of the server: the channel stays, for realtime-js mends it', async () => {
		await joined()
		at.error(TRANSPORT)
		await at.clock.advance(14_000)
		expect(at.took()).toEqual(['!channel_error'])
	})
})
