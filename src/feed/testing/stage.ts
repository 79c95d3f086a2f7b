import { expect } from 'vitest'
import type { Months } from '../../ledger/types'
import type { FeedCache } from '../ports'
import { type FakeClock, makeFakeClock } from './fake-clock'
import { FakeWorld } from './fake-world'
import { type FakeDevice, makeMemoryCache } from './memory-cache'
import { MONTHS, ReaderPage } from './reader-page'

interface StageOptions {
	rows?: number
	seed?: number
	device?: FakeDevice
	months?: () => Months
	cache?: FeedCache
	/** Changes the world before the page opens. */
	before?: (world: FakeWorld) => void
}

export interface Stage {
	clock: FakeClock
	world: FakeWorld
	device: FakeDevice
	page: ReaderPage
	/** While it is closed, the feed waits where it lets the page breathe. */
	breathing: { hold(): void; go(): void }
	/** The page's requests to `ledger_changes` since `from`, oldest first. */
	asked(from?: number): FakeWorld['requests']
	/** Opens another page on the same device; the first one should be stopped. */
	visit(): ReaderPage
}

/** A fake world with one page that has just been opened. */
export function openStage(options: StageOptions = {}): Stage {
	const { rows = 30, seed = 1, device = { stored: null, crashed: false }, months = () => MONTHS } = options
	const clock = makeFakeClock(seed)
	const world = new FakeWorld(clock, seed)
	world.ledger().record(rows)
	options.before?.(world)
	let waiting: (() => void)[] | null = null
	const giveWay = () => (waiting ? new Promise<void>((resolve) => waiting?.push(resolve)) : Promise.resolve())
	const visit = () => new ReaderPage(world, device, months, options.cache ?? makeMemoryCache(device), giveWay)
	return {
		clock,
		world,
		device,
		page: visit(),
		visit,
		breathing: {
			hold() {
				waiting = []
			},
			go() {
				for (const resolve of waiting ?? []) resolve()
				waiting = null
			},
		},
		asked: (from = 0) => world.requests.filter(({ kind, at }) => kind === 'changes' && at >= from),
	}
}

/** The same, once the page is live and complete. */
export async function openLiveStage(options: StageOptions = {}): Promise<Stage> {
	const stage = openStage(options)
	await stage.clock.advance(10_000)
	expect(stage.page.state()).toMatchObject({ status: 'live', cause: 'none', coverage: { complete: true } })
	return stage
}
