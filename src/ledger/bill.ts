import { type DayNumber, dayNumber, dayOfMonth, daysInMonth, monthOfDay } from './day'
import { type MonthNumber, monthName, monthNumber } from './month'
import type { BillClosing, BillMonth, LocalDay } from './types'

/** The two days of a card; both null: its bills are calendar months. */
export interface BillCycle {
	/** Day of the month from which purchases go to the next closing. */
	closing_day: number | null
	due_day: number | null
}

/** A cycle and the bill from which it is valid, until a later version; null or left out: from the beginning. */
export interface CycleVersion extends BillCycle {
	from_month?: BillMonth | null
}

/** A bill that closes on another date than its cycle says. */
export type Closing = Pick<BillClosing, 'bill_month' | 'closing_date'>

/**
 * The bill month of a purchase made on `day` with a source: the earliest bill, by bill month, whose closing date, by the
 * cycle valid for that bill, is after the day.
 *
 * Purchases from the closing day on (clamped to the month's last day) go to the next closing; a bill is named after its due
 * month, which is the month after closing when `due_day <= closing_day`. Without a cycle a bill is a calendar month.
 *
 * @example billMonth('2026-10-25', [{ closing_day: 25, due_day: 5 }]) // '2026-12'
 */
export function billMonth(
	day: LocalDay,
	cycles: readonly CycleVersion[],
	closings: readonly Closing[] = [],
): BillMonth {
	const number = dayNumber(day)
	// A bill closes at the latest when its month ends, so an earlier one can only be open by an override. One that closes
	// later than the bills after it takes the days of those.
	let bill = monthOfDay(number)
	for (const { bill_month } of closings) {
		const moved = monthNumber(bill_month)
		if (moved < bill && closingDay(moved, cycles, closings) > number) bill = moved
	}
	while (closingDay(bill, cycles, closings) <= number) bill++
	return monthName(bill)
}

/** The first day whose purchases go to the bill after `bill`. */
export function closingDate(
	bill: BillMonth,
	cycles: readonly CycleVersion[],
	closings: readonly Closing[] = [],
): DayNumber {
	return closingDay(monthNumber(bill), cycles, closings)
}

/** The day on which a bill is due, clamped to its month; null where its cycle has none. */
export function dueDate(bill: BillMonth, cycles: readonly CycleVersion[]): DayNumber | null {
	const due_day = cycleOf(bill, cycles)?.due_day ?? null
	if (due_day === null) return null
	const month = monthNumber(bill)
	return dayOfMonth(month, Math.min(due_day, daysInMonth(month)))
}

/** The version of a cycle that holds for a bill; null where none does. */
export function cycleOf(bill: BillMonth, cycles: readonly CycleVersion[]): CycleVersion | null {
	let valid: CycleVersion | null = null
	for (const version of cycles) {
		const from = version.from_month ?? ''
		if (from <= bill && (valid === null || from >= (valid.from_month ?? ''))) valid = version
	}
	return valid
}

/** Whether a source has, or had, bills of its own. */
export function isCard(cycles: readonly (BillCycle & { source_id: number })[], source: number): boolean {
	return cycles.some(({ source_id, closing_day }) => source_id === source && closing_day !== null)
}

function closingDay(
	bill: MonthNumber,
	cycles: readonly CycleVersion[],
	closings: readonly Closing[],
): DayNumber {
	const name = monthName(bill)
	const cycle = cycleOf(name, cycles)
	// A calendar month ends when it ends: an override that a dropped cycle left behind says nothing.
	if (cycle === null || cycle.closing_day === null) return dayOfMonth(bill + 1, 1)
	const moved = closings.find((closing) => closing.bill_month === name)
	if (moved) return dayNumber(moved.closing_date)
	const { closing_day, due_day } = cycle
	const month = bill - monthsToDue(closing_day, due_day)
	return dayOfMonth(month, Math.min(closing_day, daysInMonth(month)))
}

/** Months from the closing to the due month that names the bill. */
function monthsToDue(closing_day: number, due_day: number | null): 0 | 1 {
	return due_day !== null && due_day <= closing_day ? 1 : 0
}
