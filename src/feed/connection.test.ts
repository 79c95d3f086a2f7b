import { describe, expect, test } from 'vitest'
import fc from '../../fixtures/property'
import {
	effects,
	type Facts,
	type FeedEvent,
	initialFacts,
	outdatesRequests,
	statusOf,
	transition,
} from './connection'

const events = Object.keys(effects) as FeedEvent[]
const live: Facts = { ...initialFacts, reach: 'ok', channel: 'ready', data: 'current', stale: 'none' }

const facts: fc.Arbitrary<Facts> = fc.record({
	session: fc.constantFrom('in', 'ended', 'expired'),
	refusal: fc.constantFrom('none', 'not_a_member', 'plan_limit', 'project_paused', 'schema_outdated'),
	network: fc.constantFrom('up', 'down'),
	reach: fc.constantFrom('unknown', 'ok', 'throttled', 'failing'),
	channel: fc.constantFrom(
		'closed',
		'joining',
		'joined',
		'unconfirmed',
		'ready',
		'lost',
		'blocked',
		'denied',
		'limited',
	),
	data: fc.constantFrom('none', 'cached', 'current'),
	stale: fc.constantFrom('none', 'starting', 'gap', 'rejoining', 'woke_up'),
	paused: fc.boolean(),
})

const statusAfter = (from: Facts, ...taken: FeedEvent[]) =>
	statusOf(taken.reduce((current, event) => transition(current, event).facts, from))

describe('statuses', () => {
	test('live means that nothing speaks against it', () => {
		fc.assert(
			fc.property(facts, (given) => {
				const sound =
					given.session === 'in' &&
					given.refusal === 'none' &&
					given.network === 'up' &&
					given.reach !== 'failing' &&
					given.reach !== 'throttled' &&
					given.channel === 'ready' &&
					given.data !== 'none' &&
					given.stale === 'none'
				expect(statusOf(given).status === 'live').toBe(sound)
			}),
		)
	})

	test('every combination of facts has a status, and no event throws', () => {
		fc.assert(
			fc.property(facts, fc.constantFrom(...events), (given, event) => {
				expect(statusOf(transition(given, event).facts).status).toBeTruthy()
			}),
		)
	})
})

