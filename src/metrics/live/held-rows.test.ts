import { expect, it } from 'vitest'
import { USUAL_VALUES } from '../../ledger/columns'
import { makeMetrics } from '../index'
import { columnsOf, idOf } from '../testing/histories'
import type { HistoryRow } from '../testing/oracle'
import { heldRow } from './held-rows'

const row = (number: number, changes: Partial<HistoryRow> = {}): HistoryRow => ({
	id: idOf(number),
	revision: 7,
	kind: 'expense',
	amount_cents: 1000,
	installments: 3,
	bill_month: '2026-11',
	occurred_at: Date.UTC(2026, 10, 10),
	description: 'mercado',
	category_id: 1,
	category_text: null,
	source_id: null,
	source_text: 'Cartão',
	person_id: null,
	person_text: null,
	voided: false,
	...USUAL_VALUES,
	...changes,
})

const start = (...rows: HistoryRow[]) => {
	const metrics = makeMetrics({ timezone: 'America/Sao_Paulo', today: '2026-11-23' })
	metrics.apply(columnsOf(rows))
	return metrics
}

it('gives back what was taken in, of the first row as of the others', () => {
	const rows = [row(0), row(1, { kind: 'income', installments: 1, source_text: null })]
	const metrics = start(...rows)
	expect(rows.map(({ id }) => heldRow(metrics, id))).toEqual(rows.map((held) => ({ row: held, step: 0 })))
})

it('is none of an id that never came', () => {
	expect(heldRow(start(row(0)), idOf(5))).toBeNull()
})

it('of a voided one has the id, the revision and that it is voided', () => {
	const metrics = start(row(0))
	metrics.apply(columnsOf([row(0, { revision: 8, voided: true })]))
	expect(heldRow(metrics, idOf(0))).toMatchObject({
		row: { id: idOf(0), revision: 8, voided: true },
		step: 0,
	})
})

it('says how far after its revision the page made it', () => {
	const metrics = start(row(0))
	metrics.apply(columnsOf([row(0, { amount_cents: 900 })]), { step: 0.25 })
	expect(heldRow(metrics, idOf(0))).toMatchObject({ row: { revision: 7, amount_cents: 900 }, step: 0.25 })
})
