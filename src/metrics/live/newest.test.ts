import { expect, test } from 'vitest'
import { makeMetrics } from '../index'
import { columnsOf, idOf, typedOf } from '../testing/histories'
import type { HistoryRow } from '../testing/oracle'
import { arrivals } from './newest'

const NOW = Date.UTC(2026, 10, 24)
const row = (number: number, imported: boolean, revision = number): HistoryRow => ({
	id: idOf(number),
	revision,
	kind: 'expense',
	amount_cents: 100,
	installments: 1,
	bill_month: '2026-11',
	occurred_at: Date.UTC(2026, 10, 23, 15) + number,
	description: `d${number}`,
	category_id: null,
	category_text: null,
	source_id: null,
	source_text: null,
	person_id: null,
	person_text: null,
	voided: false,
	to_source_id: null,
	to_source_text: null,
	part: null,
	parts: null,
	pays_month: null,
	moves: null,
	refund_of: null,
	bill_given: false,
	imported,
})

/** `d3` for a purchase, a number for a run of imported ones. */
const said = (metrics: ReturnType<typeof makeMetrics>, limit: number) =>
	arrivals(metrics, limit).map(({ item, imported }) => item?.description ?? imported)

test.each([
	['wire', columnsOf],
	['device', typedOf],
] as const)('an import is one arrival, however many lines it has (%s)', (_, form) => {
	const metrics = makeMetrics({ timezone: 'UTC', basis: 'bill', today: '2026-11-30' })
	metrics.apply(form([row(1, false), row(2, false), row(3, true)]))
	expect(said(metrics, 3)).toEqual(['d3', 'd2', 'd1'])
	metrics.apply(form(Array.from({ length: 312 }, (_, at) => row(4 + at, true))), { arrivedAt: NOW })
	expect(said(metrics, 3)).toEqual([312, 'd3', 'd2'])
	metrics.apply(form([row(1000, false)]), { arrivedAt: NOW + 1 })
	expect(said(metrics, 3)).toEqual(['d1000', 312, 'd3'])
	metrics.apply(form([row(1001, true), row(1002, true)]), { arrivedAt: NOW + 2 })
	expect(said(metrics, 9)).toEqual([2, 'd1000', 312, 'd3', 'd2', 'd1'])
	metrics.apply(form([{ ...row(1001, true, 1003), voided: true }]), { arrivedAt: NOW + 3 })
	expect(said(metrics, 9)).toEqual([1, 'd1000', 312, 'd3', 'd2', 'd1'])
})