describe('events', () => {
	test.each<[FeedEvent[], ReturnType<typeof statusOf>]>([
		[['channel_error'], { status: 'catching_up', cause: 'rejoining' }],
		[['channel_error', 'confirmed'], { status: 'polling', cause: 'rejoining' }],
		[['channel_blocked'], { status: 'polling', cause: 'realtime_blocked' }],
		[['channel_denied', 'confirmed'], { status: 'polling', cause: 'realtime_denied' }],
		[['channel_limited', 'confirmed'], { status: 'polling', cause: 'plan_limit' }],
		[['channel_closed', 'subscribed', 'confirmed'], { status: 'catching_up', cause: 'rejoining' }],
		[['channel_closed', 'subscribed', 'replication_ready', 'confirmed'], { status: 'live', cause: 'none' }],
		[['channel_closed', 'subscribed', 'readiness_overdue'], { status: 'catching_up', cause: 'rejoining' }],
		[
			['channel_closed', 'subscribed', 'readiness_overdue', 'confirmed'],
			{ status: 'polling', cause: 'rejoining' },
		],
		[['gap'], { status: 'catching_up', cause: 'gap' }],
		[['gap', 'gap_closed'], { status: 'live', cause: 'none' }],
		[['visible'], { status: 'catching_up', cause: 'woke_up' }],
		[['glanced'], { status: 'live', cause: 'none' }],
		[['went_offline'], { status: 'offline', cause: 'no_network' }],
		[['went_offline', 'went_online', 'confirmed'], { status: 'live', cause: 'none' }],
		[['network'], { status: 'offline', cause: 'server_unreachable' }],
		[['throttled'], { status: 'catching_up', cause: 'rate_limited' }],
		[['not_a_member'], { status: 'refused', cause: 'not_a_member' }],
		[['project_paused'], { status: 'refused', cause: 'project_paused' }],
		[['project_paused', 'confirmed'], { status: 'polling', cause: 'rejoining' }],
		[['channel_left'], { status: 'catching_up', cause: 'rejoining' }],
		[['channel_left', 'confirmed'], { status: 'polling', cause: 'rejoining' }],
		[['signed_out'], { status: 'signed_out', cause: 'session_ended' }],
		[['session_lost'], { status: 'signed_out', cause: 'session_expired' }],
		[['paused'], { status: 'live', cause: 'paused_by_reader' }],
		[['paused', 'behind'], { status: 'catching_up', cause: 'paused_by_reader' }],
	])('from live, %j', (taken, expected) => {
		expect(statusAfter(live, ...taken)).toEqual(expected)
	})

	test.each<FeedEvent>(['subscribed', 'replication_ready', 'readiness_overdue'])(
		'%s: what was sent before may be lost, so it is doubted and asked for at once',
		(event) => {
			const { facts: next, actions } = transition(live, event)
			expect(next.stale).toBe('rejoining')
			expect(actions).toEqual(['check'])
			expect(outdatesRequests(event)).toBe(true)
		},
	)

	test.each<FeedEvent>(['went_online', 'visible', 'pageshow'])(
		'%s: a request may have died, the token may have ended, the channel may be gone',
		(event) => {
			expect(transition(live, event).actions).toEqual(['cancel_stale', 'authorise', 'join_now', 'check'])
			expect(outdatesRequests(event)).toBe(true)
		},
	)

	test.each<FeedEvent>(['hidden', 'pagehide', 'went_offline'])(
		'%s: what is not on the device yet is written, for the page may not come back',
		(event) => expect(transition(live, event).actions).toContain('flush'),
	)

	test('a glance asks, and doubts nothing', () => {
		expect(transition(live, 'glanced')).toEqual({ facts: live, actions: ['check'] })
	})

	test('a new token goes to the living channel, and is a reason to try a dead one', () => {
		expect(transition(live, 'token_refreshed').actions).toEqual(['authorise', 'join_now'])
	})

	test.each<FeedEvent>(['schema_outdated', 'project_paused', 'plan_limit'])(
		'%s: asked about after minutes',
		(event) => expect(transition(live, event).actions).toEqual(['leave', 'retry_late']),
	)

	test('a gap does not make an answer under way too old: the gap has its own question', () => {
		for (const event of ['gap', 'behind', 'gap_closed', 'confirmed'] as const)
			expect(outdatesRequests(event)).toBe(false)
	})

	test('before the first answer of this session, whatever happens, it is starting', () => {
		for (const data of ['none', 'cached'] as const)
			for (const event of ['subscribed', 'visible', 'gap', 'channel_error', 'went_online'] as const)
				expect(transition({ ...initialFacts, data }, event).facts.stale).toBe('starting')
		expect(statusAfter({ ...initialFacts, data: 'cached' }, 'channel_joining', 'subscribed')).toEqual({
			status: 'catching_up',
			cause: 'starting',
		})
	})

	test('a gap that closes does not hide that the channel was rejoined meanwhile', () => {
		const rejoining = transition(transition(live, 'channel_error').facts, 'gap').facts
		expect(rejoining.stale).toBe('rejoining')
		expect(transition(rejoining, 'gap_closed').facts.stale).toBe('rejoining')
	})

	test('whatever makes us leave the channel says that there is none', () => {
		const leaving = events.filter((event) =>
			(transition(live, event).actions as readonly string[]).includes('leave'),
		)
		expect(leaving).toContain('plan_limit')
		for (const event of leaving) expect(transition(live, event).facts.channel).toBe('closed')
	})

	test('whoever signed out stays so, whatever happens', () => {
		const out = transition(live, 'signed_out').facts
		for (const event of events) expect(transition(out, event)).toEqual({ facts: out, actions: [] })
	})

	test('whoever is no member joins no channel before an answer says otherwise', () => {
		const refused = transition(live, 'not_a_member').facts
		expect(transition(refused, 'asked').actions).toEqual(['cancel_stale', 'check'])
		expect(transition(refused, 'confirmed').actions).toEqual(['join'])
		expect(transition(live, 'asked').actions).toContain('join_now')
	})

	test('whoever is no member is not asked for again by waking, tokens or networks', () => {
		const refused = transition(live, 'not_a_member').facts
		for (const event of ['visible', 'went_online', 'token_refreshed', 'pageshow', 'subscribed'] as const)
			expect(transition(refused, event).actions).toEqual([])
		expect(transition(refused, 'asked').actions).toContain('check')
	})
})
