import { addMonthsToDay, dayOfMonth, monthOfDay } from '../ledger/day'
import { average, scale } from './rounding'
import { FIRST_MONTH } from './rows'
import type { Comparison, Projection } from './types'
import type { View } from './view'

/** Months whose course tells how this one goes on. */
const HISTORY_MONTHS = 3

/** Spending of `month` so far against the month before it, at the same day of the cycle. `today` is a day number. */
export function compare(view: View, month: number, today: number): Comparison {
	const days = view.focus(month)?.days()
	const before = view.focus(month - 1)?.days()
	const closed = isOver(month, today)
	const current = days?.upTo(closed ? Number.POSITIVE_INFINITY : today) ?? 0
	const whole = before?.upTo(Number.POSITIVE_INFINITY) ?? 0
	const sameDay = closed ? whole : (before?.upTo(addMonthsToDay(today, -1)) ?? 0)
	return { current, sameDay, whole, change: sameDay === 0 ? null : (current - sameDay) / sameDay }
}

/** Where the spending of `month` is heading; see `Projection`. */
export function project(view: View, month: number, today: number): Projection {
	const committed = view.focus(month)?.days()?.upTo(Number.POSITIVE_INFINITY) ?? 0
	if (isOver(month, today)) return { cents: committed, committed, method: 'closed' }
	const ahead = fromHistory(view, month, today)
	if (ahead !== null) return { cents: committed + ahead, committed, method: 'history' }
	return { cents: committed + fromPace(view, month, today), committed, method: 'pace' }
}

/**
 * What the months before brought after the same day, on average, in new purchases: installments that fall due later are
 * already in this month. Null when none of them has any spending.
 */
function fromHistory(view: View, month: number, today: number): number | null {
	let rest = 0
	let months = 0
	for (let back = 1; back <= HISTORY_MONTHS; back++) {
		const focus = view.focus(month - back)
		const fresh = focus?.freshDays()
		if (!fresh || focus?.days()?.firstDay() === null) continue
		rest += fresh.upTo(Number.POSITIVE_INFINITY) - fresh.upTo(addMonthsToDay(today, -back))
		months++
	}
	return average(rest, months)
}

/** The pace of new purchases from the cycle's first to today, kept up for the days that the cycle (one month long) has left. */
function fromPace(view: View, month: number, today: number): number {
	const fresh = view.focus(month)?.freshDays()
	const start = fresh?.firstDay() ?? null
	if (!fresh || start === null || start > today) return 0
	const endOfMonth = dayOfMonth(month + FIRST_MONTH + 1, 1) - 1
	const end = Math.min(addMonthsToDay(start, 1) - 1, endOfMonth)
	return scale(fresh.upTo(today), Math.max(0, end - today), today - start + 1)
}

function isOver(month: number, today: number): boolean {
	return monthOfDay(today) - FIRST_MONTH > month
}
