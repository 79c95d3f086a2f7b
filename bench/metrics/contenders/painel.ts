import { dayNumber } from '../../../src/ledger/day'
import { monthName } from '../../../src/ledger/month'
import { makeMetrics } from '../../../src/metrics/metrics'
import type { Group, Metrics } from '../../../src/metrics/types'
import type { Contender, Figures, Sums } from '../contender'
import { sortSums } from '../contender'
import { TIMEZONE, TODAY } from '../generate'
import { itemKey } from '../items'

/** The store under test. It takes transactions and expands them itself. */
export default function painel(): Contender {
	let metrics: Metrics
	const sums = (groups: readonly Group[]): Sums =>
		sortSums(groups.map(({ id, cents, count }) => [id ?? 0, cents, count]))

	/** What a page reads; the comparable form is made from it afterwards. */
	function figures() {
		return {
			totals: metrics.totals(),
			categories: metrics.byCategory(),
			sources: metrics.bySource(),
			people: metrics.byPerson(),
			days: metrics.byDay(),
			top: metrics.top(),
		}
	}

	function comparable({
		totals,
		categories,
		sources,
		people,
		days,
		top,
	}: ReturnType<typeof figures>): Figures {
		return {
			expense: [totals.expense.cents, totals.expense.count],
			income: [totals.income.cents, totals.income.count],
			median: totals.median,
			categories: sums(categories),
			sources: sums(sources),
			people: sums(people),
			days: sortSums(days.map(({ day, cents, count }) => [dayNumber(day), cents, count])),
			top: top.map(({ id, installment, cents }) => [itemKey(id, installment), cents]),
		}
	}

	return {
		async load(columns) {
			metrics = makeMetrics({ timezone: TIMEZONE, today: TODAY })
			metrics.apply(columns)
		},
		async read({ from, to, categories, text }) {
			metrics.setFilter({ months: { from: monthName(from), to: monthName(to) }, categories, text })
			return comparable(figures())
		},
		async change({ columns }) {
			metrics.apply(columns)
		},
		async reread() {
			return comparable(figures())
		},
	}
}
