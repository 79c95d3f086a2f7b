import { describe, expect, test } from 'vitest'
import { fallsIn } from '../ledger/revised-rows'
import { CatchUp } from './catch-up'
import { type Remote, RemoteFailure } from './ports'
import { makeFakeClock } from './testing/fake-clock'
import { makeFakeLedger } from './testing/fake-ledger'
import { FakeWorld } from './testing/fake-world'
import { MONTHS, ReaderPage } from './testing/reader-page'
import { openLiveStage, openStage } from './testing/stage'

/** What happens while an answer is on its way, and what an answer may be taken for. */

/** A page whose head check has been answered by the server, and the answer is held. */
async function asking() {
	const stage = await openLiveStage()
	stage.world.setRest('held')
	stage.page.feed.check()
	await stage.clock.advance(100)
	const since = stage.clock.now()
	return { ...stage, asked: () => stage.asked(since) }
}

describe('an answer does not settle what happened after its question', () => {
	test('a broadcast that nobody can read asks once more', async () => {
		const { clock, world, page, asked } = await asking()
		world.ledger().record(1)
		world.forge('changes', 'unreadable')
		await clock.advance(50)
		world.release()
		await clock.advance(5)
		expect(page.state().status).toBe('catching_up')
		world.setRest('ok')
		world.release()
		await clock.advance(1000)
		expect(page.state()).toMatchObject({ status: 'live', applied: 31 })
		expect(asked()).toHaveLength(1)
	})

	test('a broadcast of a newer revision does', async () => {
		const { clock, world, page, asked } = await asking()
		world.write((ledger) => ledger.record(50))
		await clock.advance(50)
		expect(page.state()).toMatchObject({ head: 80, applied: 30 })
		world.release()
		world.setRest('ok')
		await clock.advance(5)
		expect(page.state()).toMatchObject({ status: 'catching_up', head: 80, applied: 30 })
		await clock.advance(1000)
		expect(page.state()).toMatchObject({ status: 'live', applied: 80 })
		expect(asked()).toHaveLength(1)
		page.expectEqual()
	})

	test('a broken channel does', async () => {
		const { clock, world, page, asked } = await asking()
		const { confirmedAt } = page.state()
		world.cutSockets('socket closed: 1006')
		await clock.advance(10)
		world.ledger().record(1)
		world.setRest('ok')
		world.release()
		await clock.advance(0)
		expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'rejoining', confirmedAt })
		await clock.advance(400)
		expect(page.state().applied).toBe(31)
		expect(asked().length).toBeGreaterThan(0)
	})

	test('a broken channel during the first page does, too', async () => {
		const { clock, world, page } = openStage({ before: (before) => before.setRest('held', 'changes') })
		await clock.advance(100)
		world.setOnline(false)
		world.setOnline(true)
		world.ledger().record(1)
		world.setRest('ok')
		world.release()
		await clock.advance(2)
		expect(page.state()).toMatchObject({ status: 'loading', confirmedAt: null })
		await clock.advance(10_000)
		page.expectEqual()
	})
})

describe('the first pages', () => {
	/** Three pages of rows within the months on show, and the first of them is in. */
	async function paged() {
		const stage = openStage({
			// The second page has twice as many rows as the first.
			rows: 4500,
			before(world) {
				world.write((ledger) => ledger.change(ledger.ids(), { bill_month: '2026-11', installments: 1 }))
				world.setRest('held', 'changes')
			},
		})
		const { clock, world } = stage
		await clock.advance(200)
		world.release()
		await clock.advance(200)
		return stage
	}

	test('claim nothing while a row that left the months between two of them is in neither', async () => {
		const { clock, world, page } = await paged()
		const last = world.ledger().ids().at(-1)!
		// The second page is held; the third does not see the row any more, and its broadcast is lost.
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.change([last], { bill_month: '2025-02' }))
		for (let n = 0; n < 40; n++) {
			world.release(1)
			await clock.advance(100)
			const { coverage, applied } = page.state()
			if (!coverage.months) continue
			const truth = world.ledger().asOf(applied)
			for (const row of truth.values())
				if (fallsIn(row, MONTHS)) expect(page.rows().get(row.id)?.revision).toBe(row.revision)
		}
		world.setRest('ok')
		await clock.advance(10_000)
		page.expectEqual()
	})

	test('are followed by what changed since the first one', async () => {
		const { clock, world, page } = await paged()
		const [first] = [...page.rows().keys()]
		// Read with the first page, changed before the second: it leaves the months, so no later page has it.
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.change([first!], { bill_month: '2025-02' }))
		world.setRest('ok')
		world.release()
		await clock.advance(10_000)
		page.expectEqual()
		expect(page.rows().get(first!)?.bill_month).toBe('2025-02')
	})
})

