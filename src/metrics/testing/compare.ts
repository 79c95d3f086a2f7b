import { expect } from 'vitest'
import type { Recurring } from '../../ledger/types'
import { usualPace } from '../figures/pace'
import type { Metrics } from '../index'
import { cardHistory } from '../live/card-sums'
import { arrivals } from '../live/import-runs'
import { spentToday } from '../live/made-on'
import { recurrencesOf } from '../live/recurrences'
import { sortedItems } from '../live/sorted-items'
import type { SortOrder } from '../types'
import type { Oracle } from './oracle'

/** What the histories hold now and then: by a text in any letters, by labels, and until a day. */
const RECURRING: Recurring[] = [
	{
		id: 'a',
		name: 'Mercado',
		day: 23,
		amount_cents: 5290,
		kind: 'expense',
		category_id: 1,
		source_id: 2,
		until: null,
	},
	{
		id: 'b',
		name: 'aluguel',
		day: 31,
		amount_cents: 100,
		kind: 'expense',
		category_id: 2,
		source_id: 7,
		until: null,
	},
	{
		id: 'c',
		name: 'uber',
		day: 5,
		amount_cents: 99,
		kind: 'refund',
		category_id: null,
		source_id: 3,
		until: null,
	},
	{
		id: 'd',
		name: 'cafe',
		day: 20,
		amount_cents: 1990,
		kind: 'income',
		category_id: 3,
		source_id: 1,
		until: '2026-11-19',
	},
]

/** Holds every figure of the store to the oracle's. */
export function expectFigures(
	metrics: Metrics,
	oracle: Oracle,
	order: SortOrder = { by: 'date', descending: true },
) {
	const month = oracle.filter.months?.to ?? oracle.today.slice(0, 7)
	expect(metrics.totals()).toEqual(oracle.totals())
	expect(metrics.byCategory()).toEqual(oracle.groups('category'))
	expect(metrics.bySource()).toEqual(oracle.groups('source'))
	expect(metrics.byPerson()).toEqual(oracle.groups('person'))
	expect(metrics.byDay()).toEqual(oracle.days())
	expect(metrics.byDayBefore()).toEqual(oracle.days(true))
	expect(metrics.byMonth(month, 4)).toEqual(oracle.byMonth(month, 4))
	expect(metrics.committed(month)).toEqual(oracle.committed(month))
	expect(metrics.spendingOf(month)).toEqual(oracle.spendingOf(month))
	expect(metrics.comparison()).toEqual(oracle.comparison())
	expect(metrics.projection()).toEqual(oracle.projection())
	expect(metrics.top()).toEqual(oracle.top())
	expect(Array.from(sortedItems(metrics, order), (handle) => metrics.item(handle))).toEqual(
		oracle.items(order),
	)
	expect(metrics.newest(5)).toEqual(oracle.newest(5))
	expect(arrivals(metrics, 5)).toEqual(oracle.newest(5).map((item) => ({ item })))
	expect(metrics.months()).toEqual(oracle.months())
	expect(metrics.size()).toBe(oracle.size())
	expect(spentToday(metrics)).toEqual(oracle.spentToday())
	expect(usualPace(metrics, month)).toEqual(oracle.pace(month))
	const recurrences = recurrencesOf(metrics)
	const known = recurrences.known(RECURRING, month, oracle.today, 777)
	expect(metrics.projection(known)).toEqual(oracle.projection(RECURRING, 777))
	for (const one of RECURRING) {
		const { arrived, ...status } = recurrences.status(one, month, oracle.today)
		const { arrived: expected, ...statusExpected } = oracle.recurring(one, month)
		expect(status).toEqual(statusExpected)
		expect(arrived && metrics.item(arrived.item)?.id).toEqual(expected?.id ?? null)
	}
	for (const source of [1, 7]) expect(cardHistory(metrics, source)).toEqual(oracle.card(source))
}
