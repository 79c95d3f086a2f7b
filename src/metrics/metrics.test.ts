import { describe, expect, it } from 'vitest'
import { type TypedColumns, toTypedColumns, USUAL_VALUES } from '../ledger/columns'
import type { TransactionColumns } from '../ledger/types'
import { type Metrics, makeMetrics } from './index'
import { arrivals } from './live/newest'
import { sortedItems } from './live/sorted-items'
import { itemIdOf } from './store/item-id'
import { columnsOf, idOf } from './testing/histories'
import type { HistoryRow } from './testing/oracle'
import type { SortOrder } from './types'

const row = (number: number, changes: Partial<Record<keyof HistoryRow, unknown>> = {}): HistoryRow =>
	({
		id: idOf(number),
		revision: number + 1,
		kind: 'expense',
		amount_cents: 1000,
		installments: 1,
		bill_month: '2026-11',
		occurred_at: Date.UTC(2026, 10, 10),
		description: 'mercado',
		category_id: 1,
		category_text: null,
		source_id: null,
		source_text: null,
		person_id: null,
		person_text: null,
		voided: false,
		...USUAL_VALUES,
		...changes,
	}) as HistoryRow

const start = () => makeMetrics({ timezone: 'America/Sao_Paulo', today: '2026-11-23' })

describe('rows that break the rules', () => {
	const broken: Partial<Record<keyof HistoryRow, unknown>>[] = [
		{ id: 'not a uuid' },
		{ id: 7 },
		{ revision: 0 },
		{ revision: 1.5 },
		{ revision: '1' },
		{ kind: 'gift' },
		{ part: -1, parts: 3 },
		{ part: 1, parts: 121 },
		{ to_source_id: 'Nubank' },
		{ moves: [[1, '2026-13']] },
		{ moves: [[0, '2026-12']] },
		{ moves: '2026-12' },
		{ installments: 2, moves: [[2, '2400-01']] },
		{ amount_cents: 0 },
		{ amount_cents: -1 },
		{ amount_cents: 10.5 },
		{ amount_cents: 100_000_000_000 },
		{ amount_cents: Number.NaN },
		{ amount_cents: '1000' },
		{ installments: 0 },
		{ installments: 121 },
		{ bill_month: '2026-13' },
		{ bill_month: 202611 },
		{ bill_month: '1969-12' },
		{ bill_month: '9999-12' },
		{ occurred_at: Number.NaN },
		{ occurred_at: '2026-11-10' },
		{ occurred_at: -1e12 },
		{ occurred_at: 1e15 },
		{ category_id: -1 },
		{ category_id: 1.5 },
		{ source_id: 1e9 },
		{ person_id: 'Ana' },
	]

	it.each(broken)('are skipped and counted, the others taken: %j', (changes) => {
		const metrics = start()
		expect(metrics.apply(columnsOf([row(0), row(1, changes), row(2)]))).toBe(2)
		expect(metrics.skipped()).toBe(1)
		expect(metrics.totals().expense).toEqual({ cents: 2000, count: 2, items: 2 })
	})

	const brokenTyped: [string, (columns: TypedColumns) => void][] = [
		['a revision', ({ revision }) => revision.fill(0.5, 1, 2)],
		['an amount', ({ amount_cents }) => amount_cents.fill(-1, 1, 2)],
		['installments', ({ installments }) => installments.fill(0, 1, 2)],
		['a month', ({ bill_month }) => bill_month.fill(12 * 9999, 1, 2)],
		['an instant', ({ occurred_at }) => occurred_at.fill(Number.NaN, 1, 2)],
		['a category', ({ category_id }) => category_id.fill(-2, 1, 2)],
	]
	it.each(brokenTyped)('are skipped and counted in typed columns too: %s', (_, breakIt) => {
		const metrics = start()
		const columns = toTypedColumns(columnsOf([row(0), row(1), row(2)]))
		breakIt(columns)
		expect(metrics.apply(columns)).toBe(2)
		expect(metrics.skipped()).toBe(1)
		expect(metrics.totals().expense).toEqual({ cents: 2000, count: 2, items: 2 })
	})

	it('take a text that typed columns do not hold as none', () => {
		const metrics = start()
		metrics.apply({ ...toTypedColumns(columnsOf([row(0, { category_text: 'Viagens' })])), texts: [] })
		expect(metrics.top()[0]).toMatchObject({ description: '', category_text: null })
	})

	it('have the first text of typed columns like any other', () => {
		const metrics = start()
		metrics.apply(toTypedColumns(columnsOf([row(0, { description: 'Viagens', category_text: 'Viagens' })])))
		expect(metrics.top()[0]).toMatchObject({ description: 'Viagens', category_text: 'Viagens' })
	})

	it('leave what is held of the transaction', () => {
		const metrics = start()
		metrics.apply(columnsOf([row(0)]))
		metrics.apply(columnsOf([row(0, { revision: 9, amount_cents: -1 })]))
		expect(metrics.totals().expense.cents).toBe(1000)
	})

	it('take unfit texts as none', () => {
		const metrics = start()
		metrics.apply(columnsOf([row(0, { description: 5, category_text: {} })]))
		expect(metrics.top()[0]).toMatchObject({ description: '', category_text: null })
	})

	it('may be missing whole columns', () => {
		const short = { ...columnsOf([row(0)]), occurred_at: [] } as TransactionColumns
		expect(start().apply(short)).toBe(0)
	})
})

