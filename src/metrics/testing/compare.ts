import { expect } from 'vitest'
import { usualPace } from '../figures/pace'
import type { Metrics } from '../index'
import { cardHistory } from '../live/card-sums'
import { spentToday } from '../live/made-on'
import { sortedItems } from '../live/sorted-items'
import type { SortOrder } from '../types'
import type { Oracle } from './oracle'

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
	expect(metrics.months()).toEqual(oracle.months())
	expect(metrics.size()).toBe(oracle.size())
	expect(spentToday(metrics)).toEqual(oracle.spentToday())
	expect(usualPace(metrics, month)).toEqual(oracle.pace(month))
	for (const source of [1, 7]) expect(cardHistory(metrics, source)).toEqual(oracle.card(source))
}
