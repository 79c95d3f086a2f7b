import type { LocalDay } from '../../ledger/types'

/** A line of the phone's list: a day's heading, or the row at a place in the sorted handles. */
export type DayEntry = { day: LocalDay } | { place: number }

/**
 * Puts a heading before each day's rows. `dayAt` tells the day of the row at a place; rows must be sorted by day. Days are
 * found by galloping, so that 100,000 rows of two years cost some thousand look-ups, not 100,000.
 */
export function dayEntries(count: number, dayAt: (place: number) => LocalDay | null): DayEntry[] {
	const entries: DayEntry[] = []
	let place = 0
	while (place < count) {
		const day = dayAt(place)
		const end = endOfDay(place, count, day, dayAt)
		if (day) entries.push({ day })
		for (; place < end; place++) entries.push({ place })
	}
	return entries
}

/** The first place after `start` that belongs to another day. */
function endOfDay(
	start: number,
	count: number,
	day: LocalDay | null,
	dayAt: (place: number) => LocalDay | null,
): number {
	let step = 1
	let inside = start
	while (inside + step < count && dayAt(inside + step) === day) {
		inside += step
		step *= 2
	}
	let outside = Math.min(count, inside + step)
	while (outside - inside > 1) {
		const middle = (inside + outside) >> 1
		if (dayAt(middle) === day) inside = middle
		else outside = middle
	}
	return outside
}
