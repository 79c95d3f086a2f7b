import type { AmountRange } from '../ledger/amount-search'
import type { TransactionRow } from '../ledger/columns'
import type { Basis, BillMonth, Cents, Kind, LocalDay } from '../ledger/types'

/** An id of a category, source or person; null: none matched. */
export type Ref = number | null

/** What the page looks at. Omitted or null: no restriction. Lists are "any of". */
export interface Filter {
	/** Months, ends included: bill months, or calendar months by purchase. */
	months?: { from: BillMonth; to: BillMonth } | null
	/** Null: all but transfers, which are in no total. */
	kind?: Kind | null
	categories?: Ref[] | null
	sources?: Ref[] | null
	people?: Ref[] | null
	/** Matched case- and accent-insensitively anywhere in the description. */
	text?: string | null
	/** Of an item, both ends included. */
	amount?: AmountRange | null
	/** One local day. Figures that are about several days or months (by day, by month, comparison, projection) ignore it. */
	day?: LocalDay | null
}

/** What a metrics store needs to know at its start. */
export interface MetricsOptions {
	/** IANA name; days are local to it. A RangeError when the platform does not know it (`isTimezone`). */
	timezone: string
	/** How months are counted; by default by bill. */
	basis?: Basis
	/** The ledger's day now; by default the clock's. */
	today?: LocalDay
	/** Runs a callback at the next frame. By default `requestAnimationFrame` where there is one, else a timer. */
	nextFrame?: (callback: () => void) => void
}

/** What is known of a batch of rows. */
export interface Applied {
	/**
	 * From 0 to below 1, for rows that the page made of held ones: they come after the row of their revision, and the server's next
	 * one, whose revision is at least 1 more, comes after them. Later steps replace earlier ones.
	 */
	step?: number
	/** What was not known before has just been recorded, at this moment in ms. */
	arrivedAt?: number | null
}

export interface Sum {
	cents: Cents
	/**
	 * Purchases: a month or range counts each once, however many parts it holds, and of one known by its parts only the first.
	 * Of spending: expenses only, since a refund is no purchase.
	 */
	count: number
	/** Items: installments, refunds among them. */
	items: number
}

export interface Totals {
	expense: Sum
	income: Sum
	refund: Sum
	/** expense − refund; what the filter asks for, where it asks for one kind. */
	spending: Sum
	/** income − expense + refund. */
	balance: Cents
	/** Of the items of expenses (or of the kind asked for); rounded half up to a cent; null when there are none. */
	average: Cents | null
	median: Cents | null
}

export interface Group extends Sum {
	id: Ref
}

export interface DayPoint {
	day: LocalDay
	cents: Cents
	/** Sum of this and the days before it in the range. */
	cumulative: Cents
	/** Purchases. */
	count: number
	items: number
}

/** Spending of a month. */
export interface MonthPoint extends Sum {
	month: BillMonth
	income: Cents
	/** How many items the income is of. */
	incomes: number
	/** Spending by category, largest first; ties by id, null last. */
	groups: Group[]
}

/**
 * The unit that figures count: by bill one installment of a transaction, by purchase the whole of it. Its `id` and
 * `installment` name it.
 */
export interface BillItem extends TransactionRow {
	/** Of this item; positive also where it is a refund. `amount_cents` is the whole purchase's, cancelled parts included. */
	cents: Cents
	installment: number
	/** The month that it counts in. */
	month: BillMonth
	/** Its bill month; of a whole purchase that of its first part. */
	bill: BillMonth
	day: LocalDay
}

/**
 * Today's month so far beside the month before, up to the same day of its cycle: today moved back by a month (clamped).
 * A month that is over, or still to come, is compared whole.
 */
export interface Comparison {
	/** The month's spending up to today; whole where the month is not today's. */
	current: Cents
	/** Compared month's spending up to the same day; whole where the month is not today's. */
	sameDay: Cents
	/** Compared month's spending, whole. */
	whole: Cents
	/** (current − sameDay) / sameDay; null when sameDay is not above 0. */
	change: number | null
}

/** Where the month is heading. The methods are explained in docs/METRICS.md and on the page. */
export interface Projection {
	cents: Cents
	/** Already certain: spent, and installments that fall due in the month. */
	committed: Cents
	/**
	 * `closed`: the month is over. `history`: what is certain and what the (up to 3) months before brought after the same
	 * day, on average, on days that this month has too. `pace`: no history, so what is certain and the pace of new purchases so
	 * far, to the end of the cycle. `early`: no history, and fewer than three days of a pace: only what is certain.
	 */
	method: 'pace' | 'early' | 'history' | 'closed'
}

/** What of a month's spending comes again every month, so that it is no part of a mean or a pace. */
export interface Known {
	/** Expected of the month, and not there yet. */
	toCome: Cents
	/** Of the month's new purchases up to today. */
	arrived: Cents
	/** Of what the months before brought after the same day; the last one first. */
	came: readonly Cents[]
}

/** What was spent on a day and falls into a bill: the parts of purchases, less those of refunds. */
export interface MadeInto {
	bill: BillMonth
	cents: Cents
}

export interface SortOrder {
	by: 'date' | 'amount' | 'description' | 'category' | 'source' | 'person'
	descending: boolean
	/** For category, source and person: the place of each id (by name, say). By default ids in order, null last. */
	rank?: ReadonlyMap<Ref, number>
}
