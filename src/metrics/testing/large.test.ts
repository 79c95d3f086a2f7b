// @module-tag ci
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../fixtures/random'
import { limits } from '../../../scripts/testing/limits'
import { KINDS, USUAL_VALUES } from '../../ledger/columns'
import { makeMetrics } from '../index'
import { sortedItems } from '../live/sorted-items'
import type { Filter } from '../types'
import { expectFigures } from './compare'
import { columnsOf, idOf, typedOf, ZONES } from './histories'
import { type HistoryRow, Oracle } from './oracle'

const TODAY = '2026-11-23'
/** Enough for the median to sample, the largest to overflow their buffer, descriptions to be joined. */
const ROWS = 10_000

const SEEDS = Array.from(
	{ length: Number(process.env.PAINEL_RUNS ?? 0) > 150 ? 5 : 1 },
	(_, index) => index + 1,
)

/** The same numbers for the same seed. */
function stream(seed: number): (below: number) => number {
	const random = seededRandom(seed)
	return (below) => Math.floor(random() * below)
}

function makeRow(below: (limit: number) => number, id: number, revision: number): HistoryRow {
	const day = below(75)
	return {
		id: idOf(id),
		revision,
		kind: KINDS[below(40)] ?? 'expense',
		// A third of the amounts are one and the same, so that ties reach over every bound.
		amount_cents: below(3) === 0 ? 99_900 : 1 + below(120_000),
		installments: below(30) === 0 ? 2 + below(4) : 1,
		bill_month: day < 30 ? '2026-10' : '2026-11',
		occurred_at: Date.UTC(2026, 9, 1 + (day % 52), below(24), below(60)),
		description: `${['Café', 'mercado', 'Açougue'][below(3)]} ${below(6000)}`,
		category_id: below(8) || null,
		category_text: null,
		source_id: below(4),
		source_text: null,
		person_id: below(3) || null,
		person_text: null,
		voided: false,
		...USUAL_VALUES,
	}
}

const filters: Filter[] = [
	{ months: { from: '2026-11', to: '2026-11' } },
	{ months: { from: '2026-10', to: '2026-12' }, categories: [1, 2, null] },
	{ text: 'café 1' },
	{ kind: 'income' },
	{ day: '2026-11-02' },
	{},
]

describe('a large history', () => {
	it.each(SEEDS)(
		'keeps every figure equal to the oracle through small and large batches, seed %i',
		{ timeout: limits.randomCases },
		(seed) => {
			const below = stream(seed)
			const metrics = makeMetrics({ timezone: ZONES[0]!, today: TODAY })
			const oracle = new Oracle(ZONES[0]!, TODAY)
			let revision = 0
			const take = (rows: HistoryRow[]) => {
				const columns = revision % 2 === 0 ? typedOf(rows) : columnsOf(rows)
				expect(metrics.apply(columns)).toBe(oracle.apply(rows))
			}
			take(Array.from({ length: ROWS }, (_, id) => makeRow(below, id, ++revision)))

			for (const filter of filters) {
				metrics.setFilter(filter)
				oracle.filter = filter
				expectFigures(metrics, oracle, { by: 'amount', descending: true })
				// The largest of what is shown are voided one by one, until the buffer has to be made anew.
				for (let turn = 0; turn < 15; turn++) {
					const leader = metrics.top()[0]
					if (leader) take([{ ...makeRow(below, 0, ++revision), id: leader.id, voided: true }])
					take([makeRow(below, below(ROWS + 50), ++revision)])
					metrics.totals()
					sortedItems(metrics, { by: 'amount', descending: true })
				}
				expect(metrics.top()).toEqual(oracle.top())
				expect(metrics.totals()).toEqual(oracle.totals())
				take(Array.from({ length: 600 }, () => makeRow(below, below(ROWS), ++revision)))
				expectFigures(metrics, oracle, { by: 'description', descending: seed % 2 === 1 })
			}

			take(
				Array.from({ length: ROWS + 50 }, (_, id) => ({ ...makeRow(below, id, ++revision), voided: true })),
			)
			expect(metrics.size()).toBe(0)
			expectFigures(metrics, oracle)
		},
	)
})