describe('history', () => {
	test('is cut where the first page began, so that nothing newer comes with it unannounced', async () => {
		const { clock, world, page } = openStage({ rows: 1500 })
		while (!page.state().coverage.months) await clock.advance(1)
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.record(3))
		await clock.advance(5000)
		page.expectNeverWrong()
		expect(page.state()).toMatchObject({ applied: 1503, coverage: { complete: true } })
		page.expectEqual()
		// What was newer came by its own question, in a moment, not with the next head check.
		expect(page.origins.get('catch_up')).toBe(3)
	})

	test('is claimed only once what its pages saw is in', async () => {
		const { clock, world, page } = openStage({ rows: 2500 })
		while (!page.state().coverage.months) await clock.advance(1)
		world.setWeather({ drop: 1 })
		// Leaves a page that is still to come for a revision above the first page's.
		world.write((ledger) => ledger.change(ledger.ids().slice(2200, 2300), { amount_cents: 1 }))
		await clock.advance(5000)
		page.expectEqual()
	})

	test('shows its progress up to 1, and 1 only when it is claimed', async () => {
		const { clock, page } = openStage({ rows: 6000 })
		while (!page.state().coverage.complete) await clock.advance(1)
		const progress = page.seen.states.map(({ coverage }) => coverage.progress)
		expect(progress.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(1)
		page.expectNeverWrong()
	})
})

describe('while history is read and the channel is ready', () => {
	/** A page of history is held; the rest of it is still to come. */
	async function reading() {
		const stage = openStage({ rows: 30_000 })
		const { clock, world, page } = stage
		while (!page.state().coverage.months) await clock.advance(1)
		world.setRest('held', 'changes')
		await clock.advance(3000)
		for (let n = 0; page.state().status !== 'live'; n++) {
			expect(n).toBeLessThan(10)
			world.release(1)
			await clock.advance(100)
		}
		expect(page.state().coverage.complete).toBe(false)
		return { ...stage, since: clock.now() }
	}

	test('a lost broadcast that a page of history betrays is asked for in a moment', async () => {
		const { clock, world, page } = await reading()
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.record(1))
		world.setRest('ok')
		world.release()
		await clock.advance(5000)
		page.expectEqual()
	})

	test('a counter that went back is noticed by a page of history', async () => {
		const { clock, world, page } = await reading()
		world.rebuild(100, { noticed: false })
		world.setRest('ok', 'changes')
		world.release()
		await clock.advance(1000)
		// Not believed at once: a reader may be a moment behind.
		expect(page.seen.resets).toBe(0)
		await clock.advance(1000)
		expect(page.seen.resets).toBe(1)
		await clock.advance(5000)
		page.expectEqual()
	})
})

