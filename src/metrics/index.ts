import { makeCalendar } from '../ledger/calendar'
import { dayNumber, monthOfDay } from '../ledger/day'
import { monthNumber } from '../ledger/month'
import { DaySeries } from './figures/days'
import { monthsAfter, monthsHeld, monthsUpTo, plainMonthPoint } from './figures/months'
import { compare, project } from './figures/projection'
import { largest, listed, newest } from './figures/top-items'
import { totalsOf } from './figures/totals'
import { Filtered } from './filter/filtered'
import type { Leaders } from './live/leaders'
import { Memo, same } from './memo'
import { makePublisher, nextFrame } from './publisher'
import { FIRST_MONTH } from './store/rows'
import type { Filter, Metrics, MetricsOptions } from './types'

const TOP = 10

/**
 * A metrics store: columns of transactions in, figures of bill items out, exact to the cent.
 *
 * @example
 * const metrics = makeMetrics({ timezone: 'America/Sao_Paulo' })
 * metrics.apply(columns) // as `ledger_changes` answers them
 * metrics.setFilter({ months: { from: '2026-11', to: '2026-11' } })
 * metrics.totals().expense.cents
 */
export function makeMetrics(options: MetricsOptions): Metrics {
	let timezone = options.timezone
	let today = dayNumber(options.today ?? makeCalendar(timezone).dayAt(Date.now()))
	let filter: Filter = {}
	let view = new Filtered(timezone)
	let version = 0
	let remembered = new Memo()
	const days = new DaySeries()
	const daysBefore = new DaySeries()
	const { announce, subscribe } = makePublisher(options.nextFrame ?? nextFrame)

	function changed(): void {
		version++
		announce()
	}

	/** A figure of what the filter shows: computed anew only when that changed. */
	const shown = <T>(name: string, compute: () => T): T => remembered.read(name, view.version, compute)
	/** A figure of more than that: each month keeps its own part, so asking again costs little. */
	const wide = <T>(name: string, compute: () => T): T => remembered.read(name, version, compute)

	/**
	 * A list of leaders: made anew only when one of them came, went or changed (which takes it out and puts it back), and most
	 * changes are of items that lead nothing. The handles come first, for finding them may be what moves the version.
	 */
	const leading = (name: string, leaders: Leaders, handles: Int32Array) =>
		remembered.read(name, leaders.version, () => listed(view, handles))

	function monthsBefore() {
		const { from, to } = view.months
		return { from: from - (to - from + 1), to: from - 1 }
	}

	/** The month that comparison and projection look at. */
	function outlookMonth(): number {
		const last = filter.months ? monthNumber(filter.months.to) : Number.NaN
		return (Number.isNaN(last) ? monthOfDay(today) : last) - FIRST_MONTH
	}

	return {
		apply(columns) {
			const news = view.store.apply(columns)
			if (news > 0) changed()
			return news
		},
		clear() {
			view = new Filtered(timezone)
			view.setFilter(filter)
			remembered = new Memo()
			changed()
		},
		setTimezone(next) {
			if (next === timezone) return
			view.setTimezone(next)
			timezone = next
			changed()
		},
		setFilter(next) {
			const unchanged = same(next, filter)
			filter = next
			if (unchanged) return
			view.setFilter(next)
			changed()
		},
		filter: () => filter,
		setToday(day) {
			const number = dayNumber(day)
			if (number === today || Number.isNaN(number)) return
			today = number
			changed()
		},

		size: () => view.store.live,
		skipped: () => view.store.skipped,
		version: () => version,
		subscribe,

		totals: () => shown('totals', () => totalsOf(view)),
		byCategory: () => shown('byCategory', () => view.sums().categories.groups()),
		bySource: () => shown('bySource', () => view.sums().sources.groups()),
		byPerson: () => shown('byPerson', () => view.sums().people.groups()),
		byDay: () => wide('byDay', () => days.read(view, view.months)),
		byDayBefore: () =>
			wide('byDayBefore', () => (filter.months ? daysBefore.read(view, monthsBefore()) : [])),
		byMonth: (last, months) => wide(`byMonth ${last} ${months}`, () => monthsUpTo(view, last, months)),
		committed: (month) => wide(`committed ${month}`, () => monthsAfter(view, month)),
		spendingOf: (month) =>
			wide(`spendingOf ${month}`, () => plainMonthPoint(view, monthNumber(month) - FIRST_MONTH)),
		comparison: () => wide('comparison', () => compare(view, outlookMonth(), today)),
		projection: () => wide('projection', () => project(view, outlookMonth(), today)),
		top: () => leading('top', view.top, largest(view, TOP)),
		items: (order) => view.order.read(order),
		item: (handle) => (view.store.has(handle) ? view.store.item(handle) : null),
		newest: (limit) => leading(`newest ${limit}`, view.newest, newest(view, limit)),
		months: () => wide('months', () => monthsHeld(view)),
	}
}
