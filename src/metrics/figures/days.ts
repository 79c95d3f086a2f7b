import { rememberedDayName } from '../../ledger/day'
import type { MonthRange } from '../filter/compiled-filter'
import type { Filtered } from '../filter/filtered'
import { DAY_WIDTH, type DaySums, PURCHASES, SPENT } from '../filter/sums'
import type { DayPoint } from '../types'

/**
 * Spending of a range by day, from the first day that has any to the last, without gaps: the days of its months joined. Points
 * that did not change are kept as they are, and so is the array when none did. The filter's day is ignored.
 */
export class DaySeries {
	private points: readonly DayPoint[] = []

	read(filtered: Filtered, { from, to }: MonthRange): readonly DayPoint[] {
		const parts: DaySums[] = []
		for (let month = Math.max(0, from); month <= to; month++) {
			const days = filtered.month(month)?.days()
			if (days) parts.push(days)
		}
		const points = parts.length === 0 ? [] : this.join(parts)
		if (points.length !== this.points.length || points.some((point, at) => point !== this.points[at]))
			this.points = points
		return this.points
	}

	private join(parts: readonly DaySums[]): DayPoint[] {
		const first = Math.min(...parts.map((part) => part.first))
		const last = Math.max(...parts.map((part) => part.last))
		const sums = parts.length === 1 ? parts[0]!.sums : new Float64Array((last - first + 1) * DAY_WIDTH)
		if (parts.length > 1)
			for (const part of parts) {
				const start = (part.first - first) * DAY_WIDTH
				for (let at = 0; at < part.sums.length; at++) sums[start + at]! += part.sums[at]!
			}
		const points: DayPoint[] = []
		let cumulative = 0
		let end = sums.length
		// Sums may reach over days whose items are gone, or are no spending.
		while (end > 0 && sums[end - DAY_WIDTH + 1] === 0) end -= DAY_WIDTH
		for (let at = 0; at < end; at += DAY_WIDTH) {
			const items = sums[at + 1]!
			if (points.length === 0 && items === 0) continue
			const cents = sums[at + SPENT]!
			cumulative += cents
			const day = rememberedDayName(first + at / DAY_WIDTH)
			const count = sums[at + PURCHASES]!
			const held = this.points[points.length]
			const says = held?.cumulative === cumulative && held.cents === cents && held.day === day
			if (says && held.count === count && held.items === items) points.push(held)
			else points.push({ day, cents, cumulative, count, items })
		}
		return points
	}
}