describe('sums', () => {
	it('never pass the safe integers: what would make them is skipped and said so', () => {
		const metrics = start()
		const largest = 99_999_999_999
		const fits = Math.floor(Number.MAX_SAFE_INTEGER / largest)
		const rows = Array.from({ length: fits + 2 }, (_, number) => row(number, { amount_cents: largest }))
		metrics.apply(columnsOf(rows))
		expect(metrics.skipped()).toBe(2)
		expect(BigInt(metrics.totals().expense.cents)).toBe(BigInt(largest) * BigInt(fits))
		// An amendment counts what it replaces.
		expect(metrics.apply(columnsOf([row(0, { revision: 1e6, amount_cents: largest - 1 })]))).toBe(1)
	})

	it('near the limit, a void is taken whatever the row before it in the batch held', () => {
		const metrics = start()
		const largest = 99_999_999_999
		const fits = Math.floor(Number.MAX_SAFE_INTEGER / largest)
		const rows = Array.from({ length: fits }, (_, number) => row(number, { amount_cents: largest }))
		metrics.apply(columnsOf([...rows, row(fits, { amount_cents: 1 })]))
		expect(
			metrics.apply(columnsOf([row(fits, { revision: 1e6, amount_cents: largest, voided: true })])),
		).toBe(1)
		expect(metrics.skipped()).toBe(0)
		expect(metrics.totals().expense).toEqual({ cents: largest * fits, count: fits, items: fits })
	})
})

describe('many combinations of kind, category, source and person', () => {
	it('may be more than fit in two bytes', () => {
		const metrics = start()
		const count = 66_000
		metrics.apply(
			columnsOf(Array.from({ length: count }, (_, number) => row(number, { category_id: number }))),
		)
		expect(metrics.byCategory()).toHaveLength(count)
		metrics.apply(columnsOf([row(count - 1, { revision: 1e6, category_id: count - 1, amount_cents: 7 })]))
		metrics.setFilter({ categories: [count - 1] })
		expect(metrics.byCategory()).toEqual([{ id: count - 1, cents: 7, count: 1, items: 1 }])
		metrics.setFilter({ categories: [count - 65_537] })
		expect(metrics.totals().expense).toEqual({ cents: 1000, count: 1, items: 1 })
		expect(metrics.top()[0]).toMatchObject({ category_id: count - 65_537 })
	})

	it('may come one by one while their sums are read', () => {
		const metrics = start()
		for (let number = 0; number < 1500; number++) {
			metrics.apply(columnsOf([row(number, { category_id: number, amount_cents: 1 + number })]))
			metrics.totals()
		}
		const expected = Array.from({ length: 1500 }, (_, id) => ({ id, cents: 1 + id, count: 1, items: 1 }))
		expect(metrics.byCategory()).toEqual(expected.reverse())
	})
})

