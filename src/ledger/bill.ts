import { addMonthsToDay, type DayNumber, dayNumber, dayOfMonth, daysInMonth, monthOfDay } from './day'
import { type MonthNumber, monthName, monthNumber } from './month'
import type { BillClosing, BillMonth, Cents, LocalDay, Source } from './types'

/** What of a source decides the bill a purchase falls into. */
export type BillCycle = Pick<Source, 'closing_day' | 'due_day'>

/**
 * The bill month of a purchase made on `day` with a source.
 *
 * Without a closing day: the month of the day. With one, purchases from the closing day on (clamped to the month's last
 * day) go to the next closing; a bill is named after its due month, which is the month after closing when
 * `due_day <= closing_day`. `closings` are the source's bills that close on another date.
 *
 * @example billMonth('2026-10-25', { closing_day: 25, due_day: 5 }) // '2026-12'
 */
export function billMonth(
	day: LocalDay,
	cycle: BillCycle | null,
	closings: readonly Pick<BillClosing, 'bill_month' | 'closing_date'>[] = [],
): BillMonth {
	const number = dayNumber(day)
	const calendarMonth = monthOfDay(number)
	if (!cycle || cycle.closing_day === null) return monthName(calendarMonth)

	const closing = (bill: MonthNumber) => closingDay(bill, cycle, closings)
	// The bill is the first one that closes after the day. Without overrides it is the guess or the one after it;
	// an override can move the edge either way.
	let bill = calendarMonth + monthsToDue(cycle)
	while (number >= closing(bill)) bill++
	while (number < closing(bill - 1)) bill--
	return monthName(bill)
}

/** The first day whose purchases go to the bill after `bill`. */
export function closingDate(
	bill: BillMonth,
	cycle: BillCycle,
	closings: readonly Pick<BillClosing, 'bill_month' | 'closing_date'>[] = [],
): DayNumber {
	return closingDay(monthNumber(bill), cycle, closings)
}

function closingDay(
	bill: MonthNumber,
	cycle: BillCycle,
	closings: readonly Pick<BillClosing, 'bill_month' | 'closing_date'>[],
): DayNumber {
	if (closings.length > 0) {
		const name = monthName(bill)
		const moved = closings.find((closing) => closing.bill_month === name)
		if (moved) return dayNumber(moved.closing_date)
	}
	const month = bill - monthsToDue(cycle)
	const last = daysInMonth(month)
	return dayOfMonth(month, cycle.closing_day === null ? last + 1 : Math.min(cycle.closing_day, last))
}

/** Months from the closing to the due month that names the bill. */
function monthsToDue({ closing_day, due_day }: BillCycle): 0 | 1 {
	return closing_day !== null && due_day !== null && due_day <= closing_day ? 1 : 0
}

/** What part `k` (from 1) of a purchase costs: every part is the quotient, the first takes the remainder too. */
export function installmentCents(total: Cents, installments: number, k: number): Cents {
	const part = Math.floor(total / installments)
	return k === 1 ? total - part * (installments - 1) : part
}

/** All parts of a purchase; their sum is `total`. */
export function splitInstallments(total: Cents, installments: number): Cents[] {
	return Array.from({ length: installments }, (_, index) => installmentCents(total, installments, index + 1))
}

/** The day on which part `k` (from 1) counts: the purchase's day moved on by as many months, clamped. */
export function installmentDay(day: DayNumber, k: number): DayNumber {
	return k === 1 ? day : addMonthsToDay(day, k - 1)
}
