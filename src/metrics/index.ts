import { makeCalendar } from '../ledger/calendar'
import type { TypedColumns } from '../ledger/columns'
import { dayNumber, monthOfDay } from '../ledger/day'
import { monthName, monthNumber } from '../ledger/month'
import { average } from '../ledger/rounding'
import { same } from '../ledger/same'
import type { Basis, BillMonth, LocalDay, TransactionColumns } from '../ledger/types'
import { daysIn } from './figures/days'
import { monthPoint, monthsAfter, monthsUpTo } from './figures/months'
import { compare, NOTHING_KNOWN, project } from './figures/projection'
import { Filtered } from './filter/filtered'
import { Memo } from './memo'
import { nextFrame, Publisher } from './publisher'
import { EXPENSE, INCOME, REFUND } from './store/combos'
import { FIRST_MONTH } from './store/month-items'
import type {
	Applied,
	BillItem,
	Filter,
	Group,
	MetricsOptions,
	MonthPoint,
	Projection,
	Totals,
} from './types'

/** The largest purchases that are listed. */
const TOP = 10

/**
 * The metrics store: columns of transactions in, figures out, exact to the cent, by bill or by purchase. Reading is lazy and
 * cached; a change costs its delta. Figures count live items that pass the filter. Spending means expenses less refunds, or what
 * the filter asks for where it asks for one kind. A figure that did not change keeps its identity (`===`), and must not be changed by its
 * reader.
 *
 * @example
 * const metrics = makeMetrics({ timezone: 'America/Sao_Paulo' })
 * metrics.apply(columns) // as `ledger_changes` answers them
 * metrics.setFilter({ months: { from: '2026-11', to: '2026-11' } })
 * metrics.totals().expense.cents
 */
export class Metrics {
	private today: number
	private filter: Filter = {}
	private filtered: Filtered
	private changes = 0
	private memo = new Memo()
	private readonly publisher: Publisher

	constructor(options: MetricsOptions) {
		this.today = dayNumber(options.today ?? makeCalendar(options.timezone).dayAt(Date.now()))
		this.filtered = new Filtered(options.timezone, options.basis ?? 'bill')
		this.publisher = new Publisher(options.nextFrame ?? nextFrame)
	}

	/**
	 * Applies a batch by "newest revision wins". Answers how many rows were news. Never throws for bad rows: they are skipped and
	 * counted in `skipped()`.
	 */
	apply(columns: TransactionColumns | TypedColumns, how: Applied = {}): number {
		const news = this.filtered.store.apply(columns, how)
		if (news > 0) this.changed()
		return news
	}

	/** Forgets everything. */
	clear(): void {
		this.filtered = new Filtered(this.timezone(), this.basis())
		this.filtered.setFilter(this.filter)
		this.memo = new Memo()
		this.changed()
	}

	/** How months are counted. */
	basis = (): Basis => this.filtered.store.basis
	private timezone = (): string => this.filtered.store.calendar.timezone

	/** Days move with the timezone; bill months stay as the server gave them. */
	setTimezone = (timezone: string): void => this.rebuild(timezone, this.basis())
	/** Counts by bill or by purchase from now on. It costs less than loading the same rows. */
	setBasis = (basis: Basis): void => this.rebuild(this.timezone(), basis)

	private rebuild(timezone: string, basis: Basis): void {
		if (timezone === this.timezone() && basis === this.basis()) return
		this.filtered.rebuild(timezone, basis)
		this.changed()
	}

	setFilter(filter: Filter): void {
		const unchanged = same(filter, this.filter)
		this.filter = filter
		if (unchanged) return
		this.filtered.setFilter(filter)
		this.changed()
	}

	/** The ledger's day now; month turns follow it. The caller sets it at start and at each local midnight. */
	setToday(day: LocalDay): void {
		const number = dayNumber(day)
		if (number === this.today || Number.isNaN(number)) return
		this.today = number
		this.changed()
	}

	/** Number of live transactions held. */
	size = (): number => this.filtered.store.live
	skipped = (): number => this.filtered.store.skipped
	/** How many transactions arrived while they were followed. */
	arrivals = (): number => this.filtered.store.arrived.size
	/** Increases whenever a figure may have changed. */
	version = (): number => this.changes
	/** Calls back at most once per frame after changes. Returns a cleanup. */
	subscribe = (listener: () => void): (() => void) => this.publisher.subscribe(listener)

