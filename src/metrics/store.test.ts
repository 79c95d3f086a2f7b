import { describe, expect, it } from 'vitest'
import { type TypedColumns, toTypedColumns } from '../ledger/typed-columns'
import type { TransactionColumns } from '../ledger/types'
import { makeMetrics } from './metrics'
import { columnsOf, idOf } from './oracle/histories'
import type { HistoryRow } from './oracle/oracle'

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
		expect(metrics.totals().expense).toEqual({ cents: 2000, count: 2 })
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
		expect(metrics.totals().expense).toEqual({ cents: 2000, count: 2 })
	})

	it('take a text that typed columns do not hold as none', () => {
		const metrics = start()
		metrics.apply({ ...toTypedColumns(columnsOf([row(0, { category_text: 'Viagens' })])), texts: [] })
		expect(metrics.top()[0]).toMatchObject({ description: '', categoryText: null })
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
		expect(metrics.top()[0]).toMatchObject({ description: '', categoryText: null })
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
})

describe('handles', () => {
	it('stay the same item through changes of others, and answer null once it is gone', () => {
		const metrics = start()
		metrics.apply(columnsOf([row(0), row(1, { installments: 3, bill_month: '2026-09' }), row(2)]))
		const order = { by: 'date', descending: true } as const
		const handles = [...metrics.items(order)]
		const before = handles.map((handle) => metrics.item(handle))
		metrics.apply(columnsOf([row(0, { revision: 50, voided: true }), row(7)]))
		const after = handles.map((handle) => metrics.item(handle))
		expect(after).toEqual(before.map((item) => (item?.id === idOf(0) ? null : item)))
		metrics.apply(columnsOf([row(1, { revision: 60, installments: 1 })]))
		expect(handles.map((handle) => metrics.item(handle)?.installment ?? null)).toEqual(
			before.map((item) => (item?.id === idOf(0) || item!.installment > 1 ? null : 1)),
		)
		expect(metrics.item(-1)).toBeNull()
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
