import { makeCalendar } from '../ledger/calendar'
import type { TypedColumns } from '../ledger/columns'
import { dayNumber, monthOfDay } from '../ledger/day'
import { monthNumber } from '../ledger/month'
import type { BillMonth, LocalDay, TransactionColumns } from '../ledger/types'
import { DaySeries } from './figures/days'
import { monthPoint, monthsAfter, monthsHeld, monthsUpTo } from './figures/months'
import { compare, project } from './figures/projection'
import { average } from './figures/rounding'
import { Filtered } from './filter/filtered'
import type { TopList } from './live/top-list'
import { Memo, same } from './memo'
import { nextFrame, Publisher } from './publisher'
import { FIRST_MONTH } from './store/month-items'
import type { BillItem, DayPoint, Filter, Metrics, MetricsOptions, SortOrder, Totals } from './types'

/** The largest purchases that are listed. */
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
	return new MetricsStore(options)
}

class MetricsStore implements Metrics {
	private timezone: string
	private today: number
	private filter: Filter = {}
	private filtered: Filtered
	private changes = 0
	private memo = new Memo()
	private readonly days = new DaySeries()
	private readonly daysBefore = new DaySeries()
	private readonly publisher: Publisher

	constructor(options: MetricsOptions) {
		this.timezone = options.timezone
		this.today = dayNumber(options.today ?? makeCalendar(options.timezone).dayAt(Date.now()))
		this.filtered = new Filtered(options.timezone)
		this.publisher = new Publisher(options.nextFrame ?? nextFrame)
	}

	apply(columns: TransactionColumns | TypedColumns): number {
		const news = this.filtered.store.apply(columns)
		if (news > 0) this.changed()
		return news
	}

	clear(): void {
		this.filtered = new Filtered(this.timezone)
		this.filtered.setFilter(this.filter)
		this.memo = new Memo()
		this.changed()
	}

	setTimezone(timezone: string): void {
		if (timezone === this.timezone) return
		this.filtered.setTimezone(timezone)
		this.timezone = timezone
		this.changed()
	}

	setFilter(filter: Filter): void {
		const unchanged = same(filter, this.filter)
		this.filter = filter
		if (unchanged) return
		this.filtered.setFilter(filter)
		this.changed()
	}

	setToday(day: LocalDay): void {
		const number = dayNumber(day)
		if (number === this.today || Number.isNaN(number)) return
		this.today = number
		this.changed()
	}

	size = () => this.filtered.store.live
	skipped = () => this.filtered.store.skipped
	version = () => this.changes
	subscribe = (listener: () => void) => this.publisher.subscribe(listener)

	totals = () => this.shown('totals', () => this.sumUp())
	byCategory = () => this.shown('byCategory', () => this.filtered.sums().categories.groups())
	bySource = () => this.shown('bySource', () => this.filtered.sums().sources.groups())
	byPerson = () => this.shown('byPerson', () => this.filtered.sums().people.groups())
	byDay = () => this.wide('byDay', () => this.days.read(this.filtered, this.filtered.range))
	byDayBefore = () => this.wide('byDayBefore', () => this.readDaysBefore())
	byMonth = (last: BillMonth, months: number) =>
		this.wide(`byMonth ${last} ${months}`, () => monthsUpTo(this.filtered, last, months))
	committed = (month: BillMonth) => this.wide(`committed ${month}`, () => monthsAfter(this.filtered, month))
	spendingOf = (month: BillMonth) =>
		this.wide(`spendingOf ${month}`, () => monthPoint(this.filtered, monthNumber(month) - FIRST_MONTH, true))
	comparison = () => this.wide('comparison', () => compare(this.filtered, this.lastMonth(), this.today))
	projection = () => this.wide('projection', () => project(this.filtered, this.lastMonth(), this.today))
	months = () => this.wide('months', () => monthsHeld(this.filtered))
	top = () => this.listed('top', this.filtered.largest, this.filtered.largestSpending(TOP))
	newest = (limit: number) =>
		this.listed(`newest ${limit}`, this.filtered.newest, this.filtered.newestTransactions(limit))
	items = (order: SortOrder) => this.filtered.sorted.read(order)
	item = (id: number) => (this.filtered.store.has(id) ? this.filtered.store.item(id) : null)

	private changed(): void {
		this.changes++
		this.publisher.announce()
	}

	/** A figure of what the filter shows: computed anew only when that changed. */
	private shown<T>(name: string, compute: () => T): T {
		return this.memo.read(name, this.filtered.version, compute)
	}

	/** A figure of more than that: each month keeps its own part, so asking again costs little. */
	private wide<T>(name: string, compute: () => T): T {
		return this.memo.read(name, this.changes, compute)
	}

	/**
	 * The items of a top list: made anew only when one of them came, went or changed (which takes it out and puts it back); most
	 * changes are of others. The ids are found first, since finding them may move the list's version.
	 */
	private listed(name: string, list: TopList, ids: Int32Array): readonly BillItem[] {
		return this.memo.read(name, list.version, () => Array.from(ids, (id) => this.filtered.store.item(id)))
	}

	private readDaysBefore(): readonly DayPoint[] {
		const { from, to } = this.filtered.range
		const before = { from: from - (to - from + 1), to: from - 1 }
		return this.filter.months ? this.daysBefore.read(this.filtered, before) : []
	}

	private sumUp(): Totals {
		const { expense, income, spending } = this.filtered.sums()
		return {
			expense: { ...expense },
			income: { ...income },
			balance: income.cents - expense.cents,
			average: average(spending.cents, spending.count),
			median: this.filtered.spendingMedian(),
		}
	}

	/** The month that comparison and projection look at. */
	private lastMonth(): number {
		const last = this.filter.months ? monthNumber(this.filter.months.to) : Number.NaN
		return (Number.isNaN(last) ? monthOfDay(this.today) : last) - FIRST_MONTH
	}
}
