import { expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { addMonths } from '../../ledger/month'
import { makeMetrics } from '../index'
import { columnsOf, historyRow } from '../testing/histories'
import { type HistoryRow, Oracle } from '../testing/oracle'

// A purchase counts once in a range of months, also where its parts were moved so that they lie before and behind its first month.

const TIMEZONE = 'America/Sao_Paulo'
const TODAY = '2026-11-23'

const months = fc.integer({ min: 0, max: 7 }).map((later) => addMonths('2026-06', later))
const moved: fc.Arbitrary<HistoryRow> = fc
	.tuple(historyRow, fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }), fc.option(months))
	.map(([row, installments, from, to]) => ({
		...row,
		kind: row.kind === 'transfer' ? 'expense' : row.kind,
		installments,
		part: null,
		parts: null,
		bill_month: '2026-06',
		moves: from > installments ? row.moves : [[from, to]],
	}))
const rows = fc.array(moved, { minLength: 1, maxLength: 8 })
/** A range, and at times one day, on which parts of any month in it may lie. */
const range = fc
	.tuple(months, months, fc.option(fc.integer({ min: 1, max: 28 })), months)
	.map(([one, other, date, of]) => {
		const [from, to] = [one, other].sort() as [string, string]
		return { months: { from, to }, day: date === null ? null : `${of}-${String(date).padStart(2, '0')}` }
	})

it('counts each purchase of a range once, whatever was moved, undone and read before', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(rows, range), { minLength: 1, maxLength: 4 }), (steps) => {
			const metrics = makeMetrics({ timezone: TIMEZONE, today: TODAY })
			const oracle = new Oracle(TIMEZONE, TODAY)
			for (const [batch, filter] of steps) {
				metrics.setFilter(filter)
				oracle.filter = filter
				expect(metrics.totals()).toEqual(oracle.totals())
				metrics.apply(columnsOf(batch))
				oracle.apply(batch)
				expect(metrics.totals()).toEqual(oracle.totals())
			}
		}),
		{ numRuns: 300 },
	)
})
