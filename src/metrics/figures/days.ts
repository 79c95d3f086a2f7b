import { dayName } from '../../ledger/day'
import type { MonthRange } from '../filter/compiled-filter'
import type { Filtered } from '../filter/filtered'
import type { DaySums } from '../live/keyed-sums'
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
 * Invariant: the points are the sums of `parts` as they were at `versions`. So after a change only days from the first one of a
 * changed part on are summed again.
 */
export class DaySeries {
	private points: DayPoint[] = []
	/** The day of the first point. */
	private first = 0
	private parts: DaySums[] = []
	private versions: number[] = []

	read(filtered: Filtered, { from, to }: MonthRange): readonly DayPoint[] {
		const parts: DaySums[] = []
		for (let month = Math.max(0, from); month <= to; month++) {
			const days = filtered.month(month)?.read()?.days
			if (days) parts.push(days)
		}
		const isKnown = parts.length === this.parts.length && parts.every((part, at) => part === this.parts[at])
		const changed = isKnown ? parts.filter((part, at) => part.version !== this.versions[at]) : parts
		this.parts = parts
		this.versions = parts.map((part) => part.version)
		if (isKnown && changed.length === 0) return this.points
		this.sumFrom(isKnown ? Math.min(...changed.map((part) => part.first)) : Number.NEGATIVE_INFINITY)
		return this.points
	}

	/** Keeps the points of the days before `changed`, and makes the others anew. */
	private sumFrom(changed: number): void {
		const { parts, points: held } = this
		const kept = Math.min(held.length, Math.max(0, changed - this.first))
		const first = kept > 0 ? this.first + kept : Math.min(...parts.map((part) => part.first))
		const length = Math.max(0, ...parts.map((part) => part.last - first + 1))
		const cents = new Float64Array(length)
		const counts = new Int32Array(length)
		const items = new Int32Array(length)
		for (const part of parts) {
			for (let day = Math.max(first, part.first); day <= part.last; day++) {
				cents[day - first]! += part.cents[day - part.first]!
				counts[day - first]! += part.counts[day - part.first]!
				items[day - first]! += part.items[day - part.first]!
			}
		}
		// Sums may reach over days whose items are gone, or are no spending.
		let start = 0
		let end = length
		while (kept === 0 && start < end && items[start] === 0) start++
		while (end > start && items[end - 1] === 0) end--

		const points = held.slice(0, kept)
		let cumulative = points.at(-1)?.cumulative ?? 0
		let same = true
		for (let at = start; at < end; at++) {
			cumulative += cents[at]!
			const before = held[points.length]
			const sum = { cents: cents[at]!, count: counts[at]!, items: items[at]! }
			const point = pointOf(before, { day: nameOf(first + at), ...sum, cumulative })
			same &&= point === before
			points.push(point)
		}
		while (points.at(-1)?.items === 0) points.pop()
		if (kept === 0) this.first = first + start
		if (!same || points.length !== held.length) this.points = points
	}
}

/** The point held at that place if it says the same, else a new one. */
function pointOf(held: DayPoint | undefined, fresh: DayPoint): DayPoint {
	const says =
		held?.cumulative === fresh.cumulative &&
		held.cents === fresh.cents &&
		held.count === fresh.count &&
		held.items === fresh.items &&
		held.day === fresh.day
	return says ? held : fresh
}
