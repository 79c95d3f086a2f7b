import { describe, expect, test } from 'vitest'
import type { FailureKind } from './ports'
import type { FakeWorld } from './testing/fake-world'
import { openLiveStage, openStage, type Stage } from './testing/stage'
import { timing } from './timing'

/** How often the feed asks: waits grow in trouble, shrink after it, and a page that nobody sees asks rarely. */

/** The pauses between requests, ms. */
function pauses(requests: FakeWorld['requests']): number[] {
	return requests.slice(1).map(({ at }, n) => Math.round(at - requests[n]!.at))
}

async function failing(stage: Stage, kind: FailureKind, ms: number): Promise<number[]> {
	const { clock, world, page } = stage
	world.setRest(kind, 'changes')
	const since = clock.now()
	page.feed.check()
	await clock.advance(ms)
	return pauses(stage.asked(since))
}

async function recover({ clock, world, page }: Stage) {
	world.setRest('ok')
	page.feed.check()
	await clock.advance(10_000)
	expect(page.state().status).toBe('live')
}

describe('after a failed request', () => {
	test('waits double up to a minute, and begin anew after an answer', async () => {
		const stage = await openLiveStage()
		const first = await failing(stage, 'server', 300_000)
		for (const [n, pause] of first.entries()) {
			const ceiling = Math.min(60_000, 1000 * 2 ** n)
			expect(pause).toBeGreaterThanOrEqual(ceiling / 2)
			expect(pause).toBeLessThanOrEqual(ceiling + 100)
		}
		await recover(stage)
		const second = await failing(stage, 'server', 20_000)
		expect(second[0]).toBeLessThanOrEqual(1100)
	})

	test('of a refusal they are minutes, up to ten, and begin anew after an answer', async () => {
		const stage = await openLiveStage()
		const first = await failing(stage, 'plan_limit', 3_600_000)
		expect(Math.min(...first)).toBeGreaterThanOrEqual(30_000)
		expect(Math.max(...first)).toBeGreaterThan(240_000)
		expect(Math.max(...first)).toBeLessThanOrEqual(600_100)
		await recover(stage)
		const second = await failing(stage, 'plan_limit', 100_000)
		expect(second[0]).toBeLessThanOrEqual(60_100)
	})

	test.each<FailureKind>(['schema_outdated', 'project_paused', 'plan_limit'])(
		'%s is not asked about every second',
		async (kind) => {
			const stage = await openLiveStage()
			expect((await failing(stage, kind, 120_000)).length).toBeLessThanOrEqual(3)
			expect(stage.world.inUse().channels).toBe(0)
		},
	)

	test('a gap does not ask before the wait is over', async () => {
		const stage = await openLiveStage()
		await failing(stage, 'server', 40_000)
		const { clock, world, asked } = stage
		let since = clock.now()
		// Right after one of the failures, its wait has just begun.
		while (asked(since).length === 0) await clock.advance(10)
		await clock.advance(200)
		since = clock.now()
		for (let n = 0; n < 5; n++) {
			world.write((ledger) => ledger.record(50))
			await clock.advance(1000)
		}
		expect(asked(since)).toHaveLength(0)
	})

	test('Retry-After is kept to by whatever would ask, a person excepted', async () => {
		const stage = await openLiveStage()
		const { clock, world, page, asked } = stage
		world.setRest('throttled', 'changes')
		page.feed.check()
		await clock.advance(200)
		world.setRest('ok')
		const since = clock.now()
		world.setVisible(false)
		await clock.advance(10_000)
		world.setVisible(true)
		world.cutSockets('socket closed: 1006')
		await clock.advance(29_000)
		expect(asked(since)).toHaveLength(0)
		await clock.advance(2000)
		expect(asked(since).length).toBeGreaterThan(0)
		world.setRest('throttled', 'changes')
		page.feed.check()
		await clock.advance(200)
		const then = clock.now()
		page.feed.check()
		expect(asked(then)).toHaveLength(1)
	})

	test('of the settings, waits double and begin anew after an answer', async () => {
		const { clock, world } = await openLiveStage()
		const fail = async () => {
			world.setRest('server', 'settings')
			const since = clock.now()
			world.touchSettings()
			await clock.advance(20_000)
			const asked = world.requests.filter(({ kind, at }) => kind === 'settings' && at >= since)
			world.setRest('ok')
			await clock.advance(40_000)
			return pauses(asked)
		}
		const first = await fail()
		expect(first.length).toBeGreaterThanOrEqual(3)
		expect(first.at(-1)).toBeGreaterThan(first[0]! * 2)
		expect((await fail())[0]).toBeLessThanOrEqual(1100)
	})

	test('of the settings they are asked for again, though none are known to be newer', async () => {
		const { clock, world } = await openLiveStage()
		world.setRest('server', 'settings')
		const asked = world.counts.settings
		// After an interruption another database may answer.
		world.cutSockets('socket closed: 1006')
		await clock.advance(10_000)
		expect(world.counts.settings - asked).toBeGreaterThanOrEqual(3)
	})

	test('of the settings for an ended token it is renewed', async () => {
		const { clock, world } = await openLiveStage()
		const { refreshed } = world.counts
		world.setRest('session_expired', 'settings')
		world.touchSettings()
		await clock.advance(1000)
		expect(world.counts.refreshed).toBe(refreshed + 1)
	})

	test('of the settings, Retry-After is kept to', async () => {
		const { clock, world } = await openLiveStage()
		world.setRest('throttled', 'settings')
		const asked = world.counts.settings
		world.touchSettings()
		await clock.advance(200)
		await clock.advance(30_000)
		// Once, by the broadcast: neither a head check nor its answer asks again before the time that the server named.
		expect(world.counts.settings - asked).toBe(1)
		world.setRest('ok')
		await clock.advance(20_000)
		expect(world.counts.settings - asked).toBe(2)
	})
})

