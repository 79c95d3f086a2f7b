import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../fixtures/random'
import { realtimeOptions } from './index'
import { openLiveStage } from './testing/stage'
import { Backoff, timing } from './timing'

/** F36 to F43: what the real Realtime was seen to do with its database in trouble, and many pages at once. */

describe('F36 a broadcast arrives before its row is visible to readers', () => {
	test('the answer behind it is asked for once more, and nothing is wiped', async () => {
		const { clock, world, page, device } = await openLiveStage()
		world.write((ledger) => ledger.record(1))
		await clock.advance(50)
		expect(page.state().applied).toBe(31)
		world.setReadLag(1)
		page.feed.check()
		await clock.advance(200)
		world.setReadLag(0)
		await clock.advance(5000)
		expect(page.state()).toMatchObject({ status: 'live', applied: 31, head: 31 })
		expect(page.seen.resets).toBe(0)
		expect(device.stored).not.toBeNull()
		page.expectEqual()
	})

	test('a reader that stays behind for good is another database', async () => {
		const { clock, world, page } = await openLiveStage()
		world.rebuild(7, { noticed: false })
		page.feed.check()
		await clock.advance(timing.behind + 5000)
		expect(page.seen.resets).toBe(1)
		expect(page.state()).toMatchObject({ status: 'live', applied: 7 })
		page.expectEqual()
	})

	test('whoever asks meanwhile, it is believed after the moment only', async () => {
		const { clock, world, page } = await openLiveStage()
		world.write((ledger) => ledger.record(1))
		await clock.advance(50)
		world.setReadLag(1)
		for (let i = 0; i < 10; i++) {
			page.feed.check()
			await clock.advance(100)
		}
		expect(page.seen.resets).toBe(0)
		world.setReadLag(0)
		await clock.advance(3000)
		expect(page.seen.resets).toBe(0)
		expect(page.state()).toMatchObject({ status: 'live', applied: 31 })
	})
})

describe('F37 the replication connection', () => {
	test('is killed, nobody told: the head is seen within 30 s', async () => {
		const { clock, world, page } = await openLiveStage()
		for (let round = 0; round < 20; round++) {
			world.setReplicating(false)
			world.write((ledger) => ledger.record(1))
			const head = world.ledger().asOf(Number.MAX_SAFE_INTEGER).size
			await clock.advance(30_000)
			expect(page.state().applied).toBe(head)
		}
	})

	test('stands still, and a page that joins meanwhile is told that it flows: the head is seen within 30 s', async () => {
		const { clock, world, visit } = await openLiveStage()
		world.stallReplication()
		const other = visit()
		await clock.advance(10_000)
		expect(other.state().status).toBe('live')
		for (let round = 0; round < 4; round++) {
			world.write((ledger) => ledger.record(2))
			await clock.advance(30_000)
			expect(other.state().applied).toBe(32 + 2 * round)
			other.expectEqual()
		}
	})

	test.each([false, true])(
		'goes on after a stall: what comes late in one burst, or never, changes nothing (%s)',
		async (isLost) => {
			const { clock, world, page } = await openLiveStage()
			world.stallReplication()
			for (let second = 0; second < 40; second++) {
				world.write((ledger) => ledger.record(1))
				await clock.advance(1000)
			}
			world.thawReplication({ isLost })
			await clock.advance(isLost ? 30_000 : 2_000)
			expect(page.state()).toMatchObject({ status: 'live', applied: 70, head: 70 })
			expect(page.seen.resets).toBe(0)
			page.expectEqual()
		},
	)
})

test('F38 closed for good while the database is away: a channel made anew, and no gap', async () => {
	const { clock, world, page } = await openLiveStage()
	const joins = world.counts.joins
	world.setJoin('timeout')
	world.closeChannels(':increase_connection_pool')
	world.write((ledger) => ledger.record(3))
	await clock.advance(60_000)
	expect(page.state().applied).toBe(33)
	world.setJoin('ok')
	await clock.advance(120_000)
	expect(world.counts.joins).toBeGreaterThan(joins)
	expect(page.state()).toMatchObject({ status: 'live', applied: 33 })
	page.expectEqual()
})

test('F39 after a restart 2,000 pages come back spread out, not at the same moments', () => {
	const first = Array.from({ length: 2000 }, (_, page) => {
		const random = seededRandom(page + 1)
		const { reconnectAfterMs } = realtimeOptions(random)
		return { socket: reconnectAfterMs!(1), channel: new Backoff(timing.rejoin, random).next() }
	})
	const crowd = (waits: number[]) =>
		Math.max(...waits.map((at) => waits.filter((other) => other >= at && other < at + 50).length))
	expect(crowd(first.map(({ socket }) => socket))).toBeLessThan(300)
	expect(crowd(first.map(({ channel }) => channel))).toBeLessThan(300)
})

test('F40 joins refused by a full pool: figures by polling, live once it has room', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setJoin('pool')
	world.cutSockets('socket closed: 1012')
	world.write((ledger) => ledger.record(2))
	await clock.advance(40_000)
	expect(page.state().applied).toBe(32)
	expect(page.state().status).not.toBe('live')
	world.setJoin('ok')
	await clock.advance(700_000)
	expect(page.state()).toMatchObject({ status: 'live', applied: 32 })
})

test('F41 the database restarts and broadcasts come back later: what was committed between is read', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setReplicating(false)
	world.setRest('server')
	await clock.advance(20_000)
	world.setRest('ok')
	// Up again, but the new replication connection takes its time.
	for (let second = 0; second < 24; second++) {
		world.write((ledger) => ledger.record(1))
		await clock.advance(1000)
	}
	world.setReplicating(true)
	await clock.advance(35_000)
	expect(page.state()).toMatchObject({ status: 'live', applied: 54 })
	page.expectEqual()
})

test('F42 the slot is taken: joined in silence, closed after a minute, again and again; figures come by polling', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setReplicating(false)
	world.setJoin('unready')
	world.cutSockets('socket closed: 1006')
	for (let minute = 0; minute < 5; minute++) {
		world.write((ledger) => ledger.record(1))
		await clock.advance(60_000)
		expect(page.state().applied).toBe(31 + minute)
		expect(page.state().status).not.toBe('live')
	}
	expect(world.counts.joins).toBeGreaterThan(3)
	world.setJoin('ok')
	world.setReplicating(true)
	await clock.advance(150_000)
	expect(page.state()).toMatchObject({ status: 'live', applied: 35 })
	page.expectEqual()
})

test('F43 a slow policy: what is recorded while the join takes 7 s is read, and then the page is live', async () => {
	const { clock, world, page } = await openLiveStage()
	world.setJoin('slow')
	world.cutSockets('socket closed: 1012')
	await clock.advance(2_000)
	world.write((ledger) => ledger.record(3))
	await clock.advance(30_000)
	expect(page.state()).toMatchObject({ status: 'live', applied: 33 })
	page.expectEqual()
})
