import { expect, it } from 'vitest'
import { USUAL_VALUES } from '../../ledger/columns'
import { makeMetrics } from '../index'
import { columnsOf, idOf } from '../testing/histories'
import type { HistoryRow } from '../testing/oracle'
import { countToday } from './made-on'
import { arrivals } from './newest'

const purchase = (number: number, day: string, more: Partial<HistoryRow> = {}): HistoryRow => ({
	id: idOf(number),
	revision: number + 1,
	kind: 'expense',
	amount_cents: 1000,
	installments: 1,
	bill_month: day.slice(0, 7),
	occurred_at: Date.parse(`${day}T15:00:00Z`),
	description: `compra ${number}`,
	category_id: null,
	category_text: 'padaria',
	source_id: null,
	source_text: null,
	person_id: null,
	person_text: null,
	voided: false,
	...USUAL_VALUES,
	...more,
})
const NOW = Date.parse('2026-11-23T18:00:00Z')

/** Twelve purchases of the days from the 11th on, then what `apply` does. */
function ledger() {
	const metrics = makeMetrics({ timezone: 'UTC', today: '2026-11-23' })
	const rows = Array.from({ length: 12 }, (_, number) => purchase(number, `2026-11-${11 + number}`))
	metrics.apply(columnsOf(rows))
	const newest = () => arrivals(metrics, 3).map(({ item }) => item?.description)
	return { metrics, rows, newest }
}

it('old purchases that a mapped name changes are no arrivals, and stay where they were', () => {
	const { metrics, rows, newest } = ledger()
	const mapped = rows.slice(0, 5).map((row) => ({ ...row, category_id: 1, revision: row.revision + 100 }))
	metrics.apply(columnsOf(mapped), { arrivedAt: NOW })
	expect(metrics.arrivals()).toBe(0)
	expect(newest()).toEqual(['compra 11', 'compra 10', 'compra 9'])
})

it('what was recorded now is the newest, whatever day it was made on, also after it was corrected', () => {
	const { metrics, newest } = ledger()
	const late = purchase(40, '2026-10-02')
	metrics.apply(columnsOf([late]), { arrivedAt: NOW })
	expect(newest()[0]).toBe('compra 40')
	metrics.apply(columnsOf([{ ...late, revision: 200, amount_cents: 2000 }]), { arrivedAt: NOW + 60_000 })
	metrics.setBasis('purchase')
	expect(newest()).toEqual(['compra 40', 'compra 11', 'compra 10'])
	expect(metrics.arrivals()).toBe(1)
})

it('what is undone, or comes undone, is no arrival', () => {
	const { metrics, rows, newest } = ledger()
	metrics.apply(columnsOf([{ ...rows[11]!, revision: 100, voided: true }]), { arrivedAt: NOW })
	metrics.apply(columnsOf([purchase(41, '2026-11-23', { voided: true })]), { arrivedAt: NOW })
	expect(metrics.arrivals()).toBe(0)
	expect(newest()[0]).toBe('compra 10')
})

it('all of a day are counted, however many there are', () => {
	const { metrics } = ledger()
	expect(countToday(metrics)).toBe(0)
	metrics.apply(columnsOf(Array.from({ length: 30 }, (_, at) => purchase(50 + at, '2026-11-23'))), {
		arrivedAt: NOW,
	})
	expect(countToday(metrics)).toBe(30)
	metrics.apply(columnsOf([purchase(50, '2026-11-23', { revision: 900, voided: true })]), { arrivedAt: NOW })
	expect(countToday(metrics)).toBe(29)
})