describe('a request without an answer', () => {
	test('is given up after 15 s, named, and asked again with half as many rows, down to 200', async () => {
		const { clock, page, asked } = openStage({ before: (world) => world.setRest('frozen', 'changes') })
		await clock.advance(14_900)
		expect(asked()).toHaveLength(1)
		expect(page.state().status).toBe('loading')
		await clock.advance(200)
		expect(page.state()).toMatchObject({ status: 'offline', cause: 'server_unreachable' })
		expect(asked()[0]?.isOpen).toBe(false)
		await clock.advance(120_000)
		expect(
			asked()
				.map(({ maxRows }) => maxRows)
				.slice(0, 5),
		).toEqual([1000, 500, 250, 200, 200])
	})

	test('because there is no network says nothing about the size of a page', async () => {
		const { clock, asked } = openStage({ before: (world) => world.setRest('network', 'changes') })
		await clock.advance(20_000)
		expect(new Set(asked().map(({ maxRows }) => maxRows))).toEqual(new Set([1000]))
	})

	test('after which the page was asleep is given up at once', async () => {
		const { clock, world, page, asked } = await openLiveStage()
		world.setRest('frozen', 'changes')
		page.feed.check()
		await clock.advance(100)
		world.setVisible(false)
		await clock.advance(8000)
		world.setRest('ok')
		const since = clock.now()
		world.setVisible(true)
		await clock.advance(300)
		expect(asked(since)).toHaveLength(1)
		expect(page.state().status).toBe('live')
	})

	test('is given up at once when the network comes back, too', async () => {
		const { clock, world, page } = await openLiveStage()
		world.setRest('frozen', 'changes')
		page.feed.check()
		await clock.advance(5000)
		world.setOnline(false)
		world.setRest('ok')
		world.setOnline(true)
		await clock.advance(4000)
		expect(page.state().status).toBe('live')
	})

	test('is waited for if it was asked a moment ago', async () => {
		const { clock, world, page, asked } = await openLiveStage()
		world.setVisible(false)
		await clock.advance(60_000)
		world.setRest('held', 'changes')
		page.feed.check()
		await clock.advance(1000)
		const since = clock.now()
		world.setVisible(true)
		expect(asked().filter(({ isOpen }) => isOpen)).toHaveLength(1)
		await clock.advance(10)
		expect(asked(since)).toHaveLength(0)
	})

	test('is waited for at three seconds, and not after them', async () => {
		for (const [age, isLeft] of [
			[timing.stale, true],
			[timing.stale + 1, false],
		] as const) {
			const { clock, world, page, asked } = await openLiveStage()
			world.setVisible(false)
			await clock.advance(8000)
			world.setRest('held', 'changes')
			const since = clock.now()
			page.feed.check()
			await clock.advance(age)
			world.setVisible(true)
			await clock.advance(0)
			expect(asked(since)[0]?.isOpen).toBe(isLeft)
		}
	})

	test('is one at a time', async () => {
		const { clock, world, page } = await openLiveStage()
		world.setRest('held')
		for (let n = 0; n < 5; n++) {
			page.feed.check()
			world.touchSettings()
			await clock.advance(10)
		}
		const open = world.requests.filter(({ isOpen }) => isOpen)
		expect(open.map(({ kind }) => kind).sort()).toEqual(['changes', 'settings'])
	})
})

