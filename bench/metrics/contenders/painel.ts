import { dayNumber } from '../../../src/ledger/day'
import { monthName } from '../../../src/ledger/month'
import { type Metrics, makeMetrics } from '../../../src/metrics'
import type { BillItem, DayPoint, Group, Totals } from '../../../src/metrics/types'
import type { Contender, Sums } from '../contender'
import { sortSums } from '../contender'
import { BASIS, TIMEZONE, TODAY } from '../generate'
import { itemKey } from '../items'

interface Answer {
	totals: Totals
	categories: readonly Group[]
	sources: readonly Group[]
	people: readonly Group[]
	days: readonly DayPoint[]
	top: readonly BillItem[]
}

/** The store under test. It takes transactions and expands them itself. */
export default function painel(): Contender<Answer> {
	let metrics: Metrics
	const sums = (groups: readonly Group[]): Sums =>
		sortSums(groups.map(({ id, cents, items }) => [id ?? 0, cents, items]))

	/** What a page reads. */
	const figures = (): Answer => ({
		totals: metrics.totals(),
		categories: metrics.byCategory(),
		sources: metrics.bySource(),
		people: metrics.byPerson(),
		days: metrics.byDay(),
		top: metrics.top(),
	})

	return {
		async load(columns) {
			metrics = makeMetrics({ timezone: TIMEZONE, today: TODAY, basis: BASIS })
			metrics.apply(columns)
		},
		async read({ from, to, categories, text }) {
			metrics.setFilter({ months: { from: monthName(from), to: monthName(to) }, categories, text })
			return figures()
		},
		async change({ columns }) {
			metrics.apply(columns)
		},
		async reread() {
			return figures()
		},
		comparable: ({ totals, categories, sources, people, days, top }) => ({
			expense: [totals.expense.cents, totals.expense.items],
			income: [totals.income.cents, totals.income.items],
			median: totals.median,
			categories: sums(categories),
			sources: sums(sources),
			people: sums(people),
			days: sortSums(days.map(({ day, cents, items }) => [dayNumber(day), cents, items])),
			top: top.map(({ id, installment, cents }) => [itemKey(id, installment), cents]),
		}),
	}
}
