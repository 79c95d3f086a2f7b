import { type DayNumber, dayName, dayNumber, dayOfMonth, daysInMonth, monthOfDay } from './day'
import { type MonthNumber, monthNumber } from './month'
import { normalise } from './name'
import { middle } from './rounding'
import type { BillMonth, Cents, Kind, LocalDay, Recurring } from './types'

/** What of a transaction decides whether it is one that comes again. */
export interface RecurringCandidate {
	day: LocalDay
	amount_cents: Cents
	kind: Kind
	description: string
	category_id: number | null
	source_id: number | null
	voided?: boolean
}

/** How a recurring one stands in a month. */
export interface RecurringStatus<Row> {
	/** Its day in the month; null: it is over by then. */
	due: LocalDay | null
	arrived: Row | null
	/** It has not arrived, and its day is over. */
	late: boolean
	/** It arrived, over 12 % above the usual. */
	dearer: boolean
}

/** It may come so many days early or late. */
export const NEAR_DAYS = 10
/** By label, an amount is about the same when it is so many per cent off. */
const NEAR_PERCENT = 30
/** From more per cent above the usual on it is said to be dearer. */
const DEARER_PERCENT = 12

/** The day on which it falls due in a month; null past its end. */
export function dueOn({ day, until }: Pick<Recurring, 'day' | 'until'>, month: BillMonth): DayNumber | null {
	const due = clampedDay(monthNumber(month), day)
	return until !== null && dayName(due) > until ? null : due
}

/**
 * How a recurring one stands in a month. Of the rows that may be it, the nearest to its day is; ties go to the earlier day,
 * then to the first.
 */
export function recurringStatus<Row extends RecurringCandidate>(
	recurring: Omit<Recurring, 'id'>,
	month: BillMonth,
	today: LocalDay,
	rows: readonly Row[],
): RecurringStatus<Row> {
	const due = dueOn(recurring, month)
	if (due === null) return { due: null, arrived: null, late: false, dearer: false }
	const distance = (row: Row) => Math.abs(dayNumber(row.day) - due)
	let arrived: Row | null = null
	for (const row of rows) {
		if (row.voided || distance(row) > NEAR_DAYS || !isOneOf(recurring, row)) continue
		const nearer =
			arrived === null ? -1 : distance(row) - distance(arrived) || (row.day < arrived.day ? -1 : 0)
		if (nearer < 0) arrived = row
	}
	return {
		due: dayName(due),
		arrived,
		late: arrived === null && dayNumber(today) > due,
		dearer: arrived !== null && isDearer(arrived.amount_cents, recurring.amount_cents),
	}
}

/** Whether an amount is clearly above the usual one. */
export function isDearer(cents: Cents, usual: Cents): boolean {
	return cents * 100 > usual * (100 + DEARER_PERCENT)
}

/** Of the same kind, and by its text, or by its labels and about the same amount. */
export function isOneOf(
	recurring: Omit<Recurring, 'id'>,
	row: Pick<RecurringCandidate, 'kind' | 'description' | 'source_id' | 'category_id' | 'amount_cents'>,
): boolean {
	if (row.kind !== recurring.kind) return false
	if (normalise(row.description) === normalise(recurring.name)) return true
	const isLabelled = recurring.source_id !== null && recurring.category_id !== null
	return (
		isLabelled &&
		row.source_id === recurring.source_id &&
		row.category_id === recurring.category_id &&
		isAbout(row.amount_cents, recurring.amount_cents)
	)
}

/** Whether two amounts are about the same. */
export function isAbout(cents: Cents, usual: Cents): boolean {
	return Math.abs(cents - usual) * 100 <= NEAR_PERCENT * usual
}

/** So often at least, one after the other, something must have come to be taken for one that comes again. */
const FEWEST = 3
/** So many of the newest tell its usual day and amount. */
const NEWEST = 6
/** About a month: no shorter, no longer, in days. */
const SHORTEST_MONTH = 20
const LONGEST_MONTH = 41

/** A day and an amount on which something came. */
export interface Occurrence {
	day: DayNumber
	cents: Cents
}

/**
 * The usual day and amount of what comes about once a month: at least three times, each 20 to 41 days after the other, up to now,
 * never more than 10 days off its usual day nor 30 % off the usual amount. Null: these do not. They are given in the order of
 * their days.
 */
export function monthlyRhythm(
	occurrences: readonly Occurrence[],
	today: DayNumber,
): Pick<Recurring, 'day' | 'amount_cents'> | null {
	if (occurrences.length < FEWEST) return null
	let first = occurrences.length - 1
	if (today - occurrences[first]!.day > LONGEST_MONTH) return null
	const gap = (at: number) => occurrences[at]!.day - occurrences[at - 1]!.day
	while (first > 0 && gap(first) >= SHORTEST_MONTH && gap(first) <= LONGEST_MONTH) first--
	const newest = occurrences.slice(first).slice(-NEWEST)
	if (newest.length < FEWEST) return null
	const amount_cents = usualAmount(newest)
	const day = usualDay(newest)
	const isUsual = (one: Occurrence) => isAbout(one.cents, amount_cents) && daysOff(one.day, day) <= NEAR_DAYS
	return newest.every(isUsual) ? { day, amount_cents } : null
}

/** The median, rounded half up. */
function usualAmount(occurrences: readonly Occurrence[]): Cents {
	const sorted = occurrences.map(({ cents }) => cents).sort((a, b) => a - b)
	const half = sorted.length / 2
	return middle(sorted[Math.ceil(half) - 1]!, sorted[Math.floor(half)]!)
}

/** Of the days of the month on which it came, the one to which all are nearest: around the turn of a month their mean would be its middle. */
function usualDay(occurrences: readonly Occurrence[]): number {
	const distance = (day: number) => occurrences.reduce((sum, one) => sum + daysOff(one.day, day), 0)
	const days = occurrences.map(({ day }) => day - dayOfMonth(monthOfDay(day), 1) + 1)
	return days.reduce((best, day) => (distance(day) < distance(best) ? day : best))
}

/** How many days something came before or after its day of the month. */
function daysOff(came: DayNumber, day: number): number {
	const month = monthOfDay(came)
	return Math.min(...[-1, 0, 1].map((by) => Math.abs(came - clampedDay(month + by, day))))
}

/** A day of a month, at most its last one. */
function clampedDay(month: MonthNumber, day: number): DayNumber {
	return dayOfMonth(month, Math.min(day, daysInMonth(month)))
}