describe('while nothing happens', () => {
	const TEN_MINUTES = 600_000

	test('a page in view checks every 20 to 30 s', async () => {
		const { clock, asked } = await openLiveStage()
		const since = clock.now()
		await clock.advance(TEN_MINUTES)
		const between = pauses(asked(since))
		expect(Math.min(...between)).toBeGreaterThanOrEqual(20_000)
		expect(Math.max(...between)).toBeLessThanOrEqual(30_200)
		expect(new Set(asked(since).map(({ maxRows }) => maxRows)).size).toBe(1)
	})

	test('a page that is paused checks as often, also while there is something to catch up on', async () => {
		const { clock, world, page, asked } = await openLiveStage()
		page.feed.setPaused(true)
		world.write((ledger) => ledger.record(1))
		const since = clock.now()
		await clock.advance(TEN_MINUTES)
		const between = pauses(asked(since))
		expect(between.length).toBeGreaterThanOrEqual(18)
		expect(Math.max(...between)).toBeLessThanOrEqual(30_200)
		expect(page.state().applied).toBe(30)
	})

	test('a page whose history comes slowly checks as often in between', async () => {
		const stage = openStage({ rows: 16_000 })
		const { clock, world, page, asked } = stage
		while (!page.state().coverage.months) await clock.advance(5)
		world.setRest('held', 'changes')
		const since = clock.now()
		for (let n = 0; n < 5; n++) {
			await clock.advance(14_000)
			world.release()
		}
		await clock.advance(100)
		const heads = asked(since).filter(({ after }) => after === 16_000)
		// Twice as the channel is joined, and once between two pages of history.
		expect(heads).toHaveLength(3)
		expect(asked(since).map(({ after }) => after)).toContain(12_000)
	})

	test('a hidden page checks every 96 to 144 s, with a channel and without', async () => {
		const { clock, world, asked } = await openLiveStage()
		world.setVisible(false)
		await clock.advance(40_000)
		const since = clock.now()
		await clock.advance(TEN_MINUTES)
		world.setJoin('denied')
		world.closeChannels(null)
		await clock.advance(200_000)
		const denied = clock.now()
		await clock.advance(TEN_MINUTES)
		for (const from of [since, denied]) {
			const between = pauses(asked(from).filter(({ at }) => at < from + TEN_MINUTES))
			expect(between.length).toBeGreaterThan(2)
			expect(Math.min(...between)).toBeGreaterThanOrEqual(96_000)
			expect(Math.max(...between)).toBeLessThanOrEqual(144_200)
		}
	})

	test('without a channel it polls, ever less often, and anew after it was live', async () => {
		const { clock, world, asked, page } = await openLiveStage()
		const poll = async () => {
			world.setJoin('unready')
			world.closeChannels(null)
			// Rejoined after a second, and given up on readiness four seconds later.
			await clock.advance(7000)
			expect(page.state().status).toBe('polling')
			const since = clock.now()
			await clock.advance(200_000)
			return asked(since).map(({ at }) => at - since)
		}
		const first = await poll()
		expect(first[0]).toBeLessThan(8000)
		expect(first.length).toBeGreaterThan(6)
		// A channel that never gets ready is closed by the server after a minute, which is asked about each time.
		expect(first.length).toBeLessThan(16 + 3 * 2)
		world.setJoin('ok')
		world.closeChannels(null)
		await clock.advance(120_000)
		expect(page.state().status).toBe('live')
		expect((await poll())[0]).toBeLessThan(8000)
	})
})

