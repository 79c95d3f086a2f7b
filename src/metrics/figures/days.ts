import { dayName } from '../../ledger/day'
import type { Filtered } from '../filter/filtered'
import type { MonthRange } from '../filter/month-range'
import type { DaySums } from '../live/day-sums'
import type { DayPoint } from '../types'

const names: string[] = []

/** Day names are asked for again and again: each is made once. */
function nameOf(day: number): string {
	names[day] ??= dayName(day)
	return names[day]
}

/**
 * Spending of a range by day, from the first day that has any to the last, without gaps. Points that did not change are kept
 * as they are, and so is the array when none did. The filter's day is ignored.
 *
 * Invariant: `cents` and `counts` (of the days from `first` on) are the sums of `histograms` as they were at `versions`. So
 * after a change only the days of the months that changed are summed again, and only points from the first of them on are
 * looked at.
 */
export class DaySeries {
	private points: DayPoint[] = []
	private histograms: DaySums[] = []
	private versions: number[] = []
	private first = 0
	private cents = new Float64Array(0)
	private counts = new Int32Array(0)

	read(view: Filtered, months: MonthRange): readonly DayPoint[] {
		const histograms: DaySums[] = []
		for (let month = Math.max(0, months.from); month <= months.to; month++) {
			const histogram = view.focus(month)?.days()
			if (histogram) histograms.push(histogram)
		}
		const known =
			histograms.length === this.histograms.length &&
			histograms.every((histogram, at) => histogram === this.histograms[at])
		if (!known) this.cover(histograms)
		const changed = known ? this.sumChanged() : this.first
		if (changed !== null) this.draw(changed)
		return this.points
	}

	/** Other histograms: everything is summed. */
	private cover(histograms: DaySums[]): void {
		this.histograms = histograms
		this.versions = histograms.map((histogram) => histogram.version)
		this.first = Math.min(...histograms.map((histogram) => histogram.first))
		const days = Math.max(0, ...histograms.map((histogram) => histogram.last - this.first + 1))
		this.cents = new Float64Array(days)
		this.counts = new Int32Array(days)
		for (const histogram of histograms) this.add(histogram, histogram.first, histogram.last)
	}

	/** Sums the days of changed histograms again. Answers the first of them; null: none changed. */
	private sumChanged(): number | null {
		let changed: number | null = null
		for (const [at, histogram] of this.histograms.entries()) {
			if (histogram.version === this.versions[at]) continue
			this.versions[at] = histogram.version
			const { first, last } = histogram
			this.cents.fill(0, first - this.first, last - this.first + 1)
			this.counts.fill(0, first - this.first, last - this.first + 1)
			for (const other of this.histograms) this.add(other, first, last)
			changed = Math.min(changed ?? first, first)
		}
		return changed
	}

	/** Adds what a histogram holds of the days `from` to `to`. */
	private add(histogram: DaySums, from: number, to: number): void {
		const end = Math.min(to, histogram.last)
		for (let day = Math.max(from, histogram.first); day <= end; day++) {
			this.cents[day - this.first]! += histogram.cents[day - histogram.first]!
			this.counts[day - this.first]! += histogram.counts[day - histogram.first]!
		}
	}

	/** Makes the points anew from those of day `changed` on. */
	private draw(changed: number): void {
		const { cents, counts, first, points: held } = this
		// Histograms may reach over days whose items are gone, or are no spending.
		let start = 0
		let end = counts.length
		while (start < end && counts[start] === 0) start++
		while (end > start && counts[end - 1] === 0) end--

		// What stands before the change stands as it did, if the series begins with the same day.
		const begins = start < end && held[0]?.day === nameOf(first + start)
		const kept = begins ? Math.min(held.length, Math.max(0, changed - first - start)) : 0
		const points = held.slice(0, kept)
		let cumulative = points.at(-1)?.cumulative ?? 0
		let same = held.length === end - start
		for (let at = start + kept; at < end; at++) {
			cumulative += cents[at]!
			const before = held[at - start]
			const point = pointOf(before, nameOf(first + at), cents[at]!, cumulative, counts[at]!)
			same &&= point === before
			points.push(point)
		}
		if (!same) this.points = points
	}
}

/** The point held at that place if it says the same, else a new one. */
function pointOf(
	held: DayPoint | undefined,
	day: string,
	cents: number,
	cumulative: number,
	count: number,
): DayPoint {
	const says =
		held?.cumulative === cumulative && held.cents === cents && held.count === count && held.day === day
	return says ? held : { day, cents, cumulative, count }
}
