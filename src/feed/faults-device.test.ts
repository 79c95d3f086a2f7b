import { describe, expect, test } from 'vitest'
import type { CachedLedger, FeedCache } from './ports'
import { makeFakeClock } from './testing/fake-clock'
import { FakeWorld } from './testing/fake-world'
import { type FakeDevice, makeMemoryCache } from './testing/memory-cache'
import { MONTHS, ReaderPage } from './testing/reader-page'
import { openStage } from './testing/stage'

/** A world with a device that already holds a complete copy. */
async function visited(rows = 30) {
	const clock = makeFakeClock()
	const world = new FakeWorld(clock, 1)
	world.write((ledger) => ledger.record(rows))
	const device: FakeDevice = { stored: null, crashed: false }
	const page = new ReaderPage(world, device)
	await clock.advance(10_000)
	expect(page.state()).toMatchObject({ status: 'live', coverage: { complete: true } })
	const visit = (change: (cache: FeedCache) => Partial<FeedCache> = () => ({})) => {
		const cache = makeMemoryCache(device)
		return new ReaderPage(world, device, () => MONTHS, { ...cache, ...change(cache) })
	}
	return { clock, world, device, page, visit }
}

/** How many rows its parts hold; some were read twice, with these months and with history. */
const rowsIn = ({ stored }: FakeDevice) => stored?.parts.reduce((sum, part) => sum + part.rows, 0)

/** The device's answer with another way of reading it. */
const reading = (read: (found: CachedLedger) => CachedLedger['read']) => (cache: FeedCache) => ({
	async load() {
		const found = await cache.load()
		return found && { ...found, read: read(found) }
	},
})

describe('storage that was full for a moment', () => {
	test.each<[string, (cache: FeedCache, isFull: () => boolean) => Partial<FeedCache>]>([
		['says so', () => ({})],
		[
			'throws',
			(cache, isFull) => ({
				save: (...given) => (isFull() ? Promise.reject(new Error('full')) : cache.save(...given)),
			}),
		],
	])('and %s: the next visit is right from its first figure on', async (_, change) => {
		const { clock, world, device, page, visit } = await visited()
		page.stop()
		await clock.advance(1000)
		const copy = rowsIn(device)
		const second = visit((cache) => change(cache, () => device.full === true))
		await clock.advance(10_000)
		device.full = true
		world.write((ledger) => ledger.record(3))
		await clock.advance(10_000)
		device.full = false
		world.write((ledger) => ledger.record(1))
		await clock.advance(10_000)
		second.expectEqual()
		second.stop()
		await clock.advance(1000)
		const third = visit()
		await clock.advance(10_000)
		third.expectEqual()
		expect(third.rows().size).toBe(34)
		// What was stored before served: only the rest was asked for.
		expect(Object.fromEntries(third.origins)).toEqual({ cache: copy, catch_up: 4 })
	})
})

test('a device that fails to answer is one that remembers nothing', async () => {
	const device: FakeDevice = { stored: null, crashed: false }
	const cache = { ...makeMemoryCache(device), load: () => Promise.reject(new Error('damaged')) }
	const { clock, page } = openStage({ device, cache })
	// Well before it would be given up for its silence.
	await clock.advance(500)
	expect(page.state().applied).toBe(30)
})

describe('a device that is slow', () => {
	test('to answer at all: the page goes on without it, and later visits are right', async () => {
		const { clock, world, page, visit } = await visited(4000)
		page.stop()
		await clock.advance(1000)
		world.write((ledger) => ledger.record(100))
		const hasty = visit((cache) => ({
			load: () => new Promise((resolve) => clock.after(3200, () => resolve(cache.load()))),
		}))
		while (!hasty.state().coverage.months) await clock.advance(5)
		// Closed in the middle of history.
		world.setRest('frozen')
		await clock.advance(5000)
		expect(hasty.state().coverage.complete).toBe(false)
		hasty.stop()
		hasty.expectNeverWrong()
		world.setRest('ok')
		await clock.advance(1000)
		const third = visit()
		await clock.advance(60_000)
		third.expectEqual()
	})

	test('to the point of never handing out a part: the page reads from the server', async () => {
		const { clock, page, visit } = await visited()
		page.stop()
		const second = visit(reading(() => () => new Promise(() => {})))
		await clock.advance(2900)
		expect(second.state().status).toBe('loading')
		await clock.advance(3000)
		second.expectEqual()
		expect(second.state()).toMatchObject({ status: 'live', fromCache: false })
	})

	test('between two parts: what it handed out is void, what it says later is not heard', async () => {
		const { clock, world, device, page, visit } = await visited()
		page.stop()
		const copy = rowsIn(device)
		const second = visit(
			reading((found) => async (onPart) => {
				await found.read(onPart)
				await new Promise<void>((resolve) => clock.after(20_000, resolve))
				await found.read(onPart)
			}),
		)
		await clock.advance(1000)
		expect(second.origins.get('cache')).toBe(copy)
		await clock.advance(40_000)
		expect(second.seen.resets).toBe(1)
		expect(second.origins.get('cache')).toBe(copy)
		second.expectEqual()
		// The copy is as good as it was, and nothing that does not follow on from it was added.
		world.write((ledger) => ledger.record(2))
		await clock.advance(10_000)
		second.stop()
		await clock.advance(1000)
		const third = visit()
		await clock.advance(10_000)
		third.expectEqual()
		expect(Object.fromEntries(third.origins)).toEqual({ cache: copy, catch_up: 2 })
	})

	test('but steady: each part has its own time', async () => {
		const { clock, page, visit } = await visited()
		page.stop()
		const second = visit(
			reading((found) => async (onPart) => {
				for (let part = 0; part < 5; part++) {
					await new Promise<void>((resolve) => clock.after(2000, resolve))
					await found.read(onPart)
				}
			}),
		)
		await clock.advance(20_000)
		expect(second.seen.resets).toBe(0)
		expect(second.origins.get('snapshot')).toBeUndefined()
		second.expectEqual()
	})
})
