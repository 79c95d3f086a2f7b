import { describe, expect, test } from 'vitest'
import { type FakeDevice, rowsOn } from './testing/memory-cache'
import { openLiveStage, openStage, type Stage } from './testing/stage'
import { STARTING } from './types'

/** Nothing of an ended session, a lost membership or another database is shown, kept or written. */

/** The page waits between the answer and its rows; what happens meanwhile makes them void. */
const underWay: Record<string, () => Promise<Stage>> = {
	'the first page': async () => {
		const stage = openStage({ rows: 3000 })
		stage.breathing.hold()
		await stage.clock.advance(500)
		expect(stage.page.seen.rows).toBe(0)
		return stage
	},
	history: async () => {
		const stage = openStage({ rows: 3000 })
		while (!stage.page.state().coverage.months) await stage.clock.advance(1)
		stage.breathing.hold()
		await stage.clock.advance(500)
		expect(stage.page.state().coverage.complete).toBe(false)
		return stage
	},
	changes: async () => {
		const stage = await openLiveStage({ rows: 3000 })
		stage.breathing.hold()
		stage.world.write((ledger) => ledger.record(500))
		await stage.clock.advance(1000)
		expect(stage.page.state()).toMatchObject({ status: 'catching_up', applied: 3000 })
		return stage
	},
}

const ends: Record<string, { end: (stage: Stage) => void; status: string; wiped: string }> = {
	'the session ends': { end: ({ world }) => world.signOut(), status: 'signed_out', wiped: 'user' },
	'membership ends': {
		end({ world }) {
			world.setMember(false)
			world.touchSettings()
			// Before there is a channel only a closer look finds it.
			world.cutSockets('socket closed: 1006')
		},
		status: 'refused',
		wiped: 'ledger',
	},
}

describe.each(Object.entries(underWay))('%s under way', (_, prepare) => {
	test.each(Object.entries(ends))('when %s: not shown, not kept', async (name, { end, status, wiped }) => {
		const stage = await prepare()
		const { clock, world, page, device, breathing } = stage
		end(stage)
		await clock.advance(5000)
		const noticed = page.state().status === status
		if (name === 'the session ends') expect(noticed).toBe(true)
		const { rows } = page.seen
		breathing.go()
		await clock.advance(60_000)
		if (noticed) expect(page.seen.rows).toBe(rows)
		page.feed.check()
		await clock.advance(60_000)
		expect(page.state()).toMatchObject({ status, applied: 0, head: 0, confirmedAt: null })
		expect(page.rows().size).toBe(0)
		expect(device.stored).toBeNull()
		expect(device.wiped).toContain(wiped)
		expect(world.inUse()).toMatchObject({ channels: 0, requests: 0 })
	})

	test('when another database answers: only its rows are shown and kept', async () => {
		const { clock, world, page, device, breathing } = await prepare()
		// The directory tells of it, over its own request.
		await clock.advance(10_000)
		world.rebuild(400)
		page.feed.check()
		await clock.advance(10_000)
		breathing.go()
		await clock.advance(60_000)
		page.expectEqual()
		expect(page.state().status).toBe('live')
		page.stop()
		await clock.advance(1000)
		expect(rowsOn(device).filter(({ id }) => id.slice(-2) === '61')).toEqual([])
	})

	test('when the feed is stopped: not handed out', async () => {
		const { clock, page, breathing } = await prepare()
		page.stop()
		breathing.go()
		await clock.advance(60_000)
		expect(page.seen.afterStop).toBe(0)
	})
})