describe('back in view', () => {
	test('after a glance elsewhere nothing is doubted, and one question is asked', async () => {
		const { clock, world, page, asked } = await openLiveStage()
		const before = page.seen.states.length
		world.setVisible(false)
		await clock.advance(3000)
		const since = clock.now()
		world.setVisible(true)
		await clock.advance(1000)
		expect(asked(since)).toHaveLength(1)
		expect(new Set(page.seen.states.slice(before).map(({ status }) => status))).toEqual(new Set(['live']))
	})

	test('after a while, and on a second visit, it is doubted until the server has answered', async () => {
		const { clock, world, page } = await openLiveStage()
		for (let visit = 0; visit < 2; visit++) {
			world.setVisible(false)
			await clock.advance(6000)
			world.setVisible(true)
			expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'woke_up' })
			await clock.advance(1000)
			expect(page.state().status).toBe('live')
		}
	})

	test.each<[ms: number, status: string]>([
		[4999, 'live'],
		[5000, 'catching_up'],
	])('%i ms elsewhere: %s', async (ms, status) => {
		const { clock, world, page } = await openLiveStage()
		world.setVisible(false)
		await clock.advance(ms)
		world.setVisible(true)
		expect(page.state().status).toBe(status)
	})

	test('the living channel gets the token that was refreshed, or may have been meanwhile', async () => {
		const { clock, world } = await openLiveStage()
		const { authorised } = world.counts
		world.refreshToken()
		await clock.advance(0)
		expect(world.counts.authorised).toBe(authorised + 1)
		world.tell('pageshow')
		await clock.advance(0)
		expect(world.counts.authorised).toBe(authorised + 2)
	})

	test('out of the browser’s page cache it is doubted, however short the visit elsewhere', async () => {
		const { clock, world, page } = await openLiveStage()
		world.setVisible(false)
		await clock.advance(1000)
		world.tell('pageshow')
		expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'woke_up' })
	})

	test('a glance is no reason not to doubt a channel that is not there', async () => {
		const { clock, world, page } = await openLiveStage()
		world.setJoin('blocked')
		world.closeChannels(null)
		await clock.advance(60_000)
		expect(page.state().status).toBe('polling')
		world.setVisible(false)
		await clock.advance(1000)
		world.setVisible(true)
		expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'woke_up' })
	})
})

describe('what is not on the device yet', () => {
	test.each<[string, (stage: Stage) => void]>([
		['the page is hidden', ({ world }) => world.setVisible(false)],
		['the page goes', ({ world }) => world.tell('pagehide')],
		['the network goes', ({ world }) => world.setOnline(false)],
	])('is written when %s', async (_, happens) => {
		const stage = await openLiveStage()
		const { clock, world, device } = stage
		world.write((ledger) => ledger.record(1))
		await clock.advance(50)
		expect(device.stored?.header.extent.applied).toBe(30)
		happens(stage)
		await clock.advance(0)
		expect(device.stored?.header.extent.applied).toBe(31)
	})

	test('is written by itself within 2 s', async () => {
		const { clock, world, device } = await openLiveStage()
		world.write((ledger) => ledger.record(1))
		await clock.advance(1000)
		expect(device.stored?.header.extent.applied).toBe(30)
		await clock.advance(1100)
		expect(device.stored?.header.extent.applied).toBe(31)
	})
})
