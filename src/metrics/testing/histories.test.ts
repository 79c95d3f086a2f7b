import { describe, expect, it, vi } from 'vitest'
import fc from '../../../fixtures/property'
import { type Metrics, makeMetrics } from '../index'
import { arrivals } from '../live/newest'
import { sortedItems } from '../live/sorted-items'
import type { SortOrder } from '../types'
import { expectFigures } from './compare'
import { anyFilter, anyOrder, anyStep, columnsOf, historyRow, idOf, type Step, typedOf } from './histories'
import { type HistoryRow, Oracle } from './oracle'

const numRuns = Number(process.env.PAINEL_RUNS ?? 150)
vi.setConfig({ testTimeout: 20_000 + numRuns * 100 })
const TIMEZONE = 'America/Sao_Paulo'
const TODAY = '2026-11-23'
const start = () => ({
	metrics: makeMetrics({ timezone: TIMEZONE, today: TODAY }),
	oracle: new Oracle(TIMEZONE, TODAY),
})

/** Rows that void each of `ids` at a revision above all others. */
function voids(count: number): HistoryRow[] {
	const [row] = fc.sample(historyRow, 1)
	return Array.from({ length: count }, (_, number) => ({
		...row!,
		id: idOf(number),
		revision: 1000,
		voided: true,
	}))
}

function take(step: Step, metrics: Metrics, oracle: Oracle, order?: SortOrder): void {
	switch (step.do) {
		case 'rows':
			expect(metrics.apply(step.typed ? typedOf(step.rows) : columnsOf(step.rows))).toBe(
				oracle.apply(step.rows),
			)
			break
		case 'filter':
			metrics.setFilter(step.filter)
			oracle.filter = step.filter
			break
		case 'today':
			metrics.setToday(step.today)
			oracle.today = step.today
			break
		case 'timezone':
			metrics.setTimezone(step.timezone)
			oracle.setTimezone(step.timezone)
			break
		case 'basis':
			metrics.setBasis(step.basis)
			oracle.setBasis(step.basis)
			break
		case 'void everything':
			metrics.apply(columnsOf(voids(15)))
			oracle.apply(voids(15))
			break
		case 'clear':
			metrics.clear()
			oracle.clear()
			break
		case 'read':
			expectFigures(metrics, oracle, step.order ?? order)
	}
}

describe('every figure equals the oracle', () => {
	it('after any history of rows, filters, days and timezones, read at any time', () => {
		fc.assert(
			fc.property(fc.array(anyStep, { maxLength: 14 }), anyOrder, (steps, order) => {
				const { metrics, oracle } = start()
				for (const step of steps) take(step, metrics, oracle, order)
				expectFigures(metrics, oracle, order)
			}),
			{ numRuns },
		)
	})

	it('in any order and batch size of the same rows', () => {
		// One content for each (id, revision), as a ledger has it.
		const ledger = fc.uniqueArray(historyRow, {
			selector: (row) => `${row.id} ${row.revision}`,
			minLength: 1,
			maxLength: 40,
		})
		const shuffled = ledger.chain((rows) =>
			fc.tuple(
				fc.constant(rows),
				fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }),
				fc.integer({ min: 1, max: 20 }),
			),
		)
		fc.assert(
			fc.property(shuffled, anyFilter, (sample, filter) => {
				const [rows, mixed, size] = sample
				const { metrics, oracle } = start()
				metrics.setFilter(filter)
				oracle.filter = filter
				for (let at = 0; at < mixed.length; at += size) {
					metrics.apply(columnsOf(mixed.slice(at, at + size)))
					metrics.totals()
					metrics.top()
				}
				oracle.apply(rows)
				expectFigures(metrics, oracle)
			}),
			{ numRuns: Math.ceil(numRuns / 3) },
		)
	})

	it('among many ties, while the first of the largest and of the newest are voided one by one', () => {
		const tied = historyRow.map((row) => ({
			...row,
			amount_cents: 500,
			installments: 1,
			part: null,
			parts: null,
			moves: null,
			revision: 1,
			voided: false,
		}))
		const ledger = fc.array(tied, { minLength: 150, maxLength: 150 })
		fc.assert(
			fc.property(ledger, (sample) => {
				const { metrics, oracle } = start()
				const rows = sample.map((row, number) => ({ ...row, id: idOf(number) }))
				for (const kind of ['expense', 'income'] as const) {
					metrics.setFilter({ kind })
					oracle.filter = { kind }
					const batch = rows.map((row) => ({
						...row,
						kind,
						id: row.id.replace(/^0/, kind === 'income' ? '1' : '0'),
					}))
					metrics.apply(columnsOf(batch))
					oracle.apply(batch)
					for (let turn = 0; turn < 120; turn++) {
						const first = turn % 2 === 0 ? metrics.top()[0]! : arrivals(metrics, 5)[0]!.item!
						const voided = { ...rows[0]!, id: first.id, revision: 1000 + turn, voided: true }
						metrics.apply(columnsOf([voided]))
						oracle.apply([voided])
						expect(metrics.top()).toEqual(oracle.top())
						expect(arrivals(metrics, 5)).toEqual(oracle.newest(5).map((item) => ({ item })))
					}
				}
			}),
			{ numRuns: 2 },
		)
	})

	it('and is exactly zero or empty once everything is voided', () => {
		fc.assert(
			fc.property(fc.array(anyStep, { maxLength: 8 }), (steps) => {
				const { metrics, oracle } = start()
				for (const step of steps) take(step, metrics, oracle)
				metrics.setFilter({})
				metrics.totals()
				metrics.apply(columnsOf(voids(15)))
				const none = { cents: 0, count: 0, items: 0 }
				expect(metrics.totals()).toEqual({
					expense: none,
					income: none,
					refund: none,
					spending: none,
					balance: 0,
					average: null,
					median: null,
				})
				for (const list of [
					metrics.byCategory(),
					metrics.byDay(),
					metrics.top(),
					arrivals(metrics, 9),
					metrics.months(),
				])
					expect(list).toEqual([])
				expect(metrics.committed('2026-01')).toEqual([])
				expect(sortedItems(metrics, { by: 'date', descending: true })).toHaveLength(0)
				expect(metrics.projection().cents).toBe(0)
				expect(metrics.size()).toBe(0)
			}),
			{ numRuns: Math.ceil(numRuns / 3) },
		)
	})
})
