import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Harness, TOPIC } from './testing/supabase-harness'

/** F01–F43 are the fault cases that docs/FEED.md lists; each is here or in a sibling, by aspect. */
let at: Harness
beforeEach(() => {
	at = new Harness()
})
afterEach(() => at.close())

const UNAUTHORIZED = 'Unauthorized: You do not have permissions to read from this Channel topic: x'

async function live() {
	const page = at.openPage()
	await at.advance(1000)
	expect(page.state()).toMatchObject({ status: 'live', cause: 'none', coverage: { complete: true } })
	return page
}

describe('joining', () => {
	test('comes to be live with everything in, on one private channel that carries the token', async () => {
		const page = await live()
		expect(page.cents()).toBe(at.truth())
		expect(at.realtime.joins).toHaveLength(1)
		expect(at.realtime.joins[0]).toMatchObject({
			topic: `realtime:${TOPIC}`,
			token: 'token-1',
			config: { private: true, broadcast: { replication_ready: true } },
		})
	})

	test('F01 a change between snapshot and SUBSCRIBED is applied once', async () => {
		const page = at.openPage()
		await at.advance(11)
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(2000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
		expect(page.rows().size).toBe(31)
	})

	test('F02 a change in the seconds after SUBSCRIBED that is never delivered is read all the same', async () => {
		at.realtime.ready = false
		const page = at.openPage()
		await at.advance(500)
		expect(page.state().status).toBe('catching_up')
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(300)
		expect(page.rows().size).toBe(30)
		at.socket().sayReady()
		await at.advance(500)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})

	test('F02 without any word that broadcasts flow, it reads again after four seconds and polls until the word comes', async () => {
		at.realtime.ready = false
		const page = at.openPage()
		await at.advance(500)
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(5000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'rejoining' })
		expect(page.cents()).toBe(at.truth())
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(30_000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'rejoining' })
		expect(page.cents()).toBe(at.truth())
		expect(page.seen.states.some(({ status }) => status === 'live')).toBe(false)
		at.socket().sayReady()
		await at.advance(500)
		expect(page.state().status).toBe('live')
	})

	test('F02 a broadcast that comes says as much as the word', async () => {
		at.realtime.ready = false
		const page = at.openPage()
		await at.advance(6000)
		expect(page.state().status).toBe('polling')
		at.write((ledger) => ledger.record(1))
		await at.advance(500)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
		expect(at.realtime.joins).toHaveLength(1)
		// A new channel has to show it anew.
		at.socket().drop(1006)
		await at.advance(10_000)
		expect(page.state().status).toBe('polling')
	})

	test('F13 a join that times out is tried again, and polling bridges it', async () => {
		at.realtime.answerJoin = () => 'silence'
		const page = at.openPage()
		await at.advance(12_000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'rejoining' })
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(40_000)
		expect(page.cents()).toBe(at.truth())
		at.realtime.answerJoin = () => 'ok'
		await at.advance(30_000)
		expect(page.state().status).toBe('live')
	})

	test('F14 a denied channel says so, polls, and is not asked for again and again', async () => {
		at.realtime.answerJoin = () => ({ reason: UNAUTHORIZED })
		const page = at.openPage()
		await at.advance(1000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'realtime_denied' })
		await at.advance(3_600_000 * 0.9)
		expect(at.realtime.joins.length).toBeLessThanOrEqual(4)
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(40_000)
		expect(page.cents()).toBe(at.truth())
		// Whoever was let in meanwhile asks, and is live.
		at.realtime.answerJoin = () => 'ok'
		page.feed.check()
		await at.advance(2000)
		expect(page.state().status).toBe('live')
	})

	test('F18 too many joins: slows down, names the limit, and comes back', async () => {
		at.realtime.answerJoin = () => ({ reason: 'ClientJoinRateLimitReached: Too many joins per second' })
		const page = at.openPage()
		await at.advance(4000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'plan_limit' })
		expect(at.realtime.joins.length).toBeLessThanOrEqual(2)
		at.realtime.answerJoin = () => 'ok'
		await at.advance(90_000)
		expect(page.state().status).toBe('live')
	})

	test('F19 Realtime switched off for the project: polling, with the cause', async () => {
		at.realtime.answerJoin = () => ({
			reason: 'RealtimeDisabledForTenant: Realtime was disabled for this tenant',
		})
		const page = at.openPage()
		await at.advance(2000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'realtime_denied' })
		at.write((ledger) => ledger.record(2), { lost: true })
		await at.advance(40_000)
		expect(page.cents()).toBe(at.truth())
	})

	test('F21 F11 mounted twice: one socket, one channel, and nothing left after the last stop', async () => {
		await live()
		const again = at.openPage()
		await at.advance(2000)
		expect(again.state().status).toBe('live')
		expect(at.openSockets()).toHaveLength(1)
		expect(at.socket().topics()).toEqual([TOPIC])
		expect(at.channels()).toHaveLength(1)
		again.feed.stop()
		await at.advance(60_000)
		expect(at.channels()).toHaveLength(0)
		expect(at.openSockets()).toHaveLength(0)
		const asked = at.requests.changes
		await at.advance(300_000)
		expect(at.requests.changes).toBe(asked)
	})

	test('F21 no timer, listener or channel of a feed is left after its stop', async () => {
		const page = await live()
		expect(at.inUse()).toEqual({ environment: 1, session: 1, timers: 1 })
		page.feed.stop()
		await at.advance(100)
		expect(at.inUse()).toEqual({ environment: 0, session: 0, timers: 0 })
		expect(at.channels()).toHaveLength(0)
		// realtime-js keeps an unused socket for a while.
		await at.advance(60_000)
		expect(at.openSockets()).toHaveLength(0)
	})

	test('F21 the stop of an earlier feed does not touch the later one', async () => {
		const earlier = await live()
		const later = at.openPage()
		await at.advance(1000)
		earlier.feed.stop()
		const latest = at.openPage()
		await at.advance(2000)
		expect(at.channels()).toHaveLength(1)
		expect(at.inUse()).toMatchObject({ environment: 1, session: 1 })
		expect(latest.state().status).toBe('live')
		const { states } = later.seen
		const told = states.length
		at.write((ledger) => ledger.record(1))
		await at.advance(1000)
		expect(states).toHaveLength(told)
	})

	test('F29 WebSockets blocked, HTTP allowed: polling, correct, and the socket is not hammered', async () => {
		at.realtime.refuse = true
		const page = at.openPage()
		await at.advance(60_000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'realtime_blocked' })
		expect(page.cents()).toBe(at.truth())
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(40_000)
		expect(page.cents()).toBe(at.truth())
		expect(at.realtime.sockets.length).toBeLessThan(20)
		at.realtime.refuse = false
		await at.advance(60_000)
		expect(page.state().status).toBe('live')
	})
})

