import { dayNumber, daysInMonth } from '../ledger/day'
import { monthNumber } from '../ledger/month'
import type { BillMonth, Cents, LocalDay } from '../ledger/types'
import type { BillItem, Group } from '../metrics/types'

/** So many months the history shows. */
export const HISTORY_MONTHS = 13

/** Days of the bill months that have gone by (today included): what an average per day is over. */
export function billDays(months: { from: BillMonth; to: BillMonth }, today: LocalDay): number {
	const first = dayNumber(`${months.from}-01`)
	const last = dayNumber(`${months.to}-01`) + daysInMonth(monthNumber(months.to)) - 1
	return Math.max(0, Math.min(last, dayNumber(today)) - first + 1)
}

/** The bill month after which bills are still to come: the last one looked at, but never one before the current bill. */
export const comingAfter = (lookedAt: BillMonth, thisMonth: BillMonth): BillMonth =>
	lookedAt > thisMonth ? lookedAt : thisMonth

/** How many of the `newest` came today, counted up to `most`; `more`: there are others. The list holds one more than `most`. */
export function arrivedToday(newest: readonly BillItem[], today: LocalDay, most: number) {
	const count = newest.filter((item) => item.day === today).length
	return { count: Math.min(count, most), more: count > most }
}

/** A share of `sum`, from 0 to 1; 0 when there is nothing. */
export const shareOf = (cents: Cents, sum: Cents): number => (sum > 0 ? cents / sum : 0)

export const sumOf = (groups: readonly Group[]): Cents => groups.reduce((sum, group) => sum + group.cents, 0)

/** The largest `most` groups, and all others as one sum (null when none are left). */
export function largest(
	groups: readonly Group[],
	most: number,
): { shown: readonly Group[]; rest: Cents | null } {
	if (groups.length <= most) return { shown: groups, rest: null }
	return { shown: groups.slice(0, most), rest: sumOf(groups.slice(most)) }
}
