import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FeedState } from '../feed/types'
import { STARTING } from '../feed/types'
import { type BannerKind, createBannerKind } from './banner-kind'

// One line above the figures: the most serious of what is so, and what passes by itself only once it has lasted.

interface Now {
	feed: Partial<FeedState>
	paused: boolean
	isIncomplete: boolean
	skipped: number
	isFiltered: boolean
	quiet: object[] | undefined
}
const CALM: Now = {
	feed: { status: 'live', cause: 'none' },
	paused: false,
	isIncomplete: false,
	skipped: 0,
	isFiltered: false,
	quiet: undefined,
}
const [now, setNow] = createSignal<Now>(CALM)

vi.mock('../app/session', () => ({
	useLedgerSession: () => ({
		metrics: null,
		feed: () => ({ ...STARTING, ...now().feed }),
		paused: () => now().paused,
		quiet: () => now().quiet,
	}),
}))
vi.mock('../metrics/solid', () => ({
	createFigure: (_: unknown, read: (metrics: object) => unknown) => () =>
		read({ skipped: () => now().skipped }),
}))
vi.mock('./state', () => ({
	useDashboard: () => ({
		figures: { isIncomplete: () => now().isIncomplete },
		selection: { isFiltered: () => now().isFiltered },
	}),
}))

let kind: () => BannerKind
let skipped: () => number
let dispose: () => void
beforeEach(() => {
	vi.useFakeTimers()
	setNow(CALM)
	createRoot((end) => {
		dispose = end
		;({ kind, skipped } = createBannerKind())
	})
})
afterEach(() => {
	dispose()
	vi.useRealTimers()
})
const be = (...some: Partial<Now>[]) => setNow(Object.assign({ ...CALM }, ...some))

/** The most serious first. */
const STATES: [Exclude<BannerKind, null>, Partial<Now>][] = [
	['schema', { feed: { status: 'offline', cause: 'schema_outdated' } }],
	['projectPaused', { feed: { status: 'offline', cause: 'project_paused' } }],
	['offline', { feed: { status: 'offline', cause: 'rate_limited', fromCache: true } }],
	['rateLimited', { feed: { status: 'polling', cause: 'rate_limited', fromCache: true } }],
	['paused', { paused: true }],
	['polling', { feed: { status: 'polling', cause: 'realtime_blocked', fromCache: true } }],
	['cache', { feed: { status: 'loading', cause: 'starting', fromCache: true } }],
	['incomplete', { isIncomplete: true }],
	['skipped', { skipped: 3 }],
	['filtered', { isFiltered: true }],
	['quiet', { quiet: [{}] }],
]
const PASSING: readonly BannerKind[] = ['polling', 'cache', 'incomplete']
const LASTING: readonly BannerKind[] = ['skipped', 'filtered', 'quiet']

test('where all is well there is none', () => {
	for (const quiet of [undefined, []]) {
		be({ quiet })
		vi.advanceTimersByTime(10_000)
		expect(kind()).toBe(null)
	}
})

test.each(STATES)('%s is said: at once, or once it has lasted two seconds', (name, state) => {
	be(state)
	expect(kind()).toBe(PASSING.includes(name) ? null : name)
	vi.advanceTimersByTime(1_999)
	expect(kind()).toBe(PASSING.includes(name) ? null : name)
	vi.advanceTimersByTime(1)
	expect(kind()).toBe(name)
	be()
	expect(kind()).toBe(null)
})

const PAIRS = STATES.flatMap(([name, state], at) =>
	STATES.slice(at + 1)
		// The feed is in one state at a time.
		.filter(([, other]) => !('feed' in state && 'feed' in other))
		.map(([other, lesser]) => ({ name, state, other, lesser })),
)
test.each(PAIRS)('$name goes before $other', ({ name, state, other, lesser }) => {
	// Figures are called incomplete while live only: before, they are what is on its way.
	be(lesser, state)
	vi.advanceTimersByTime(2_000)
	expect(kind()).toBe(name)
	expect([name, other]).toContain(kind())
})

test.each(PASSING.flatMap((passing) => LASTING.map((lasting) => ({ passing, lasting }))))(
	'$lasting is said until $passing has lasted',
	({ passing, lasting }) => {
		const states = Object.fromEntries(STATES)
		be(states[passing!]!, states[lasting!]!)
		expect(kind()).toBe(lasting)
		vi.advanceTimersByTime(2_000)
		expect(kind()).toBe(passing)
	},
)

test('a state that comes back has to last anew', () => {
	be({ isIncomplete: true })
	vi.advanceTimersByTime(2_000)
	expect(kind()).toBe('incomplete')
	be()
	be({ isIncomplete: true })
	expect(kind()).toBe(null)
	vi.advanceTimersByTime(1_999)
	be()
	vi.advanceTimersByTime(10_000)
	expect(kind()).toBe(null)
})

test('nothing is called incomplete, nor from the device, where the feed says otherwise', () => {
	for (const some of [
		{ isIncomplete: true, feed: { status: 'catching_up' as const } },
		{ feed: { status: 'live' as const, fromCache: true } },
	]) {
		be(some)
		vi.advanceTimersByTime(2_000)
		expect(kind()).toBe(null)
	}
})

test('how many rows were skipped is told beside it', () => {
	be({ skipped: 3 })
	expect(skipped()).toBe(3)
})