describe('an answer that does not fit', () => {
	test.each<[string, (after: number) => object, number]>([
		['promises more and brings nothing', (after) => ({ head: 100, upto: after }), 0],
		['is of another shape', () => ({ rows: 'none' }), 0],
	])('which %s is trouble of the server, not a reason to ask without end', async (_, answer, rows) => {
		const clock = makeFakeClock()
		const world = new FakeWorld(clock, 1)
		world.ledger().record(30)
		let fits = true
		const answerRight = world.remote.changes.bind(world.remote)
		world.remote.changes = async (request) => {
			const right = (await answerRight(request)) as object
			return fits ? right : { ...right, rows: null, ...answer(request.after) }
		}
		const page = new ReaderPage(world, { stored: null, crashed: false })
		await clock.advance(5000)
		expect(page.state().status).toBe('live')
		fits = false
		const asked = world.counts.changes
		page.feed.check()
		await clock.advance(500)
		expect(page.state()).toMatchObject({ status: 'offline', cause: 'server_unreachable', applied: 30 })
		expect(world.counts.changes - asked).toBe(1)
		expect(page.rows().size).toBe(30 + rows)
		fits = true
		await clock.advance(10_000)
		expect(page.state().status).toBe('live')
		page.stop()
	})

	test('in the middle of history, too', async () => {
		const clock = makeFakeClock()
		const world = new FakeWorld(clock, 1)
		world.ledger().record(3000)
		let asked = 0
		const answerRight = world.remote.changes.bind(world.remote)
		world.remote.changes = async (request) => {
			const right = (await answerRight(request)) as object
			if (request.months || request.after === 0 || request.after >= 3000) return right
			asked += 1
			if (asked > 50) throw new RemoteFailure('network')
			return { ...right, rows: null, upto: request.after }
		}
		const page = new ReaderPage(world, { stored: null, crashed: false })
		await clock.advance(2000)
		expect(page.state()).toMatchObject({ status: 'offline', cause: 'server_unreachable' })
		expect(asked).toBeLessThanOrEqual(5)
		page.stop()
	})
})

describe('paused', () => {
	test('nothing is asked for because of a broadcast, and the state tells that something is missing', async () => {
		const { clock, world, page, asked } = await openLiveStage()
		page.feed.setPaused(true)
		const since = clock.now()
		world.write((ledger) => ledger.record(1))
		world.write((ledger) => ledger.record(100))
		await clock.advance(5000)
		expect(asked(since)).toHaveLength(0)
		expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'paused_by_reader', head: 131 })
		expect(page.rows().size).toBe(30)
	})

	test('a lost broadcast is told as missing after the head check, without its rows', async () => {
		const { clock, world, page, asked } = await openLiveStage()
		page.feed.setPaused(true)
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.record(1))
		const since = clock.now()
		await clock.advance(40_000)
		expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'paused_by_reader', head: 31 })
		expect(page.rows().size).toBe(30)
		expect(asked(since).map(({ maxRows }) => maxRows)).toEqual([0])
		page.feed.setPaused(false)
		await clock.advance(100)
		page.expectEqual()
	})

	test('an answer that was under way when it was paused is dropped, and read on resuming', async () => {
		const { clock, world, page } = await openLiveStage()
		world.setRest('held')
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.record(5))
		page.feed.check()
		await clock.advance(100)
		page.feed.setPaused(true)
		world.setRest('ok')
		world.release()
		await clock.advance(1000)
		expect(page.rows().size).toBe(30)
		page.feed.setPaused(false)
		await clock.advance(100)
		expect(page.rows().size).toBe(35)
		expect(page.state().status).toBe('live')
	})

	test('what waited for its predecessor waits for the reader, too', async () => {
		const { clock, world, page } = await openLiveStage()
		world.setRest('held')
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.record(1))
		world.setWeather({ drop: 0 })
		world.write((ledger) => ledger.record(1))
		await clock.advance(400)
		page.feed.setPaused(true)
		world.setRest('ok')
		world.release()
		await clock.advance(5000)
		expect(page.rows().size).toBe(30)
		page.feed.setPaused(false)
		await clock.advance(5000)
		page.expectEqual()
	})
})

