import { type DayNumber, dayName, dayNumber, dayOfMonth, daysInMonth } from './day'
import { monthNumber } from './month'
import { normalise } from './name'
import type { BillMonth, Cents, Kind, LocalDay } from './types'

/** What comes again every month, as an editor confirmed it. */
export interface Recurring {
	id: string
	name: string
	/** Day of the month, clamped to its last one. */
	day: number
	amount_cents: Cents
	kind: Kind
	category_id: number | null
	source_id: number | null
	/** The last day on which it may fall due; null: it goes on. */
	until: LocalDay | null
}

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
	const number = monthNumber(month)
	const due = dayOfMonth(number, Math.min(day, daysInMonth(number)))
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
		if (row.voided || distance(row) > NEAR_DAYS || !mayBe(recurring, row)) continue
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
function mayBe(recurring: Omit<Recurring, 'id'>, row: RecurringCandidate): boolean {
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
