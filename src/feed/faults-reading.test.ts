import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Harness } from './testing/supabase-harness'

/*
 * Not here because they cannot occur in the feed:
 * F15 (subscribed, but row level security hides rows silently): membership shows a ledger whole or not at all, and a
 *     stranger's question is an error; the gapless counter would betray a missing row besides.
 * F27 (23:30 of the 30th is another month in UTC): bill months come from the database, days from src/ledger, both tested
 *     there on the golden files; the feed only counts revisions.
 * F30 (a filter changes while a request is under way): filters are no part of any request.
 * F31 (a chart library not loaded yet): the feed draws nothing; the page's chart wrapper has the test.
 */
let at: Harness
beforeEach(() => {
	at = new Harness({ rows: 2500 })
})
afterEach(() => at.close())

async function live() {
	const page = at.openPage()
	await at.advance(1500)
	expect(page.state()).toMatchObject({ status: 'live', coverage: { complete: true } })
	return page
}

test('this month and the last are right before history is in, and it says how far history is', async () => {
	const page = at.openPage()
	await at.advance(40)
	const [first] = page.seen.states.filter((state) => state.coverage.months)
	expect(first?.coverage).toMatchObject({ months: { from: '2026-10' }, complete: false })
	expect(page.seen.batches[0]?.origin).toBe('snapshot')
	await at.advance(1500)
	const progress = page.seen.states.map((state) => state.coverage.progress)
	expect(progress).toEqual([...progress].sort((a, b) => a - b))
	expect(page.state().coverage).toMatchObject({ complete: true, progress: 1 })
	expect(page.cents()).toBe(at.truth())
})

describe('F24 REST in trouble during a catch-up keeps what there is, says so, and goes on from there', () => {
	const troubles = {
		'500': { status: 500 },
		'503 without a body of ours': { status: 503, body: '<html>upstream</html>' },
		'504 of a gateway': { status: 504 },
		'no network': 'no network' as const,
		'no answer': 'silence' as const,
		'half an answer': { status: 200, body: { head: 2503, upto: 2503, rows: { id: ['x'] } } },
	}
	for (const [name, trouble] of Object.entries(troubles))
		test(name, async () => {
			const page = await live()
			at.rest.changes = trouble
			at.write((ledger) => ledger.record(3), { bare: true })
			await at.advance(20_000)
			expect(page.state()).toMatchObject({ status: 'offline', cause: 'server_unreachable', applied: 2500 })
			expect(page.rows().size).toBe(2500)
			at.rest.changes = 'ok'
			await at.advance(60_000)
			expect(page.state().status).toBe('live')
			expect(page.cents()).toBe(at.truth())
		})

	test.each([
		['an answer', 429],
		['a server that is coming up', 503],
	])('Retry-After of %s (%i) is obeyed by whatever would ask, except a person', async (_, status) => {
		const page = await live()
		at.rest.changes = { status, headers: { 'retry-after': '300' } }
		at.write((ledger) => ledger.record(3), { bare: true })
		await at.advance(1000)
		const asked = at.requests.changes
		at.socket().drop(1006)
		at.write((ledger) => ledger.record(1), { bare: true })
		await at.advance(100_000)
		at.tell('hidden')
		await at.advance(100_000)
		at.tell('visible')
		await at.advance(90_000)
		expect(at.requests.changes).toBe(asked)
		expect(page.state().status).not.toBe('live')
		page.feed.check()
		await at.advance(100)
		expect(at.requests.changes).toBe(asked + 1)
		at.rest.changes = 'ok'
		await at.advance(310_000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})

	test('429 is named, and the server gets its rest', async () => {
		const page = await live()
		at.rest.changes = { status: 429 }
		at.write((ledger) => ledger.record(3), { bare: true })
		const asked = at.requests.changes
		await at.advance(60_000)
		expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'rate_limited' })
		expect(at.requests.changes - asked).toBeLessThanOrEqual(8)
		at.rest.changes = 'ok'
		await at.advance(60_000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})
})

test('F24 an answer that nobody can read is told as such', async () => {
	const page = await live()
	at.rest.changes = { status: 200, body: { head: 2503, upto: 2503, rows: { id: ['x'] } } }
	page.feed.check()
	await at.advance(500)
	expect(page.feed.log().at(-1)?.event).toBe('malformed')
})

test('F24 a question for the settings that is never answered makes room for the next', async () => {
	at.rest.settings = 'silence'
	const page = at.openPage()
	await at.advance(14_000)
	expect(page.seen.settings).toBe(0)
	at.rest.settings = 'ok'
	await at.advance(5000)
	expect(page.seen.settings).toBe(1)
})

