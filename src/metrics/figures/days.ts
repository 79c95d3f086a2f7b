import { rememberedDayName } from '../../ledger/day'
import type { MonthRange } from '../filter/compiled-filter'
import type { Filtered } from '../filter/filtered'
import { DAY_WIDTH, type DaySums, PURCHASES, SPENT } from '../filter/sums'
import type { DayPoint } from '../types'

/**
 * Spending of a range by day, from the first day that has any to the last, without gaps: the days of its months joined. The
 * filter's day is ignored.
 */
export function daysIn(filtered: Filtered, { from, to }: MonthRange): readonly DayPoint[] {
	const parts: DaySums[] = []
	for (let month = Math.max(0, from); month <= to; month++) {
		const days = filtered.month(month)?.days()
		if (days) parts.push(days)
	}
	if (parts.length === 0) return []
	const first = Math.min(...parts.map((part) => part.first))
	const sums = parts.length === 1 ? parts[0]!.sums : joined(parts, first)
	const points: DayPoint[] = []
	let cumulative = 0
	let end = sums.length
	// Sums may reach over days whose items are gone, or are no spending.
	while (end > 0 && sums[end - DAY_WIDTH + 1] === 0) end -= DAY_WIDTH
	for (let at = 0; at < end; at += DAY_WIDTH) {
		const [cents, items] = [sums[at + SPENT]!, sums[at + 1]!]
		if (points.length === 0 && items === 0) continue
		cumulative += cents
		const day = rememberedDayName(first + at / DAY_WIDTH)
		points.push({ day, cents, cumulative, count: sums[at + PURCHASES]!, items })
	}
	return points
}

function joined(parts: readonly DaySums[], first: number): Float64Array {
	const last = Math.max(...parts.map((part) => part.last))
	const sums = new Float64Array((last - first + 1) * DAY_WIDTH)
	for (const part of parts) {
		const start = (part.first - first) * DAY_WIDTH
		for (let at = 0; at < part.sums.length; at++) sums[start + at]! += part.sums[at]!
	}
	return sums
}
