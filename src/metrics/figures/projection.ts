import { addMonthsToDay, type DayNumber, dayOfMonth, daysInMonth, monthOfDay } from '../../ledger/day'
import { average, scale } from '../../ledger/rounding'
import type { Filtered } from '../filter/filtered'
import { FRESH } from '../filter/sums'
import { FIRST_MONTH } from '../store/month-items'
import type { Comparison, Known, Projection } from '../types'

/** Months whose course tells how this one goes on. */
export const HISTORY_MONTHS = 3

/**
 * Spending of `month` against the month before it: today's month so far, at the same day of the cycle; any other month whole.
 * `today` is a day number.
 */
export function compare(filtered: Filtered, month: number, today: number): Comparison {
	const days = filtered.month(month)?.days()
	const before = filtered.month(month - 1)?.days()
	// A month to come holds what is known of it already: cut at today, it would be next to nothing.
	const soFar = monthOfDay(today) - FIRST_MONTH === month
	const current = days?.upTo(soFar ? today : undefined) ?? 0
	const whole = before?.upTo() ?? 0
	const sameDay = soFar ? (before?.upTo(addMonthsToDay(today, -1)) ?? 0) : whole
	return { current, sameDay, whole, change: sameDay <= 0 ? null : (current - sameDay) / sameDay }
}

/** Nothing is known to come again. */
export const NOTHING_KNOWN: Known = { toCome: 0, arrived: 0, came: [] }

/** Where the spending of `month` is heading; see `Projection`. */
export function project(filtered: Filtered, month: number, today: number, known: Known): Projection {
	const committed = filtered.month(month)?.days()?.upTo() ?? 0
	const isOver = monthOfDay(today) - FIRST_MONTH > month
	if (isOver) return { cents: committed, committed, method: 'closed' }
	const ahead = fromHistory(filtered, month, today, known)
	const pace = ahead === null ? fromPace(filtered, month, today, known) : null
	const method = ahead !== null ? 'history' : pace !== null ? 'pace' : 'early'
	return { cents: committed + known.toCome + (ahead ?? pace ?? 0), committed, method }
}

/**
 * What the months before brought after the same day, on average, in new purchases: installments that fall due later are
 * already in this month, and what comes again is known by itself. Null when none of them has any spending.
 */
function fromHistory(filtered: Filtered, month: number, today: number, { came }: Known): number | null {
	let rest = 0
	let months = 0
	for (let back = 1; back <= HISTORY_MONTHS; back++) {
		const days = filtered.month(month - back)?.days()
		if (!days || days.firstDay() === null) continue
		const same = addMonthsToDay(today, -back)
		for (let day = Math.max(same + 1, days.first); day <= days.last; day++)
			if (isStillToCome(day, same, back)) rest += days.between(day, day, FRESH)
		rest -= came[back - 1] ?? 0
		months++
	}
	return average(rest, months)
}

/**
 * Whether a day lies after `same`, on a day of the month that the month `back` months on has too: on 28 February the 29th to 31st
 * of January are not still to come.
 */
export function isStillToCome(day: DayNumber, same: DayNumber, back: number): boolean {
	const month = monthOfDay(day)
	return day > same && day - dayOfMonth(month, 1) < daysInMonth(month + back)
}

/** Fewer days than these are no pace: one purchase on the first of them would be thirty. */
const FEWEST_DAYS = 3

/**
 * The pace of new purchases from the cycle's first to today, kept up for the days that the cycle (one month long) has left. Null while it is
 * too early for one.
 */
function fromPace(filtered: Filtered, month: number, today: number, { arrived }: Known): number | null {
	const days = filtered.month(month)?.days()
	const start = days?.firstDay(FRESH) ?? null
	if (!days || start === null || today - start + 1 < FEWEST_DAYS) return null
	const endOfMonth = dayOfMonth(month + FIRST_MONTH + 1, 1) - 1
	const end = Math.min(addMonthsToDay(start, 1) - 1, endOfMonth)
	// Money that came back is no pace.
	return scale(Math.max(0, days.upTo(today, FRESH) - arrived), Math.max(0, end - today), today - start + 1)
}