test('what waited for the first pages waits for a person who paused meanwhile', async () => {
	const { clock, world, page } = openStage({
		rows: 1500,
		before(before) {
			before.write((ledger) => ledger.change(ledger.ids(), { bill_month: '2026-11', installments: 1 }))
			before.setRest('held', 'changes')
		},
	})
	await clock.advance(200)
	world.release()
	// The channel is joined with the first page.
	await clock.advance(1000)
	world.write((ledger) => ledger.record(1))
	await clock.advance(20)
	page.feed.setPaused(true)
	world.release()
	await clock.advance(0)
	expect(page.state().applied).toBe(3000)
	expect(page.origins.get('live')).toBeUndefined()
})

test('an answer lets through what waited for it', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setRest('held')
	world.setWeather({ drop: 1 })
	world.write((ledger) => ledger.record(1))
	page.feed.check()
	await clock.advance(100)
	world.setWeather({ drop: 0 })
	world.write((ledger) => ledger.record(1))
	await clock.advance(20)
	expect(page.state()).toMatchObject({ applied: 30, head: 32 })
	world.release()
	await clock.advance(0)
	expect(page.state()).toMatchObject({ applied: 32, head: 32 })
	expect(page.origins.get('live')).toBe(1)
	page.expectEqual()
})

test('months that turn while history is still read are read first', async () => {
	let months = { from: '2026-11', to: '2037-02' }
	const { clock, page } = openStage({ rows: 6000, months: () => months })
	while (!page.state().coverage.months) await clock.advance(1)
	expect(page.state().coverage).toMatchObject({ months: { to: '2037-02' }, complete: false })
	months = { from: '2026-12', to: '2037-03' }
	while (page.state().coverage.months?.to !== '2037-03') await clock.advance(1)
	expect(page.state().coverage.complete).toBe(false)
	await clock.advance(10_000)
	page.expectEqual()
})

test('months that turn once the whole history is in are not read again', async () => {
	let months = { from: '2026-11', to: '2037-02' }
	const { clock, page, asked } = await openLiveStage({ months: () => months })
	months = { from: '2000-01', to: '2050-03' }
	const [since, snapshot] = [clock.now(), page.origins.get('snapshot')]
	page.feed.check()
	await clock.advance(1000)
	expect(asked(since)).toHaveLength(1)
	expect(page.origins.get('snapshot')).toBe(snapshot)
	page.expectEqual()
})

describe('the work of an answer', () => {
	/** A reader alone, of a ledger of so many rows, by a clock that takes `step` ms from one look to the next. */
	async function read(rows: number, step: number) {
		const clock = makeFakeClock()
		const ledger = makeFakeLedger(() => 0)
		ledger.record(rows)
		const pages: number[] = []
		let rests = 0
		let now = 1_000_000
		const catchUp = new CatchUp(
			{
				remote: {
					async changes({ after, maxRows, months }) {
						pages.push(maxRows)
						return ledger.changes(after, maxRows, months)
					},
				} as Remote,
				clock,
				months: () => ({ from: '0001-01', to: '9999-12' }),
				work() {
					now += step
					return now
				},
				async yieldToBrowser() {
					rests++
				},
			},
			{ onRows() {}, onAnswer() {}, onFailure() {}, onOtherDatabase() {}, isPaused: () => false },
		)
		catchUp.start()
		await clock.advance(1000)
		return { pages, rests }
	}

	test('decides how many rows the next one has, whatever the hour', async () => {
		// A thousand rows in 2 ms: twice as many next. In 24 ms: half as many.
		expect((await read(2000, 1)).pages.slice(0, 2)).toEqual([1000, 2000])
		expect((await read(2000, 12)).pages.slice(0, 2)).toEqual([1000, 500])
	})

	test('is two tasks where it has many rows', async () => {
		expect((await read(300, 1)).rests).toBe(0)
		// Read as the months on show, and as history.
		expect((await read(301, 1)).rests).toBe(2)
	})
})

