import { type MonthNumber, monthName } from './month'
import type { BillMonth, LocalDay } from './types'

/** Days since 1970-01-01 of a local calendar day: no timezone, no clock. */
export type DayNumber = number

export const DAY_MS = 86_400_000

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/

/** The number of a local day; NaN when `day` is not a real `YYYY-MM-DD`. */
export function dayNumber(day: LocalDay): DayNumber {
	const match = FORM.exec(day)
	if (!match) return Number.NaN
	const month = Number(match[1]) * 12 + Number(match[2]) - 1
	const date = Number(match[3])
	if (Number(match[2]) < 1 || Number(match[2]) > 12 || date < 1 || date > daysInMonth(month))
		return Number.NaN
	return dayOfMonth(month, date)
}

/** The local day of a number, as `YYYY-MM-DD`. */
export function dayName(number: DayNumber): LocalDay {
	const month = monthOfDay(number)
	return `${monthName(month)}-${String(number - firstDay(month) + 1).padStart(2, '0')}`
}

const names: LocalDay[] = []

/** `dayName` with a cache: the same string object each time. */
export function rememberedDayName(number: DayNumber): LocalDay {
	names[number] ??= dayName(number)
	return names[number]
}

/** The calendar month a local day lies in. */
export function monthOf(day: LocalDay): BillMonth {
	return day.slice(0, 7)
}

/** `day` moved on (or back) by `months`, held to the month's last day: 31 January + 1 is 28 or 29 February. */
export function addMonthsToDay(day: DayNumber, months: number): DayNumber {
	const month = monthOfDay(day)
	const date = day - firstDay(month) + 1
	return dayOfMonth(month + months, Math.min(date, daysInMonth(month + months)))
}

/** `addMonthsToDay` for day names. */
export function addMonthsTo(day: LocalDay, months: number): LocalDay {
	return dayName(addMonthsToDay(dayNumber(day), months))
}

/** `day` moved on (or back) by whole days. */
export function addDays(day: LocalDay, days: number): LocalDay {
	return dayName(dayNumber(day) + days)
}

/** How many days a calendar month has. */
export function daysInMonth(month: MonthNumber): number {
	return firstDay(month + 1) - firstDay(month)
}

/** A date of a calendar month, not clamped. */
export function dayOfMonth(month: MonthNumber, date: number): DayNumber {
	return firstDay(month) + date - 1
}

/**
 * The first day of a calendar month. Years are counted from March, so that the leap day is the last of its year and the
 * months before it have the fixed lengths 31, 30, 31, 30, 31 again and again: (153 m + 2) / 5 days.
 */
function firstDay(month: MonthNumber): DayNumber {
	const fromMarch = month - 2
	const year = Math.floor(fromMarch / 12)
	const era = Math.floor(year / 100)
	return (
		year * 365 +
		Math.floor(year / 4) -
		era +
		Math.floor(year / 400) +
		Math.floor((153 * (fromMarch - year * 12) + 2) / 5) -
		DAYS_TO_EPOCH
	)
}

/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_EPOCH = 719_468

/** The number of the calendar month that a day lies in. */
export function monthOfDay(day: DayNumber): MonthNumber {
	// A month is 30.436875 days in the mean of 400 years: the guess is at most one off.
	let month = Math.floor((day + DAYS_TO_EPOCH) / 30.436875) + 2
	while (firstDay(month) > day) month--
	while (firstDay(month + 1) <= day) month++
	return month
}