	totals = (): Totals => this.derive('totals', () => this.sumUp(), this.filtered.version)
	byCategory = (): readonly Group[] => this.groups('categories')
	bySource = (): readonly Group[] => this.groups('sources')
	byPerson = (): readonly Group[] => this.groups('people')
	/** Every day from the first to the last of the filtered range's items, in order, without gaps. */
	byDay = () => this.derive('byDay', () => daysIn(this.filtered, this.filtered.range))
	/** The same of as many months before the filtered range; empty when the filter has no months. */
	byDayBefore = () =>
		this.derive('byDayBefore', () => {
			const { from, to } = this.filtered.range
			return daysIn(this.filtered, { from: 2 * from - to - 1, to: from - 1 })
		})
	/** `months` bill months ending with `last`; the filter's own months are ignored. */
	byMonth = (last: BillMonth, months: number): readonly MonthPoint[] =>
		this.derive(`byMonth ${last} ${months}`, () => monthsUpTo(this.filtered, last, months))
	/** What the bill months after `month` hold already, up to the last that has spending; the filter's own months are ignored. */
	committed = (month: BillMonth): readonly MonthPoint[] =>
		this.derive(`committed ${month}`, () => monthsAfter(this.filtered, month))
	/** Expenses (and income) of one bill month, whatever the filter: what budgets are held against. */
	spendingOf = (month: BillMonth): MonthPoint =>
		this.derive(`spendingOf ${month}`, () =>
			monthPoint(this.filtered, monthNumber(month) - FIRST_MONTH, true),
		)
	/** The filtered range's last month (today's, when the filter has none) against the one before, at the same day. */
	comparison = () => this.derive('comparison', () => compare(this.filtered, this.lastMonth(), this.today))
	/** Of the filtered range's last month (today's, when the filter has none); `known`: what of it comes again every month. */
	projection = (known = NOTHING_KNOWN): Projection => {
		const { toCome, arrived, came } = known
		return this.derive(`projection ${toCome} ${arrived} ${came}`, () =>
			project(this.filtered, this.lastMonth(), this.today, known),
		)
	}

	/** What figures read from whose code comes with who asks for them (`src/metrics/live`). Another one after `clear`. */
	source = (): Filtered => this.filtered

	/**
	 * A figure: `read` again when the version is another one, by default the store's (each month keeps its own part, so asking again
	 * costs little). It gets today as a day number.
	 */
	derive = <T>(name: string, read: (source: Filtered, today: number) => T, version = this.changes): T =>
		this.memo.read(name, version, () => read(this.filtered, this.today))
	/** Bill months that hold anything. */
	months = (): readonly BillMonth[] =>
		this.derive('months', ({ store }) =>
			store.months.flatMap((items) => (items?.length ? monthName(items.month + FIRST_MONTH) : [])),
		)
	/**
	 * The largest spending items, at most 10: made anew only when one of them came, went or changed (which takes it out and puts it
	 * back); most changes are of others. They are found first, since finding them may move the list's version.
	 */
	top = (): readonly BillItem[] => {
		const { largest, store } = this.filtered
		const ids = this.filtered.largestSpending(TOP)
		return this.memo.read('top', largest.version, () => ids.map((id) => store.item(id)))
	}
	/** The item of an item id; null when it was voided or amended away since. */
	item = (id: number): BillItem | null => (this.filtered.store.has(id) ? this.filtered.store.item(id) : null)

	private changed(): void {
		this.changes++
		this.publisher.announce()
	}

	/** Of what the filter shows, like the totals: computed anew only when that changed. */
	private groups(by: 'categories' | 'sources' | 'people'): readonly Group[] {
		const { filtered } = this
		return this.derive(by, () => filtered.sums().groups(filtered.store.combos[by]), filtered.version)
	}

	private sumUp(): Totals {
		const sums = this.filtered.sums()
		const [expense, income, refund] = [sums.of(EXPENSE), sums.of(INCOME), sums.of(REFUND)]
		const ranked = sums.of(this.filtered.filter.kind ?? EXPENSE)
		return {
			expense,
			income,
			refund,
			spending: sums.spending(),
			balance: income.cents - expense.cents + refund.cents,
			average: average(ranked.cents, ranked.items),
			median: this.filtered.spendingMedian(),
		}
	}

	/** The month that comparison and projection look at. */
	private lastMonth(): number {
		const last = monthNumber(this.filter.months?.to ?? '')
		return (Number.isNaN(last) ? monthOfDay(this.today) : last) - FIRST_MONTH
	}
}

/** A metrics store that holds nothing yet. */
export const makeMetrics = (options: MetricsOptions): Metrics => new Metrics(options)