describe('another database under the same address', () => {
	test('its revisions do not follow on from a broadcast that still waited', async () => {
		const { clock, world, page } = await openLiveStage()
		world.setRest('frozen')
		world.setWeather({ drop: 1 })
		world.write((ledger) => ledger.record(1))
		world.setWeather({ drop: 0 })
		world.write((ledger) => ledger.record(1))
		await clock.advance(400)
		// 31 is missing and asked for, 32 waits; the other database has come to 31.
		world.setRest('ok')
		world.rebuild(31)
		await clock.advance(60_000)
		expect(page.seen.resets).toBe(1)
		page.expectEqual()
	})

	test('nothing is claimed before it has answered', async () => {
		const { clock, world, page } = await openLiveStage({ rows: 3000 })
		world.rebuild(40, { noticed: false })
		world.setRest('held', 'settings')
		page.feed.check()
		while (page.seen.resets === 0) await clock.advance(1)
		expect(page.state()).toEqual(STARTING)
		expect(page.rows().size).toBe(0)
	})

	test('a counter that went back is noticed by itself, and the settings are read again', async () => {
		const { clock, world, page, device } = await openLiveStage()
		const { settings, inbox } = page.seen
		const asked = world.counts.settings
		world.rebuild(10, { noticed: false })
		await clock.advance(40_000)
		page.expectEqual()
		expect(page.seen.resets).toBe(1)
		expect(world.counts.settings).toBe(asked + 1)
		expect(page.seen.settings).toBe(settings + 1)
		// Its list of refused messages may have the same number and still be another one.
		expect(page.seen.inbox).toBe(inbox + 1)
		expect(device.wiped).toEqual(['ledger'])
		expect(device.stored?.header.database).toBe('database 1+')
	})

	test('a counter that went back is noticed while history is read, too', async () => {
		const { clock, world, page } = openStage({ rows: 3000 })
		while (!page.state().coverage.months) await clock.advance(1)
		world.setRest('frozen', 'settings')
		world.rebuild(1200, { noticed: false })
		while (page.seen.resets === 0) {
			expect(clock.now()).toBeLessThan(Date.UTC(2026, 10, 23, 15, 0, 5))
			await clock.advance(10)
		}
		world.setRest('ok')
		await clock.advance(60_000)
		page.expectEqual()
	})

	test('a counter that did not go back is noticed by the settings, also on a return visit', async () => {
		const { clock, world, page, visit } = await openLiveStage()
		page.stop()
		await clock.advance(1000)
		world.rebuild(45)
		const next = visit()
		await clock.advance(60_000)
		next.expectEqual()
		expect(next.seen.resets).toBe(1)
	})
})

describe('the device', () => {
	const visited = async (): Promise<Stage> => {
		const stage = await openLiveStage()
		stage.page.stop()
		await stage.clock.advance(5000)
		return stage
	}

	test('is not listened to once the session has ended', async () => {
		const { device } = await visited()
		let answer = () => {}
		const copy = device.stored
		const stage = openStage({
			device,
			cache: {
				load: () =>
					new Promise((resolve) => {
						answer = () =>
							resolve({
								header: copy!.header,
								read: async () => {
									throw new Error('must not be read')
								},
							})
					}),
				save: async () => true,
				wipe: async () => {},
				wipeUser: async () => {},
				close() {},
			},
		})
		expect(copy?.header.settings).not.toBeNull()
		await stage.clock.advance(100)
		stage.world.signOut()
		answer()
		await stage.clock.advance(10_000)
		expect(stage.page.seen).toMatchObject({ settings: 0, batches: 0 })
		expect(stage.page.state().status).toBe('signed_out')
	})

	test('is read no further when the session ends in the middle of it', async () => {
		const { clock, world, page, visit, breathing, device } = await openLiveStage({ rows: 2500 })
		page.stop()
		await clock.advance(5000)
		breathing.hold()
		const next = visit()
		await clock.advance(100)
		const { batches } = next.seen
		expect(batches).toBe(1)
		world.signOut()
		breathing.go()
		await clock.advance(10_000)
		expect(next.seen.batches).toBe(batches)
		expect(next.rows().size).toBe(0)
		expect(next.state()).toMatchObject({ status: 'signed_out', applied: 0 })
		expect(device.stored).toBeNull()
	})

	test('is shown before the server is asked, whatever happens meanwhile', async () => {
		const { clock, world, visit, breathing } = await visited()
		const asked = world.requests.length
		breathing.hold()
		const next = visit()
		await clock.advance(100)
		world.setVisible(false)
		await clock.advance(1000)
		world.setVisible(true)
		world.refreshToken()
		next.feed.check()
		await clock.advance(1000)
		expect(world.requests).toHaveLength(asked)
		expect(next.seen.rows).toBeGreaterThan(0)
		breathing.go()
		await clock.advance(10_000)
		next.expectEqual()
		expect(next.origins.get('snapshot')).toBeUndefined()
	})

	test('tells of a newer revision that the visit before had heard of', async () => {
		const { clock, world, device, visit } = await visited()
		device.stored!.header.head = 99
		world.setRest('frozen')
		const next = visit()
		await clock.advance(1000)
		expect(next.state()).toMatchObject({ fromCache: true, applied: 30, head: 99 })
	})

	test('a damaged copy is void, and wiped before anything is added to it', async () => {
		const { clock, world, device, visit } = await visited()
		device.stored!.parts[0] = { ...device.stored!.parts[0]!, sum: 1 }
		const next = visit()
		await clock.advance(10_000)
		expect(next.seen.resets).toBe(1)
		expect(device.wiped).toEqual(['ledger'])
		next.expectEqual()
		expect(next.origins.get('cache')).toBeUndefined()
		next.stop()
		await clock.advance(1000)
		expect(world.ledger().head()).toBe(device.stored?.header.extent.applied)
		const third = visit()
		await clock.advance(10_000)
		third.expectEqual()
		expect(third.origins.get('cache')).toBeGreaterThan(0)
	})

	test('a return visit asks for the settings only if they changed', async () => {
		const { clock, world, visit } = await visited()
		const asked = world.counts.settings
		const next = visit()
		await clock.advance(10)
		// Shown from the copy, before any answer; the server is asked once, since it may be another database.
		expect(next.seen.settings).toBe(1)
		await clock.advance(10_000)
		expect(world.counts.settings).toBe(asked + 1)
	})

	test('an empty copy of a page that left at once holds nothing of the ledger before', async () => {
		const { clock, world, device, page } = await openLiveStage()
		world.write((ledger) => ledger.record(1))
		await clock.advance(100)
		// Row 31 waits to be written when the other database is found.
		world.rebuild(5, { noticed: false })
		page.feed.check()
		await clock.advance(10_000)
		page.stop()
		await clock.advance(1000)
		expect(new Set(rowsOn(device).map(({ id }) => id.slice(-2)))).toEqual(new Set(['62']))
	})
})