test('F24 a catch-up larger than a page goes on until it is through', async () => {
	const page = await live()
	at.write((ledger) => ledger.record(9000), { bare: true })
	await at.advance(2000)
	expect(page.rows().size).toBe(11_500)
	expect(page.state()).toMatchObject({ status: 'live', applied: 11_500 })
})

test('F19 a paused project, a used-up plan and an outdated schema are named, with long waits', async () => {
	for (const [trouble, cause] of [
		[{ status: 540, body: { message: 'Project paused' } }, 'project_paused'],
		[{ status: 402, body: { message: 'exceed_egress_quota' } }, 'plan_limit'],
		[{ status: 404, body: { code: 'PGRST202', message: 'Could not find the function' } }, 'schema_outdated'],
	] as const) {
		const page = at.openPage()
		at.rest.changes = trouble
		await at.advance(200)
		expect(page.state()).toMatchObject({ status: 'refused', cause })
		const asked = at.requests.changes
		await at.advance(300_000)
		expect(at.requests.changes - asked).toBeLessThanOrEqual(5)
		at.rest.changes = 'ok'
		page.feed.check()
		await at.advance(4000)
		expect(page.state().status).toBe('live')
		page.feed.stop()
	}
})

test('F19 back from a refusal it is not live before it has a channel again', async () => {
	const page = await live()
	at.rest.changes = { status: 540, body: { message: 'Project paused' } }
	await at.advance(40_000)
	expect(page.state()).toMatchObject({ status: 'refused', cause: 'project_paused' })
	expect(at.channels()).toHaveLength(0)
	at.rest.changes = 'ok'
	const before = page.seen.states.length
	await at.advance(120_000)
	const since = page.seen.states.slice(before).map(({ status, cause }) => `${status} ${cause}`)
	expect(since.indexOf('live none')).toBeGreaterThan(since.indexOf('catching_up rejoining'))
	expect(page.state().status).toBe('live')
})

test('F25 clocks that are wrong change nothing: only revisions order', async () => {
	const page = await live()
	at.write((ledger) => ledger.record(1, { occurred_at: Date.UTC(2020, 0) }))
	at.write((ledger) => ledger.record(1, { occurred_at: Date.UTC(2030, 0) }))
	await at.advance(20)
	expect(page.cents()).toBe(at.truth())
})

test('F26 over the turn of a month the page stays right, without a reload', async () => {
	at.close()
	// Five minutes to midnight of the last of November, in the ledger's timezone.
	at = new Harness({ rows: 2500, now: Date.UTC(2026, 11, 1, 2, 55) })
	const page = await live()
	expect(page.state().coverage.months?.from).toBe('2026-10')
	at.write((ledger) => ledger.record(1, { bill_month: '2026-12' }))
	await at.advance(600_000)
	at.write((ledger) => ledger.record(1, { bill_month: '2026-12' }))
	await at.advance(60_000)
	expect(page.state().status).toBe('live')
	expect(page.cents()).toBe(at.truth())
	// Whoever opens it now is given the new month and the one before first.
	const later = at.openPage()
	await at.advance(40)
	expect(later.state().coverage.months?.from).toBe('2026-11')
})

test('offline: the rows stay, the state says so, and coming back needs no reload', async () => {
	const page = await live()
	at.rest.changes = 'no network'
	at.realtime.refuse = true
	at.socket().drop(1006)
	at.tell('offline')
	expect(page.state()).toMatchObject({ status: 'offline', cause: 'no_network' })
	at.write((ledger) => ledger.record(2), { lost: true })
	await at.advance(600_000)
	expect(page.rows().size).toBe(2500)
	at.rest.changes = 'ok'
	at.realtime.refuse = false
	at.tell('online')
	await at.advance(500)
	expect(page.cents()).toBe(at.truth())
	await at.advance(40_000)
	expect(page.state().status).toBe('live')
})

test('paused: changes wait, the state does not pretend, and resuming catches up', async () => {
	const page = await live()
	page.feed.setPaused(true)
	expect(page.state()).toMatchObject({ status: 'live', cause: 'paused_by_reader' })
	at.write((ledger) => ledger.record(2))
	at.write((ledger) => ledger.record(1), { lost: true })
	await at.advance(40_000)
	expect(page.rows().size).toBe(2500)
	expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'paused_by_reader', head: 2503 })
	page.feed.setPaused(false)
	await at.advance(500)
	expect(page.state()).toMatchObject({ status: 'live', cause: 'none' })
	expect(page.cents()).toBe(at.truth())
})
