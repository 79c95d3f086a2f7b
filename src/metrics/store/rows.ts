import { MAX_AMOUNT_CENTS } from '../../ledger/amount'
import { MAX_INSTALLMENTS } from '../../ledger/bill'
import type { Calendar } from '../../ledger/calendar'
import { MAX_REF } from './combos'
import type { Descriptions } from './descriptions'
import type { RawLabels } from './raw-labels'

/** Months and days are counted from 1970 and kept in 16 bits. */
export const FIRST_MONTH = 1970 * 12
export const MONTHS = 2152
const MAX_DAY = 0xffff
/** Days by which the last of 120 installments lies after the first, and then some. */
const INSTALLMENT_DAYS = 3700
const DAY_MS = 86_400_000

/** Rows read at a time: few enough to stay in the processor's nearest memory between the steps of taking them in. */
export const CHUNK = 1024

/** Neither an id nor a revision to be had: nothing is known of such a row. */
export const UNKNOWN = 0
/** Told apart from others, but something in it is out of the rules. */
export const UNFIT = 1
export const FIT = 2

/** Rows in one of the forms they come in. */
export interface RowSource {
	readonly length: number
	/** Parses the rows `from` to before `from + rows.length`. */
	read(from: number, rows: Rows): void
	/** The number of a row's description. */
	description(index: number, descriptions: Descriptions): number
	/** The number of a row's raw texts. */
	unmatched(index: number, unmatched: RawLabels): number
	/** How many items each month gets if every row is news, from January 1970 on. */
	itemsByMonth(): Int32Array
}

/**
 * A chunk of rows on their way into the store, in columns: what is `FIT` needs no check inside. Of a voided row nothing but
 * id and revision is set, and `installments` is 0. References are −1 where nothing matched.
 */
export class Rows {
	length = 0
	calendar!: Calendar
	readonly state = new Uint8Array(CHUNK)
	readonly ids = new Uint32Array(CHUNK * 4)
	readonly revisions = new Float64Array(CHUNK)
	readonly kinds = new Uint8Array(CHUNK)
	readonly cents = new Float64Array(CHUNK)
	readonly installments = new Uint8Array(CHUNK)
	/** Of the first installment, from January 1970. */
	readonly months = new Uint16Array(CHUNK)
	readonly occurredAt = new Float64Array(CHUNK)
	/** Local, from 1970-01-01. */
	readonly days = new Uint16Array(CHUNK)
	readonly categories = new Int32Array(CHUNK)
	readonly sources = new Int32Array(CHUNK)
	readonly people = new Int32Array(CHUNK)

	/** Sets what a live row says, `UNFIT` where any of it is out of the rules. `month` counts from January 1970. */
	setContent(
		at: number,
		kind: number,
		cents: unknown,
		installments: unknown,
		month: number,
		occurredAt: unknown,
	): void {
		this.state[at] = UNFIT
		if (!isInteger(cents, 1, MAX_AMOUNT_CENTS) || !isInteger(installments, 1, MAX_INSTALLMENTS)) return
		if (typeof occurredAt !== 'number' || !(Math.abs(occurredAt) < MAX_DAY * DAY_MS)) return
		if (!(month >= 0 && month + installments <= MONTHS)) return
		const day = this.calendar.dayNumberAt(occurredAt)
		if (!(day >= 0 && day <= MAX_DAY - INSTALLMENT_DAYS)) return
		this.kinds[at] = kind
		this.cents[at] = cents
		this.installments[at] = installments
		this.months[at] = month
		this.occurredAt[at] = occurredAt
		this.days[at] = day
		this.state[at] = FIT
	}

	setRefs(at: number, category: unknown, source: unknown, person: unknown): void {
		if (isRef(category) && isRef(source) && isRef(person)) {
			this.categories[at] = category
			this.sources[at] = source
			this.people[at] = person
		} else this.state[at] = UNFIT
	}

	setVoided(at: number): void {
		this.installments[at] = 0
		this.state[at] = FIT
	}
}

/** How many items each month gets of rows counted one by one. */
export class MonthCounts {
	/** One more from a row's first month on, one less after its last: summed up at the end, however many installments there are. */
	private readonly changes = new Int32Array(MONTHS + 1)

	/** `month` counts from January 1970. What is out of the rules is not counted. */
	add(month: number, installments: unknown): void {
		if (!isInteger(installments, 1, MAX_INSTALLMENTS) || !(month >= 0 && month + installments <= MONTHS))
			return
		this.changes[month]!++
		this.changes[month + installments]!--
	}

	read(): Int32Array {
		let items = 0
		return this.changes.map((change) => {
			items += change
			return items
		})
	}
}

export function isRevision(value: unknown): value is number {
	return isInteger(value, 1, Number.MAX_SAFE_INTEGER)
}

function isInteger(value: unknown, min: number, max: number): value is number {
	return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}

function isRef(value: unknown): value is number {
	return isInteger(value, -1, MAX_REF)
}
