import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const { schedule, setSettled } = await vi.hoisted(async () => {
	const { createSignal } = await import('solid-js')
	const [settled, setSettled] = createSignal(false)
	return { setSettled, schedule: { whenSettled: settled } }
})
vi.mock('../app/schedule', async (original) => ({ ...(await original<object>()), ...schedule }))

const { LIVE, purchase, SETTINGS } = await import('../app/testing/open-session')
const { columnsOfRows } = await import('../ledger/columns')
const { createWaiting } = await import('./waiting')
type Around = Parameters<typeof createWaiting>[0]
type Row = ReturnType<typeof purchase>

// All that waits for a person, over a review that a test answers for.

beforeEach(() => vi.useFakeTimers())
let dispose = () => {}
afterEach(() => {
	dispose()
	setSettled(false)
	vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(0)

function wait() {
	const lists = {
		undelivered: [{ id: 'u1' }, { id: 'u2' }],
		toldTwice: [{ transaction_id: 't1' }, { transaction_id: 't2' }],
		unknownTexts: [
			{ what: 'category', text: 'Feira' },
			{ what: 'source', text: 'Feira' },
		],
	}
	const asked: string[] = []
	let failing: string | null = null
	const answer = (name: keyof typeof lists) => async () => {
		asked.push(name)
		if (failing === name) throw new Error(`no ${name}`)
		return lists[name]
	}
	const [pending, setPending] = createSignal<{ id: string }[] | undefined>()
	const [pendingError, setPendingError] = createSignal<unknown>(null)
	const [feed, setFeed] = createSignal(LIVE)
	const [directory, setDirectory] = createSignal<typeof SETTINGS | null>(SETTINGS)
	const [version, setVersion] = createSignal(0)
	const [corrections, setCorrections] = createSignal<ReturnType<Around['corrections']>>()
	let arrive: Parameters<Around['onArrival']>[0] | null = null
	let refreshed = 0
	const waiting = createRoot((end) => {
		dispose = end
		return createWaiting({
			review: {
				undelivered: answer('undelivered'),
				toldTwice: answer('toldTwice'),
				unknownTexts: answer('unknownTexts'),
			} as unknown as Around['review'],
			pending: pending as unknown as Around['pending'],
			pendingError,
			refreshPending: () => refreshed++,
			feed,
			directory,
			version,
			onArrival(listener) {
				arrive = listener
				return () => {
					arrive = null
				}
			},
			corrections,
		})
	})
	return {
		waiting,
		lists,
		asked,
		setPending,
		setPendingError,
		setFeed,
		setDirectory,
		setVersion,
		setCorrections,
		fail: (name: string | null) => {
			failing = name
		},
		count: (name: keyof typeof lists) => asked.filter((one) => one === name).length,
		refreshed: () => refreshed,
		isHeard: () => arrive !== null,
		arrive: (rows: Row[], origin: Parameters<NonNullable<typeof arrive>>[1] = 'live') =>
			arrive?.(columnsOfRows(rows), origin),
	}
}

async function settled() {
	const stage = wait()
	stage.setPending([{ id: 'p1' }])
	setSettled(true)
	await settle()
	return stage
}

test('nothing is asked for before the page has settled; then each list once', async () => {
	const { waiting, asked, setPending } = wait()
	setPending([{ id: 'p1' }])
	await settle()
	expect([asked, waiting.isRead()]).toEqual([[], false])
	setSettled(true)
	await settle()
	expect(asked.sort()).toEqual(['toldTwice', 'undelivered', 'unknownTexts'])
	expect(waiting.isRead()).toBe(true)
	expect(waiting.count()).toBe(7)
})

describe('what was answered here', () => {
	test('is out of sight at once, and back where the server did not agree', async () => {
		const { waiting } = await settled()
		waiting.unknown.hide('category Feira')
		waiting.twice.hide('t1')
		waiting.undelivered.hide('u2')
		waiting.refused.hide('p1')
		expect(waiting.unknown.shown()).toEqual([{ what: 'source', text: 'Feira' }])
		expect(waiting.count()).toBe(3)
		waiting.twice.show('t1')
		expect(waiting.twice.shown()).toHaveLength(2)
		expect(waiting.count()).toBe(4)
	})

	test('is forgotten once the server has taken it off too: it may come back', async () => {
		const { waiting, setPending } = await settled()
		waiting.refused.hide('p1')
		setPending([{ id: 'p1' }, { id: 'p2' }])
		expect(waiting.refused.shown()).toEqual([{ id: 'p2' }])
		setPending([{ id: 'p2' }])
		setPending([{ id: 'p1' }, { id: 'p2' }])
		expect(waiting.refused.shown()).toHaveLength(2)
	})

	test('stays out of sight while the list is not known', async () => {
		const { waiting, setPending } = await settled()
		waiting.refused.hide('p1')
		setPending(undefined)
		expect([waiting.refused.shown(), waiting.isRead()]).toEqual([undefined, false])
		setPending([{ id: 'p1' }])
		expect(waiting.refused.shown()).toEqual([])
	})
})

test('the reader’s own corrections that went wrong count too, and what they undid does not', async () => {
	const { waiting, setCorrections, setVersion } = await settled()
	let voided = false
	setCorrections({ rowOf: (id) => (id === 't1' ? { voided } : null), troubles: () => 2 })
	expect(waiting.count()).toBe(9)
	voided = true
	setVersion(1)
	expect(waiting.twice.shown()).toEqual([{ transaction_id: 't2' }])
	expect(waiting.count()).toBe(8)
})

describe('is asked for again', () => {
	test('with the refused messages: replies that did not arrive, and what was told twice', async () => {
		const { count, setPending } = await settled()
		await vi.advanceTimersByTimeAsync(5_000)
		setPending([{ id: 'p2' }])
		await settle()
		expect([count('undelivered'), count('toldTwice'), count('unknownTexts')]).toEqual([2, 2, 1])
	})

	test('as purchases arrive, at most every five seconds', async () => {
		const { count, arrive } = await settled()
		for (let n = 0; n < 5; n++) {
			arrive([purchase(n, '2026-11-05', 1)], n % 2 ? 'live' : 'catch_up')
			await vi.advanceTimersByTimeAsync(900)
		}
		expect(count('toldTwice')).toBe(1)
		await vi.advanceTimersByTimeAsync(500)
		expect(count('toldTwice')).toBe(2)
	})

	test.each(['snapshot', 'history', 'cache'] as const)('not as the %s comes', async (origin) => {
		const { asked, arrive } = await settled()
		const before = asked.length
		arrive([purchase(1, '2026-11-05', 1, { category_text: 'Feira' })], origin)
		await vi.advanceTimersByTimeAsync(10_000)
		expect(asked).toHaveLength(before)
	})

	test('with new settings: names', async () => {
		const { count, setDirectory } = await settled()
		await vi.advanceTimersByTimeAsync(5_000)
		setDirectory({ ...SETTINGS, settings_revision: 2 })
		await settle()
		expect([count('unknownTexts'), count('toldTwice')]).toEqual([2, 1])
	})

	test.each<[string, Partial<Row>, number]>([
		['that says a category nobody has', { category_text: 'Feira' }, 2],
		['that says a source', { source_text: 'Vale' }, 2],
		['that says a person', { person_text: 'Zé' }, 2],
		['that says where to', { to_source_text: 'Poupança' }, 2],
		['that says known names', { category_text: 'Mercado', category_id: 1 }, 1],
		['that says none', {}, 1],
	])('where no name is unknown, by a purchase %s', async (_, given, times) => {
		const stage = wait()
		stage.lists.unknownTexts = []
		setSettled(true)
		await settle()
		await vi.advanceTimersByTimeAsync(5_000)
		stage.arrive([purchase(1, '2026-11-05', 1), purchase(2, '2026-11-05', 1, given)])
		await settle()
		expect(stage.count('unknownTexts')).toBe(times)
	})

	test('while names are unknown, by any purchase: it may have been put right', async () => {
		const { count, arrive } = await settled()
		await vi.advanceTimersByTimeAsync(5_000)
		arrive([purchase(1, '2026-11-05', 1)])
		await settle()
		expect(count('unknownTexts')).toBe(2)
	})

	test('by hand, all of it', async () => {
		const { waiting, asked, refreshed } = await settled()
		asked.length = 0
		waiting.refresh()
		expect(asked.sort()).toEqual(['toldTwice', 'undelivered', 'unknownTexts'])
		expect(refreshed()).toBe(1)
		asked.length = 0
		waiting.refreshUnknown()
		expect(asked).toEqual(['unknownTexts'])
	})
})

test('what could not be read is told, and asked for again while the server can be', async () => {
	const stage = wait()
	stage.fail('toldTwice')
	stage.setFeed({ ...LIVE, status: 'offline' })
	setSettled(true)
	await settle()
	expect(stage.waiting.error()).toEqual(new Error('no toldTwice'))
	await vi.advanceTimersByTimeAsync(120_000)
	expect(stage.count('toldTwice')).toBe(1)
	stage.fail(null)
	stage.setFeed(LIVE)
	await vi.advanceTimersByTimeAsync(120_000)
	expect(stage.count('toldTwice')).toBe(2)
	expect(stage.waiting.error()).toBeNull()
	stage.setPendingError('refused')
	expect(stage.waiting.error()).toBe('refused')
})

test('it ends with its owner', async () => {
	const { isHeard } = await settled()
	dispose()
	expect(isHeard()).toBe(false)
})
