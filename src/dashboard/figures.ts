import { dayNumber, daysInMonth } from '../ledger/day'
import { monthNumber } from '../ledger/month'
import type { BillMonth, Cents, LocalDay } from '../ledger/types'
import type { Group } from '../metrics/types'

/** So many months the history shows. */
export const HISTORY_MONTHS = 13

/** Days of the bill months that have gone by (today included): what an average per day is over. */
export function billDays(months: { from: BillMonth; to: BillMonth }, today: LocalDay): number {
	const first = dayNumber(`${months.from}-01`)
	const last = dayNumber(`${months.to}-01`) + daysInMonth(monthNumber(months.to)) - 1
	return Math.max(0, Math.min(last, dayNumber(today)) - first + 1)
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
