import { describe, expect, test } from 'vitest'
import { LiveFeed } from './feed'
import { type FakeDevice, makeMemoryCache } from './testing/memory-cache'
import { MONTHS } from './testing/reader-page'
import { openLiveStage, openStage, type Stage } from './testing/stage'

/** A feed that is stopped leaves nothing behind: no listener, timer, channel, request or open database. */

const nothing = { environment: 0, session: 0, channels: 0, requests: 0, timers: 0 }

/** Everything that a feed may be in the middle of when it is stopped. */
const moments: Record<string, () => Promise<Stage>> = {
	'it has just been opened': async () => openStage(),
	'the device has not answered yet': async () => {
		const device: FakeDevice = { stored: null, crashed: false }
		const cache = { ...makeMemoryCache(device), load: () => new Promise<null>(() => {}) }
		const stage = openStage({ device, cache })
		await stage.clock.advance(500)
		return stage
	},
	'the device hands out a part': async () => {
		const first = await openLiveStage()
		first.page.stop()
		await first.clock.advance(3000)
		first.breathing.hold()
		const page = first.visit()
		await first.clock.advance(500)
		expect(page.origins.get('cache')).toBeGreaterThan(0)
		return { ...first, page }
	},
	'the first request is under way': async () => {
		const stage = openStage({ before: (world) => world.setRest('held') })
		await stage.clock.advance(500)
		expect(stage.world.inUse().requests).toBe(2)
		return stage
	},
	'history is being read': async () => {
		const stage = openStage({ rows: 3000 })
		while (!stage.page.state().coverage.months) await stage.clock.advance(5)
		expect(stage.page.state().coverage.complete).toBe(false)
		return stage
	},
	'it is live': () => openLiveStage(),
	'live rows wait to be written': async () => {
		const stage = await openLiveStage()
		stage.world.write((ledger) => ledger.record(1))
		await stage.clock.advance(100)
		return stage
	},
	'a gap is about to be asked about': async () => {
		const stage = await openLiveStage()
		stage.world.write((ledger) => ledger.record(50))
		while (stage.page.state().cause !== 'gap') await stage.clock.advance(1)
		return stage
	},
	'a catch-up is under way': async () => {
		const stage = await openLiveStage()
		stage.world.setRest('frozen')
		stage.world.write((ledger) => ledger.record(50))
		await stage.clock.advance(1000)
		expect(stage.world.inUse().requests).toBe(1)
		return stage
	},
	'the server is in trouble and it waits to ask again': async () => {
		const stage = await openLiveStage()
		stage.world.setRest('server')
		stage.world.touchSettings()
		stage.page.feed.check()
		await stage.clock.advance(20_000)
		return stage
	},
	'the channel was closed and it waits to rejoin': async () => {
		const stage = await openLiveStage()
		stage.world.closeChannels(null)
		await stage.clock.advance(100)
		return stage
	},
	'the channel has not become ready yet': async () => {
		const stage = await openLiveStage()
		stage.world.setJoin('unready')
		stage.world.closeChannels(null)
		await stage.clock.advance(2500)
		expect(stage.world.inUse().channels).toBe(1)
		return stage
	},
	'the socket is blocked': async () => {
		const stage = await openLiveStage()
		stage.world.setJoin('blocked')
		stage.world.cutSockets('socket closed: 1006')
		await stage.clock.advance(5000)
		return stage
	},
	'the channel is denied': async () => {
		const stage = openStage({ before: (world) => world.setJoin('denied') })
		await stage.clock.advance(5000)
		return stage
	},
	'it is paused': async () => {
		const stage = await openLiveStage()
		stage.page.feed.setPaused(true)
		stage.world.write((ledger) => ledger.record(1))
		await stage.clock.advance(100)
		return stage
	},
	'the page is hidden': async () => {
		const stage = await openLiveStage()
		stage.world.setVisible(false)
		await stage.clock.advance(100)
		return stage
	},
	'the page is offline': async () => {
		const stage = await openLiveStage()
		stage.world.setOnline(false)
		await stage.clock.advance(60_000)
		return stage
	},
	'the project is paused': async () => {
		const stage = await openLiveStage()
		stage.world.setRest('project_paused')
		await stage.clock.advance(100_000)
		return stage
	},
	'the session has ended': async () => {
		const stage = await openLiveStage()
		stage.world.signOut()
		await stage.clock.advance(100)
		return stage
	},
	'membership has ended': async () => {
		const stage = await openLiveStage()
		stage.world.setMember(false)
		stage.page.feed.check()
		await stage.clock.advance(1000)
		expect(stage.page.state().status).toBe('refused')
		return stage
	},
}

describe('stopped while', () => {
	test.each(Object.entries(moments))('%s, it leaves nothing and says nothing', async (_, moment) => {
		const stage = await moment()
		const { clock, world, page, device, breathing } = stage
		page.stop()
		page.stop()
		await clock.advance(0)
		expect(world.inUse()).toEqual(nothing)
		const asked = world.requests.length
		breathing.go()
		world.setRest('ok')
		world.release()
		world.setJoin('ok')
		world.setOnline(true)
		world.setVisible(false)
		world.setVisible(true)
		world.refreshToken()
		page.feed.check()
		page.feed.setPaused(true)
		page.feed.setPaused(false)
		world.write((ledger) => ledger.record(1))
		await clock.advance(3_600_000)
		expect(world.inUse()).toEqual(nothing)
		expect(world.requests).toHaveLength(asked)
		expect(device.open).toBe(0)
		page.expectNeverWrong()
	})
})

test('stopped by a listener in the middle of something, it says nothing more', async () => {
	const { clock, world } = await openLiveStage()
	const { remote, channel, session, environment, pageClock } = world
	const cache = makeMemoryCache({ stored: null, crashed: false })
	let told = 0
	const tell = () => {
		told += 1
	}
	const feed = new LiveFeed(
		{ remote, channel, session, environment, cache, clock: pageClock, months: () => MONTHS },
		{
			onRows(_, origin) {
				if (origin !== 'live') return
				feed.stop()
				told = 0
			},
			onState: tell,
			onSettings: tell,
			onInbox: tell,
			onReset: tell,
		},
	)
	void feed.start()
	await clock.advance(10_000)
	expect(feed.state().status).toBe('live')
	world.write((ledger) => ledger.record(1))
	await clock.advance(1_000)
	expect(told).toBe(0)
})

test('what is not on the device yet is written when the page goes', async () => {
	const { clock, world, device, page } = await openLiveStage()
	world.write((ledger) => ledger.record(1))
	await clock.advance(100)
	expect(device.stored?.header.extent.applied).toBe(30)
	page.stop()
	await clock.advance(0)
	expect(device.stored?.header.extent.applied).toBe(31)
})

test('a copy that is being read when the feed stops is read no further', async () => {
	const { clock, device, page, visit, breathing } = await openLiveStage({ rows: 2500 })
	page.stop()
	await clock.advance(3000)
	expect(device.stored?.parts.length).toBeGreaterThan(2)
	breathing.hold()
	const next = visit()
	await clock.advance(100)
	const { batches } = next.seen
	next.stop()
	breathing.go()
	await clock.advance(10_000)
	expect(next.seen.batches).toBe(batches)
	expect(next.seen.afterStop).toBe(0)
})
