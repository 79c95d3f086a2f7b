import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ArrivalListener } from '../../app/session'
import type { BatchOrigin } from '../../feed/types'
import type { TransactionColumns } from '../../ledger/types'
import { HIGHLIGHT_MS, Highlights } from './highlights'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function watch() {
	let listener: ArrivalListener | null = null
	const [figure, setFigure] = createSignal(0)
	const made = createRoot((dispose) => {
		const highlights = new Highlights({
			onArrival(added) {
				listener = added
				return () => {
					listener = null
				}
			},
		})
		return { highlights, isNew: highlights.ofFigure(figure), dispose }
	})
	const arrive = (ids: string[], origin: BatchOrigin = 'live') =>
		listener?.({ id: ids } as TransactionColumns, origin, ids.length)
	return { ...made, arrive, setFigure, isHeard: () => listener !== null }
}

describe('a row', () => {
	test('that arrives live is highlighted for 2.4 s, each by itself', () => {
		const { highlights, arrive } = watch()
		arrive(['a'])
		vi.advanceTimersByTime(1_000)
		arrive(['b'])
		expect(['a', 'b', 'c'].map((id) => highlights.isNew(id))).toEqual([true, true, false])
		vi.advanceTimersByTime(HIGHLIGHT_MS - 1_001)
		expect(highlights.isNew('a')).toBe(true)
		vi.advanceTimersByTime(1)
		expect(['a', 'b'].map((id) => highlights.isNew(id))).toEqual([false, true])
		vi.advanceTimersByTime(1_000)
		expect(highlights.isNew('b')).toBe(false)
		expect(HIGHLIGHT_MS).toBe(2_400)
	})

	test.each<BatchOrigin>(['cache', 'snapshot', 'history', 'catch_up'])('of the %s is none', (origin) => {
		const { highlights, arrive, isNew, setFigure } = watch()
		arrive(['a', 'b', 'c', 'd'], origin)
		setFigure(1)
		expect([highlights.isNew('a'), highlights.isBurst(), isNew()]).toEqual([false, false, false])
	})
})

describe('many rows at once', () => {
	test('share one highlight: the list’s', () => {
		const { highlights, arrive } = watch()
		arrive(['a', 'b', 'c'])
		expect([highlights.isBurst(), highlights.isNew('a')]).toEqual([false, true])
		arrive(['d'])
		expect([highlights.isBurst(), highlights.isNew('a'), highlights.isNew('d')]).toEqual([true, false, false])
		vi.advanceTimersByTime(HIGHLIGHT_MS - 1)
		expect(highlights.isBurst()).toBe(true)
		vi.advanceTimersByTime(1)
		expect(highlights.isBurst()).toBe(false)
	})

	test('begin no second one meanwhile', () => {
		const { highlights, arrive } = watch()
		arrive(['a', 'b', 'c', 'd'])
		vi.advanceTimersByTime(2_000)
		arrive(['e', 'f', 'g', 'h'])
		vi.advanceTimersByTime(HIGHLIGHT_MS - 2_000)
		expect(highlights.isBurst()).toBe(false)
		expect(vi.getTimerCount()).toBe(3)
	})

	test('are those of one second', () => {
		const { highlights, arrive } = watch()
		arrive(['a', 'b', 'c'])
		vi.advanceTimersByTime(999)
		arrive(['d'])
		expect(highlights.isBurst()).toBe(true)
		const other = watch()
		other.arrive(['a', 'b', 'c'])
		vi.advanceTimersByTime(1_000)
		other.arrive(['d'])
		expect([other.highlights.isBurst(), other.highlights.isNew('d')]).toEqual([false, true])
	})
})

describe('a figure', () => {
	test('is highlighted where it changed because of a live row, once for 2.4 s', () => {
		const { arrive, isNew, setFigure } = watch()
		arrive(['a'])
		vi.advanceTimersByTime(1_500)
		setFigure(1)
		expect(isNew()).toBe(true)
		vi.advanceTimersByTime(2_000)
		arrive(['b'])
		setFigure(2)
		vi.advanceTimersByTime(HIGHLIGHT_MS - 2_000)
		expect(isNew()).toBe(false)
	})

	test('that changed later, or before any row came, is not', () => {
		const { arrive, isNew, setFigure } = watch()
		setFigure(1)
		expect(isNew()).toBe(false)
		arrive(['a'])
		vi.advanceTimersByTime(1_501)
		setFigure(2)
		expect(isNew()).toBe(false)
	})
})

test('it ends with its owner: no listener and no timer stay', () => {
	const { arrive, dispose, isHeard } = watch()
	arrive(['a', 'b', 'c', 'd'])
	expect(vi.getTimerCount()).toBe(4)
	dispose()
	expect([isHeard(), vi.getTimerCount()]).toEqual([false, 0])
})
