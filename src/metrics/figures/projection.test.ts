import { describe, expect, it } from 'vitest'
import { USUAL_VALUES } from '../../ledger/columns'
import { addDays } from '../../ledger/day'
import { makeMetrics } from '../index'
import { columnsOf, idOf } from '../testing/histories'
import type { HistoryRow } from '../testing/oracle'

const purchase = (number: number, day: string, amount_cents: number): HistoryRow => ({
	id: idOf(number),
	revision: number + 1,
	kind: 'expense',
	amount_cents,
	installments: 1,
	bill_month: day.slice(0, 7),
	occurred_at: Date.parse(`${day}T15:00:00Z`),
	description: 'mercado',
	category_id: 1,
	category_text: null,
	source_id: null,
	source_text: null,
	person_id: null,
	person_text: null,
	voided: false,
	...USUAL_VALUES,
})

/** A ledger of `purchases` (day, cents), on the day `today`, looking at one bill month. */
function looking(at: { today: string; month: string }, purchases: [day: string, cents: number][]) {
	const metrics = makeMetrics({ timezone: 'America/Sao_Paulo', today: at.today })
	metrics.apply(columnsOf(purchases.map(([day, cents], number) => purchase(number, day, cents))))
	metrics.setFilter({ months: { from: at.month, to: at.month } })
	return metrics
}

describe('the comparison', () => {
	const purchases: [string, number][] = [
		['2026-10-10', 4_000],
		['2026-10-30', 6_000],
		['2026-11-05', 3_000],
		['2026-11-28', 2_000],
		['2026-12-05', 1_000],
	]
	it.each([
		['over: whole', '2026-10', { current: 10_000, sameDay: 0, whole: 0, change: null }],
		["today's: so far", '2026-11', { current: 3_000, sameDay: 4_000, whole: 10_000, change: -0.25 }],
		['to come: whole', '2026-12', { current: 1_000, sameDay: 5_000, whole: 5_000, change: -0.8 }],
		['to come, nothing yet', '2027-01', { current: 0, sameDay: 1_000, whole: 1_000, change: -1 }],
		['to come, after nothing', '2027-03', { current: 0, sameDay: 0, whole: 0, change: null }],
	])('of a month that is %s', (_, month, expected) => {
		expect(looking({ today: '2026-11-26', month }, purchases).comparison()).toEqual(expected)
	})
})

describe('the projection', () => {
	/** R$ 100 on every day from `from` to `to`. */
	const daily = (from: string, to: string) => {
		const purchases: [string, number][] = []
		for (let day = from; day <= to; day = addDays(day, 1)) purchases.push([day, 10_000])
		return purchases
	}
	it.each([
		['2026-02-28', 280_000],
		['2026-02-27', 280_000],
		['2026-02-10', 280_000],
		['2028-02-28', 290_000],
		['2026-04-30', 300_000],
		// 30 January and 30 March, but no 30 February.
		['2026-04-29', 290_000 + 6_667],
	])('adds no day that the month does not have: %s', (today, cents) => {
		// The three months before, and this one so far.
		const from = `${Number(today.slice(0, 4)) - 1}-11-01`
		const metrics = looking({ today, month: today.slice(0, 7) }, daily(from, today))
		expect(metrics.projection()).toMatchObject({ cents, method: 'history' })
	})

	it('of a long month counts the days that the short ones before it had', () => {
		const metrics = looking({ today: '2026-03-27', month: '2026-03' }, daily('2025-12-01', '2026-03-27'))
		// To come: 28 February, 28 to 31 January, 28 to 31 December.
		expect(metrics.projection().cents).toBe(270_000 + 30_000)
	})

	it('of a ledger without a month before keeps up its pace from the third day on', () => {
		const on = (today: string) => looking({ today, month: '2026-11' }, [['2026-11-10', 10_000]]).projection()
		const certain = { cents: 10_000, committed: 10_000, method: 'early' }
		expect([on('2026-11-10'), on('2026-11-11')]).toEqual([certain, certain])
		// A third of it a day, and eighteen days more of November.
		expect(on('2026-11-12')).toEqual({ cents: 10_000 + 60_000, committed: 10_000, method: 'pace' })
	})

	it('has no pace before the first purchase, be it tomorrow', () => {
		const metrics = looking({ today: '2026-11-10', month: '2026-11' }, [['2026-11-11', 10_000]])
		expect(metrics.projection()).toEqual({ cents: 10_000, committed: 10_000, method: 'early' })
	})
})
