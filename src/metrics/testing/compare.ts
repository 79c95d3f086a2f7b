import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { Recurring } from '../../ledger/types'
import { usualPace } from '../figures/pace'
import type { Metrics } from '../index'
import { cardHistory } from '../live/card-sums'
import { spentToday } from '../live/made-on'
import { arrivals, newest } from '../live/newest'
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

/** As `toEqual`, which says what differs and is slow: it is asked only where something does. */
function expectSame(figure: unknown, expected: unknown): void {
	if (!isDeepStrictEqual(figure, expected)) expect(figure).toEqual(expected)
}

/** Holds every figure of the store to the oracle's. */
export function expectFigures(
	metrics: Metrics,
	oracle: Oracle,
	order: SortOrder = { by: 'date', descending: true },
) {
	const month = oracle.filter.months?.to ?? oracle.today.slice(0, 7)
	expectSame(metrics.totals(), oracle.totals())
	expectSame(metrics.byCategory(), oracle.groups('category'))
	expectSame(metrics.bySource(), oracle.groups('source'))
	expectSame(metrics.byPerson(), oracle.groups('person'))
	expectSame(metrics.byDay(), oracle.days())
	expectSame(metrics.byDayBefore(), oracle.days(true))
	expectSame(metrics.byMonth(month, 4), oracle.byMonth(month, 4))
	expectSame(metrics.committed(month), oracle.committed(month))
	expectSame(metrics.spendingOf(month), oracle.spendingOf(month))
	expectSame(metrics.comparison(), oracle.comparison())
	expectSame(metrics.projection(), oracle.projection())
	expectSame(metrics.top(), oracle.top())
	expectSame(
		Array.from(sortedItems(metrics, order), (handle) => metrics.item(handle)),
		oracle.items(order),
	)
	expectSame(newest(metrics, 5), oracle.newest(5))
	expectSame(
		arrivals(metrics, 5),
		oracle.newest(5).map((item) => ({ item })),
	)
	expectSame(metrics.months(), oracle.months())
	expectSame(metrics.size(), oracle.size())
	expectSame(spentToday(metrics), oracle.spentToday())
	expectSame(usualPace(metrics, month), oracle.pace(month))
	const recurrences = recurrencesOf(metrics)
	const known = recurrences.known(RECURRING, month, oracle.today, 777)
	expectSame(metrics.projection(known), oracle.projection(RECURRING, 777))
	for (const one of RECURRING) {
		const { arrived, ...status } = recurrences.status(one, month, oracle.today)
		const { arrived: expected, ...statusExpected } = oracle.recurring(one, month)
		expectSame(status, statusExpected)
		expectSame(arrived && metrics.item(arrived.item)?.id, expected?.id ?? null)
	}
	for (const source of [1, 7]) expectSame(cardHistory(metrics, source), oracle.card(source))
}