describe('a change of timezone', () => {
	const night = row(0, { occurred_at: Date.UTC(2026, 10, 10, 2) })
	const days = (metrics: Metrics) => [
		metrics.byDay()[0]!.day,
		arrivals(metrics, 1)[0]!.item!.day,
		metrics.top()[0]!.day,
		metrics.item(sortedItems(metrics, { by: 'date', descending: true })[0]!)!.day,
	]

	it('moves every item to its new day, and back again', () => {
		const metrics = start()
		metrics.apply(columnsOf([night]))
		expect(new Set(days(metrics))).toEqual(new Set(['2026-11-09']))
		metrics.setTimezone('Asia/Kolkata')
		expect(new Set(days(metrics))).toEqual(new Set(['2026-11-10']))
		metrics.setTimezone('America/Sao_Paulo')
		expect(new Set(days(metrics))).toEqual(new Set(['2026-11-09']))
	})

	it('holds for what comes after everything was forgotten', () => {
		const metrics = start()
		metrics.setTimezone('Asia/Kolkata')
		metrics.clear()
		metrics.apply(columnsOf([night]))
		expect(new Set(days(metrics))).toEqual(new Set(['2026-11-10']))
	})
})

describe('a filtered month', () => {
	const november = { months: { from: '2026-11', to: '2026-11' } }

	it('is compared anew when the month before it changes, and when the day does', () => {
		const metrics = start()
		metrics.setFilter(november)
		metrics.apply(columnsOf([row(0)]))
		expect(metrics.comparison()).toEqual({ current: 1000, sameDay: 0, whole: 0, change: null })
		expect(metrics.projection()).toMatchObject({ method: 'pace' })
		metrics.apply(columnsOf([row(1, { bill_month: '2026-10', occurred_at: Date.UTC(2026, 9, 20) })]))
		expect(metrics.comparison()).toEqual({ current: 1000, sameDay: 1000, whole: 1000, change: 0 })
		expect(metrics.projection()).toMatchObject({ method: 'history' })
		metrics.setToday('2026-11-12')
		expect(metrics.comparison()).toEqual({ current: 1000, sameDay: 0, whole: 1000, change: null })
		metrics.setToday('2026-12-01')
		expect(metrics.projection()).toMatchObject({ method: 'closed' })
	})

	it('may begin before the first month that a store can hold, and end after the last', () => {
		const metrics = start()
		metrics.apply(columnsOf([row(0), row(1, { bill_month: '1970-01', occurred_at: Date.UTC(1970, 0, 2) })]))
		metrics.setFilter({ months: { from: '1960-01', to: '2026-10' } })
		expect(metrics.totals().expense.count).toBe(1)
		expect(metrics.byDay()).toHaveLength(1)
		metrics.setFilter({ months: { from: '2026-11', to: '9999-12' } })
		expect(metrics.totals().expense.count).toBe(1)
		expect(metrics.byDayBefore()).toHaveLength(1)
	})
})

