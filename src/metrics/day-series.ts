import { dayName } from '../ledger/day'
import type { DayHistogram } from './day-histogram'
import type { MonthRange } from './range'
import type { DayPoint } from './types'
import type { View } from './view'

const names: string[] = []

/** Day names are asked for again and again: each is made once. */
function nameOf(day: number): string {
	names[day] ??= dayName(day)
	return names[day]
}

/**
 * Spending of a range by day, from the first day that has any to the last, without gaps. Points that did not change are kept
 * as they are, and so is the array when none did. The filter's day is ignored.
 */
export class DaySeries {
	private points: DayPoint[] = []

	read(view: View, months: MonthRange): readonly DayPoint[] {
		const histograms: DayHistogram[] = []
		for (let month = Math.max(0, months.from); month <= months.to; month++) {
			const histogram = view.focus(month)?.days()
			if (histogram) histograms.push(histogram)
		}
		const points = this.join(histograms)
		const unchanged =
			points.length === this.points.length && points.every((point, at) => point === this.points[at])
		if (!unchanged) this.points = points
		return this.points
	}

	private join(histograms: readonly DayHistogram[]): DayPoint[] {
		if (histograms.length === 0) return []
		const first = Math.min(...histograms.map((histogram) => histogram.first))
		const last = Math.max(...histograms.map((histogram) => histogram.last))
		const cents = new Float64Array(last - first + 1)
		const counts = new Int32Array(last - first + 1)
		for (const histogram of histograms) {
			const offset = histogram.first - first
			for (let at = 0; at < histogram.cents.length; at++) {
				cents[offset + at]! += histogram.cents[at]!
				counts[offset + at]! += histogram.counts[at]!
			}
		}

		// Histograms may reach over days whose items are gone, or are no spending.
		let start = 0
		let end = counts.length
		while (start < end && counts[start] === 0) start++
		while (end > start && counts[end - 1] === 0) end--

		const points: DayPoint[] = []
		let cumulative = 0
		for (let at = start; at < end; at++) {
			cumulative += cents[at]!
			points.push(this.pointOf(at - start, nameOf(first + at), cents[at]!, cumulative, counts[at]!))
		}
		return points
	}

	/** The point held at that place if it says the same, else a new one. */
	private pointOf(at: number, day: string, cents: number, cumulative: number, count: number): DayPoint {
		const held = this.points[at]
		const says =
			held?.cumulative === cumulative && held.cents === cents && held.count === count && held.day === day
		return says ? held : { day, cents, cumulative, count }
	}
}