describe('asked to ask soon', () => {
	/** A reader alone, whose requests are not answered. */
	function reader() {
		const clock = makeFakeClock()
		const random = { value: 0 }
		let requests = 0
		const catchUp = new CatchUp(
			{
				remote: {
					changes: () => {
						requests++
						return new Promise(() => {})
					},
				} as unknown as Remote,
				clock: { ...clock, random: () => random.value },
				months: () => MONTHS,
				work: () => 0,
				yieldToBrowser: () => Promise.resolve(),
			},
			{
				onRows() {},
				onAnswer() {},
				onFailure() {},
				onOtherDatabase() {},
				isPaused: () => false,
			},
		)
		return { clock, random, catchUp, requests: () => requests }
	}

	test.each([
		[0, 60],
		[0.5, 150],
		[1, 240],
	])('by chance %d it waits %i ms', async (chance, ms) => {
		const { clock, random, catchUp, requests } = reader()
		random.value = chance
		catchUp.startSoon()
		await clock.advance(ms - 1)
		expect(requests()).toBe(0)
		await clock.advance(1)
		expect(requests()).toBe(1)
	})

	test('while it reads what is wanted anyway, it plans nothing', async () => {
		const { clock, catchUp, requests } = reader()
		catchUp.start()
		const before = clock.pending()
		catchUp.startSoon()
		expect(clock.pending()).toBe(before)
		expect(requests()).toBe(1)
	})
})

test('the same state is not told twice', async () => {
	const { page } = await openLiveStage({ rows: 3000 })
	const told = page.seen.states.map((state) => JSON.stringify(state))
	expect(told.filter((state, n) => state === told[n - 1])).toEqual([])
})

test('an answer tells of the list of refused messages and of settings that changed', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setWeather({ drop: 1 })
	const { inbox, settings } = page.seen
	world.touchInbox()
	world.touchSettings()
	await clock.advance(40_000)
	expect(page.seen).toMatchObject({ inbox: inbox + 1, settings: settings + 1 })
	await clock.advance(120_000)
	expect(page.seen).toMatchObject({ inbox: inbox + 1, settings: settings + 1 })
})

test('settings that a broadcast promised in vain are asked for once', async () => {
	const { clock, world } = await openLiveStage()
	const asked = world.counts.settings
	world.forge('settings', { settings_revision: 900 })
	await clock.advance(5000)
	expect(world.counts.settings).toBe(asked + 1)
})

test('settings that changed while they were read are read again', async () => {
	const { clock, world, page } = await openLiveStage()
	const { settings } = page.seen
	world.setRest('held', 'settings')
	world.touchSettings()
	await clock.advance(200)
	world.touchSettings()
	await clock.advance(200)
	world.setRest('ok')
	world.release()
	await clock.advance(1000)
	expect(page.seen.settings).toBe(settings + 2)
})

test('a broadcast of the list of refused messages that nobody can read tells nothing', async () => {
	const { clock, world, page } = await openLiveStage()
	const { inbox } = page.seen
	world.forge('inbox', { inbox_revision: 'x' })
	await clock.advance(1000)
	expect(page.seen.inbox).toBe(inbox)
	world.touchInbox()
	await clock.advance(1000)
	expect(page.seen.inbox).toBe(inbox + 1)
})

test('a broadcast that is older than what is known tells nothing', async () => {
	const { clock, world, page } = await openLiveStage()
	world.touchInbox()
	world.touchInbox()
	world.touchSettings()
	await clock.advance(1000)
	const { inbox, settings } = page.seen
	const asked = world.requests.length
	world.forge('inbox', { inbox_revision: 1 })
	world.forge('inbox', { inbox_revision: 2 })
	world.forge('settings', { settings_revision: 1 })
	world.forge('inbox', { inbox_revision: 'x' })
	await clock.advance(1000)
	expect(page.seen).toMatchObject({ inbox, settings })
	expect(world.requests).toHaveLength(asked)
})