test('who is removed in the middle of the first pages and invited again begins at the first one', async () => {
	const { clock, world, page, asked } = openStage({
		rows: 3000,
		before(before) {
			before.write((ledger) => ledger.change(ledger.ids(), { bill_month: '2026-11' }))
			before.setRest('held', 'changes')
		},
	})
	await clock.advance(200)
	world.release(1)
	await clock.advance(200)
	expect(asked().map(({ after }) => after)).toEqual([0, 4000])
	world.setMember(false)
	world.setRest('ok')
	page.feed.check()
	world.cutSockets('socket closed: 1006')
	await clock.advance(20_000)
	expect(page.state().status).toBe('refused')
	world.setMember(true)
	page.feed.check()
	await clock.advance(60_000)
	page.expectEqual()
})

test('who was removed and is invited again gets the settings anew', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setMember(false)
	page.feed.check()
	await clock.advance(1000)
	expect(page.state()).toMatchObject({ status: 'refused', cause: 'not_a_member' })
	const { settings } = page.seen
	await clock.advance(600_000)
	world.setMember(true)
	// Not because of a new channel: that is a reason of its own.
	world.setJoin('timeout')
	page.feed.check()
	await clock.advance(10_000)
	expect(page.seen.settings).toBe(settings + 1)
	world.setJoin('ok')
	await clock.advance(60_000)
	expect(page.state().status).toBe('live')
	page.expectEqual()
})

test('a membership that ended asks for nothing more, not even about a gap that was planned', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setRest('held', 'settings')
	world.touchSettings()
	world.write((ledger) => ledger.record(50))
	world.setMember(false, { announced: false })
	// The answer about the settings, which tells that the membership ended, is held by then; the gap's question is not asked yet.
	await clock.advance(55)
	expect(page.state().cause).toBe('gap')
	const asked = world.requests.length
	world.release()
	await clock.advance(0)
	expect(page.state().status).toBe('refused')
	expect(world.inUse().timers).toBe(0)
	await clock.advance(3_600_000)
	expect(world.requests).toHaveLength(asked)
})

test('a membership that ended asks for nothing more, not even what was planned', async () => {
	const { clock, world, page } = await openLiveStage()
	world.write((ledger) => ledger.record(50))
	world.setMember(false)
	page.feed.check()
	await clock.advance(1000)
	expect(page.state().status).toBe('refused')
	const asked = world.requests.length
	await clock.advance(3_600_000)
	expect(world.requests).toHaveLength(asked)
})

const device: FakeDevice = { stored: null, crashed: false }
test('signing out forgets every ledger of this person, losing one membership only that ledger', async () => {
	const { clock, world } = await openLiveStage({ device })
	world.signOut()
	await clock.advance(100)
	expect(device.wiped).toEqual(['user'])
})