describe('a sorted list', () => {
	const named = (metrics: Metrics, order: SortOrder) =>
		Array.from(sortedItems(metrics, order), (handle) => metrics.item(handle)!)

	it('takes in a category, and a description, that came after it was sorted', () => {
		const metrics = start()
		metrics.apply(
			columnsOf([row(0, { category_id: 3, description: 'b' }), row(1, { category_id: 9, description: 'd' })]),
		)
		const categories = { by: 'category', descending: false } as const
		expect(named(metrics, categories).map(({ category_id }) => category_id)).toEqual([3, 9])
		metrics.apply(columnsOf([row(2, { category_id: 5, description: 'd' })]))
		expect(named(metrics, categories).map(({ category_id }) => category_id)).toEqual([3, 5, 9])
		const descriptions = { by: 'description', descending: true } as const
		expect(named(metrics, descriptions).map(({ description }) => description)).toEqual(['d', 'd', 'b'])
		metrics.apply(columnsOf([row(3, { description: 'bb' })]))
		expect(named(metrics, descriptions).map(({ description }) => description)).toEqual(['d', 'd', 'bb', 'b'])
	})

	it('is the same list while nothing changed, and another one after a change', () => {
		const metrics = start()
		const order = { by: 'amount', descending: true } as const
		metrics.apply(columnsOf([row(0), row(1)]))
		const list = sortedItems(metrics, order)
		expect(sortedItems(metrics, { ...order })).toBe(list)
		metrics.apply(columnsOf([row(2)]))
		expect(sortedItems(metrics, order)).not.toBe(list)
		expect(list).toHaveLength(2)
	})

	it('by date puts later installments first on their day, the oldest purchase first where the list is oldest first', () => {
		const metrics = start()
		const at = (day: number, hour: number, ms = 0) => Date.UTC(2026, 8, day, hour, 0, 0, ms)
		metrics.apply(
			columnsOf([
				row(0, { installments: 3, bill_month: '2026-09', occurred_at: at(10, 20) }),
				row(1, { installments: 3, bill_month: '2026-09', occurred_at: at(10, 12) }),
				row(2, { installments: 2, bill_month: '2026-10', occurred_at: at(40, 9) }),
				row(3, { bill_month: '2026-11', occurred_at: at(71, 8) }),
				row(4, { bill_month: '2026-11', occurred_at: at(71, 8, 1) }),
				row(5, { bill_month: '2026-11', occurred_at: at(71, 8, 1) }),
			]),
		)
		metrics.setFilter({ months: { from: '2026-11', to: '2026-11' } })
		const numbers = (order: SortOrder) => named(metrics, order).map(({ id }) => Number(id.slice(-2)))
		expect(numbers({ by: 'date', descending: true })).toEqual([4, 5, 3, 2, 0, 1])
		expect(numbers({ by: 'date', descending: false })).toEqual([1, 0, 2, 3, 4, 5])
	})
})

describe('handles', () => {
	it('of parts mean nothing where purchases are whole', () => {
		const metrics = makeMetrics({ timezone: 'America/Sao_Paulo', today: '2026-11-23', basis: 'purchase' })
		metrics.apply(columnsOf([row(0, { installments: 3 })]))
		const amounts = [0, 1, 2, 3, 4].map((part) => metrics.item(itemIdOf(0, part))?.amount_cents ?? null)
		expect(amounts).toEqual([null, 1000, null, null, null])
	})

	it('stay the same item through changes of others, and answer null once it is gone', () => {
		const metrics = start()
		metrics.apply(columnsOf([row(0), row(1, { installments: 3, bill_month: '2026-09' }), row(2)]))
		const order = { by: 'date', descending: true } as const
		const handles = [...sortedItems(metrics, order)]
		const before = handles.map((handle) => metrics.item(handle))
		metrics.apply(columnsOf([row(0, { revision: 50, voided: true }), row(7)]))
		const after = handles.map((handle) => metrics.item(handle))
		expect(after).toEqual(before.map((item) => (item?.id === idOf(0) ? null : item)))
		metrics.apply(columnsOf([row(1, { revision: 60, installments: 1 })]))
		expect(handles.map((handle) => metrics.item(handle)?.installment ?? null)).toEqual(
			before.map((item) => (item?.id === idOf(0) || item!.installment > 1 ? null : 1)),
		)
		expect(metrics.item(-1)).toBeNull()
		for (const slot of [0, 1, 2]) expect(metrics.item(itemIdOf(slot, 0))).toBeNull()
		expect(metrics.item(2 ** 30)).toBeNull()
	})
})

describe('the same again', () => {
	it('changes nothing: an equal filter, an old row, the same day', () => {
		const metrics = start()
		metrics.apply(columnsOf([row(0), row(1)]))
		metrics.setFilter({ months: { from: '2026-11', to: '2026-11' }, categories: [1] })
		const [version, totals, days] = [metrics.version(), metrics.totals(), metrics.byDay()]
		metrics.setFilter({ months: { from: '2026-11', to: '2026-11' }, categories: [1] })
		metrics.apply(columnsOf([row(0)]))
		metrics.setToday('2026-11-23')
		metrics.setTimezone('America/Sao_Paulo')
		expect(metrics.version()).toBe(version)
		// A new revision that says the same leaves every figure what it was.
		metrics.apply(columnsOf([row(0, { revision: 90 })]))
		expect(metrics.version()).toBeGreaterThan(version)
		expect(metrics.totals()).toBe(totals)
		expect(metrics.byDay()).toBe(days)
	})
})
