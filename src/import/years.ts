import { dayName, dayNumber, daysInMonth } from '../ledger/day'
import { monthNumber } from '../ledger/month'
import type { BillMonth, LocalDay } from '../ledger/types'
import type { ReadDate } from './dates'

/** Gives days without a year their year: the latest in which they don't lie after `limit`. */
export function withYear(date: ReadDate, limit: LocalDay): LocalDay {
	if ('day' in date) return date.day
	for (let year = Number(limit.slice(0, 4)); ; year--) {
		const day = `${year}-${String(date.month).padStart(2, '0')}-${String(date.date).padStart(2, '0')}`
		// 29 February waits for a leap year.
		if (!Number.isNaN(dayNumber(day)) && day <= limit) return day
	}
}

/** The last day of a bill's month: nothing on it is later. */
export function lastDayOf(bill: BillMonth): LocalDay {
	return `${bill}-${daysInMonth(monthNumber(bill))}`
}

/** The year that most of a file's full dates have, and today's where there are none. */
export function commonYear(dates: ReadDate[], today: LocalDay): string {
	const counts = new Map<string, number>()
	for (const date of dates)
		if ('day' in date) counts.set(date.day.slice(0, 4), (counts.get(date.day.slice(0, 4)) ?? 0) + 1)
	const [most] = [...counts].sort((a, b) => b[1] - a[1])
	return most?.[0] ?? today.slice(0, 4)
}

/** The last day that a date without a year may be: the end of a year given, but not after tomorrow. */
export function limitOfYear(year: string, today: LocalDay): LocalDay {
	const end = `${year}-12-31`
	const tomorrow = dayName(dayNumber(today) + 1)
	return end < tomorrow ? end : tomorrow
}

const IN_NAME = /(?<!\d)(20\d{2})(?:[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)/
const MONTH_FIRST = /(?<!\d)(?:(0[1-9]|[12]\d|3[01])[-_. ])?(0[1-9]|1[0-2])[-_. ](20\d{2})(?!\d)/

/** The last day that a file's name tells, as `Fatura2026-11-05.csv`, `extrato_11-2026.csv` or `2026.csv` does; null: none. */
export function dayInName(name: string): LocalDay | null {
	const first = MONTH_FIRST.exec(name)
	const [, year, month, date] = first ? [0, first[3], first[2], first[1]] : (IN_NAME.exec(name) ?? [])
	if (!year) return null
	if (!month) return `${year}-12-31`
	const day = `${year}-${month}-${date}`
	return date && !Number.isNaN(dayNumber(day)) ? day : lastDayOf(`${year}-${month}`)
}