describe('an interrupted channel', () => {
	test('F03 the socket drops, rows are written meanwhile: caught up when it is back', async () => {
		const page = await live()
		at.socket().drop(1006)
		at.write((ledger) => ledger.record(3), { lost: true })
		await at.advance(10)
		expect(page.state().status).not.toBe('live')
		await at.advance(5000)
		expect(page.state().status).toBe('live')
		expect(page.rows().size).toBe(33)
		expect(page.cents()).toBe(at.truth())
	})

	test('F04 a silent death is noticed within a heartbeat and its time-out, and said', async () => {
		const page = await live()
		at.realtime.frozen = true
		at.rest.changes = 'silence'
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(55_000)
		expect(page.state().status).not.toBe('live')
		at.realtime.frozen = false
		at.rest.changes = 'ok'
		await at.advance(90_000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})

	test('F12 errors for hours: waits grow, polling keeps it right, and it says why', async () => {
		const page = await live()
		at.realtime.refuse = true
		at.socket().drop(1012)
		await at.advance(3_600_000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'realtime_blocked' })
		expect(at.realtime.sockets.length).toBeLessThan(200)
		expect(at.requests.changes).toBeLessThan(250)
		at.realtime.refuse = false
		await at.advance(60_000)
		expect(page.state().status).toBe('live')
	})

	test('CLOSED makes a new channel, after a moment', async () => {
		const page = await live()
		at.socket().endChannel(null)
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(300)
		expect(page.state().status).not.toBe('live')
		await at.advance(5000)
		expect(page.state().status).toBe('live')
		expect(at.realtime.joins).toHaveLength(2)
		expect(page.cents()).toBe(at.truth())
	})

	test('F18 the message rate passed: the channel is closed, comes back later, and nothing is missing', async () => {
		const page = await live()
		at.socket().endChannel('Too many messages per second')
		await at.advance(2000)
		expect(page.state()).toMatchObject({ status: 'polling', cause: 'plan_limit' })
		at.write((ledger) => ledger.record(2), { lost: true })
		await at.advance(60_000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})
})

describe('broadcasts', () => {
	test('a live change arrives by its broadcast alone, without a request', async () => {
		const page = await live()
		const asked = at.requests.changes
		at.write((ledger) => ledger.record(1))
		await at.advance(20)
		expect(page.cents()).toBe(at.truth())
		expect(page.seen.batches.at(-1)).toEqual({ origin: 'live', rows: 1 })
		expect(at.requests.changes).toBe(asked)
	})

	test('F08 the same broadcast twice, or replayed, counts once', async () => {
		const page = await live()
		const written = at.write((ledger) => ledger.record(1), { copies: 3 })
		at.publish('changes', written, { replayed: true, id: 'x' })
		await at.advance(50)
		expect(page.rows().size).toBe(31)
		expect(page.seen.batches.filter((batch) => batch.origin === 'live')).toHaveLength(1)
	})

	test('F09 out of order: the last version wins, and a late predecessor needs no request', async () => {
		const page = await live()
		const asked = at.requests.changes
		const first = at.ledger.record(1, { amount_cents: 1 })
		const second = at.ledger.change(first.rows.id, { amount_cents: 2 })
		at.publish('changes', second)
		await at.advance(30)
		expect(page.state().status).toBe('catching_up')
		at.publish('changes', first)
		await at.advance(20)
		expect(page.state().status).toBe('live')
		expect(page.rows().get(first.rows.id[0]!)?.amount_cents).toBe(2)
		at.publish('changes', first)
		await at.advance(1000)
		expect(page.rows().get(first.rows.id[0]!)?.amount_cents).toBe(2)
		expect(at.requests.changes).toBe(asked)
	})

	test('F10 a payload of another shape is never applied, and starts one question at most', async () => {
		const page = await live()
		const asked = at.requests.changes
		const { rows } = at.ledger.changes(0, 1, null) as { rows: object }
		for (const payload of [
			null,
			'rows',
			{ from: 1 },
			{ from: 30, to: 31, rows: { ...rows, id: ['<img onerror=x>'] } },
			{ from: 30, to: 31, rows: { ...rows, amount_cents: ['52.90'] } },
			{ from: 30, to: 31, rows: { id: ['a'] } },
			{ record: { id: 1 }, table: 'other', schema: 'public' },
		])
			at.publish('changes', payload)
		at.publish('unheard_of', { from: 0, to: 99 })
		await at.advance(2000)
		expect(page.rows().size).toBe(30)
		expect(page.cents()).toBe(at.truth())
		expect(page.state()).toMatchObject({ status: 'live', applied: 30, head: 30 })
		expect(at.requests.changes - asked).toBeLessThanOrEqual(2)
	})

	test('F16 a lost last broadcast has no successor: the head check finds it within half a minute', async () => {
		const page = await live()
		at.write((ledger) => ledger.record(1), { lost: true })
		await at.advance(37_000)
		expect(page.cents()).toBe(at.truth())
		expect(page.state().status).toBe('live')
	})

	test('F16 a lost broadcast that has a successor is caught up at once', async () => {
		const page = await live()
		at.write((ledger) => ledger.record(1), { lost: true })
		at.write((ledger) => ledger.record(1))
		await at.advance(600)
		expect(page.cents()).toBe(at.truth())
	})

	test('F17 too many rows for a broadcast: it carries none, and one request reads them', async () => {
		const page = await live()
		const asked = at.requests.changes
		at.write((ledger) => ledger.record(500), { bare: true })
		await at.advance(600)
		expect(page.cents()).toBe(at.truth())
		expect(at.requests.changes - asked).toBe(1)
	})

	test('F17 rows that were cut off on the way are not taken for all of them', async () => {
		const page = await live()
		const written = at.ledger.record(3)
		const cut = Object.fromEntries(
			Object.entries(written.rows).map(([name, column]) => [name, column.slice(0, 2)]),
		)
		at.publish('changes', { ...written, rows: cut })
		await at.advance(600)
		expect(page.rows().size).toBe(33)
		expect(page.cents()).toBe(at.truth())
	})

	test('F20 a late burst of gaps makes one question, not one each', async () => {
		const page = await live()
		const asked = at.requests.changes
		for (let n = 0; n < 200; n++) at.write((ledger) => ledger.record(1), { bare: true })
		await at.advance(1000)
		expect(page.cents()).toBe(at.truth())
		expect(at.requests.changes - asked).toBeLessThanOrEqual(2)
	})

	test('F23 a correction and a void replace the row they name', async () => {
		const page = await live()
		const [id] = at.ledger.ids()
		at.write((ledger) => ledger.change([id!], { amount_cents: 777, category_id: 2 }))
		await at.advance(20)
		expect(page.rows().get(id!)?.amount_cents).toBe(777)
		at.write((ledger) => ledger.change([id!], { voided: true }))
		await at.advance(20)
		expect(page.rows().get(id!)?.voided).toBe(true)
		expect(page.cents()).toBe(at.truth())
	})

	test('the inbox and the settings have hints of their own', async () => {
		const page = await live()
		const { inbox, settings } = page.seen
		at.publish('inbox', { inbox_revision: at.ledger.touchInbox() })
		at.publish('settings', { settings_revision: at.ledger.touchSettings() })
		await at.advance(100)
		expect(page.seen.inbox).toBe(inbox + 1)
		expect(page.seen.settings).toBe(settings + 1)
		at.ledger.touchInbox()
		await at.advance(40_000)
		expect(page.seen.inbox).toBe(inbox + 2)
	})
})

describe('the epoch of the channel', () => {
	/** Somebody stops being a member; only the topic of the present epoch may be joined. */
	function moveEpoch({ announced = true, removesReader = false } = {}) {
		if (announced) at.publish('epoch', { epoch: at.ledger.epoch() + 1 })
		at.ledger.moveEpoch()
		const present = `realtime:${at.topic()}`
		at.realtime.answerJoin = (topic) =>
			topic === present && !removesReader ? 'ok' : { reason: UNAUTHORIZED }
		if (removesReader)
			at.rest.changes = at.rest.settings = {
				status: 404,
				body: { code: 'PT404', message: 'There is no such ledger, or you are not a member of it.' },
			}
	}

	test('F33 no gap when the epoch moves: what is broadcast between leaving and joining is read', async () => {
		const page = await live()
		moveEpoch()
		// Not yet joined: nobody hears this.
		expect(at.socket().topics()).not.toContain(at.topic())
		at.write((ledger) => ledger.record(2))
		await at.advance(1000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
		expect(at.socket().topics()).toEqual([at.topic()])
		expect(at.channels()).toHaveLength(1)
		const asked = at.requests.changes
		at.write((ledger) => ledger.record(1))
		await at.advance(10)
		expect(page.cents()).toBe(at.truth())
		expect(at.requests.changes).toBe(asked)
	})

	test('F33 an announcement that comes twice, late or unreadable moves nothing', async () => {
		const page = await live()
		moveEpoch()
		await at.advance(1000)
		const joins = at.realtime.joins.length
		for (const payload of [{ epoch: 1 }, { epoch: 0 }, { epoch: -1 }, { epoch: '7' }, {}, null])
			at.publish('epoch', payload)
		await at.advance(1000)
		expect(at.realtime.joins).toHaveLength(joins)
		expect(page.state().status).toBe('live')
	})

	test.each([true, false])(
		'F34 a removed member hears nothing after the move, and is told that access is lost (announced: %s)',
		async (announced) => {
			const page = await live()
			moveEpoch({ announced, removesReader: true })
			const { length } = page.seen.batches
			at.write((ledger) => ledger.record(1))
			await at.advance(40_000)
			expect(page.seen.batches).toHaveLength(length)
			expect(page.state()).toMatchObject({ status: 'refused', cause: 'not_a_member' })
			expect(page.rows().size).toBe(0)
			expect(at.channels()).toHaveLength(0)
			const joins = at.realtime.joins.length
			await at.advance(3_600_000)
			expect(at.realtime.joins).toHaveLength(joins)
		},
	)

	test('F35 the announcement is lost: the next answer tells', async () => {
		const page = await live()
		moveEpoch({ announced: false })
		at.write((ledger) => ledger.record(1))
		await at.advance(40_000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
		expect(at.socket().topics()).toEqual([at.topic()])
	})

	test('F35 the announcement is lost with the socket: the refused join asks, and access does not count as lost', async () => {
		const page = await live()
		// The check that every broken socket causes is answered before the move; only the refusal tells of it.
		at.socket().drop(1006)
		await at.advance(400)
		const { length } = page.seen.states
		moveEpoch({ announced: false })
		await at.advance(6000)
		expect(page.state().status).toBe('live')
		expect(at.socket().topics()).toEqual([at.topic()])
		expect(page.seen.states.slice(length).map(({ status }) => status)).not.toContain('refused')
		expect(page.seen.resets).toBe(0)
	})
})
