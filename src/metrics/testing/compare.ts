import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { Recurring } from '../../ledger/types'
import { usualPace } from '../figures/pace'
import type { Metrics } from '../index'
import { cardHistory } from '../live/card-sums'
import { spentToday } from '../live/made-on'
import { arrivals } from '../live/newest'
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

/** As `toEqual`, which says what differs and is slow: it is asked only where something does. `about` names what was compared. */
export function expectEqual(found: unknown, expected: unknown, about?: object): void {
	if (!isDeepStrictEqual(found, expected)) expect(found, about && JSON.stringify(about)).toEqual(expected)
}

/** Holds every figure of the store to the oracle's. */
export function expectFigures(
	metrics: Metrics,
	oracle: Oracle,
	order: SortOrder = { by: 'date', descending: true },
) {
	const month = oracle.filter.months?.to ?? oracle.today.slice(0, 7)
	expectEqual(metrics.totals(), oracle.totals())
	expectEqual(metrics.byCategory(), oracle.groups('category'))
	expectEqual(metrics.bySource(), oracle.groups('source'))
	expectEqual(metrics.byPerson(), oracle.groups('person'))
	expectEqual(metrics.byDay(), oracle.days())
	expectEqual(metrics.byDayBefore(), oracle.days(true))
	expectEqual(metrics.byMonth(month, 4), oracle.byMonth(month, 4))
	expectEqual(metrics.committed(month), oracle.committed(month))
	expectEqual(metrics.spendingOf(month), oracle.spendingOf(month))
	expectEqual(metrics.comparison(), oracle.comparison())
	expectEqual(metrics.projection(), oracle.projection())
	expectEqual(metrics.top(), oracle.top())
	expectEqual(
		Array.from(sortedItems(metrics, order), (handle) => metrics.item(handle)),
		oracle.items(order),
	)
	expectEqual(
		arrivals(metrics, 5),
		oracle.newest(5).map((item) => ({ item })),
	)
	expectEqual(metrics.months(), oracle.months())
	expectEqual(metrics.size(), oracle.size())
	expectEqual(spentToday(metrics), oracle.spentToday())
	expectEqual(usualPace(metrics, month), oracle.pace(month))
	const recurrences = recurrencesOf(metrics)
	const known = recurrences.known(RECURRING, month, oracle.today, 777)
	expectEqual(metrics.projection(known), oracle.projection(RECURRING, 777))
	for (const one of RECURRING) {
		const { arrived, ...status } = recurrences.status(one, month, oracle.today)
		const { arrived: expected, ...statusExpected } = oracle.recurring(one, month)
		expectEqual(status, statusExpected)
		expectEqual(arrived && metrics.item(arrived.item)?.id, expected?.id ?? null)
	}
	for (const source of [1, 7]) expectEqual(cardHistory(metrics, source), oracle.card(source))
}
