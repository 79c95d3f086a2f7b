import type { LocalDay } from '../../ledger/types'

/**
 * The lines of the phone's list: a place in the sorted handles, or, below zero, a day's heading (`headingOf` tells its place
 * among the days). Numbers, not objects: of 100,000 lines only those in sight are ever looked at.
 */
export interface DayEntries {
	lines: Int32Array
	days: LocalDay[]
}

/** Which of the days a line heads; null for a row. */
export const headingOf = (line: number): number | null => (line < 0 ? -1 - line : null)

/** No headings: the rows as they are. */
export function plainEntries(count: number): DayEntries {
	return { lines: Int32Array.from({ length: count }, (_, place) => place), days: [] }
}

/**
 * Puts a heading before each day's rows. `dayAt` tells the day of the row at a place; rows must be sorted by day. Days are
 * found by galloping, so that 100,000 rows of two years cost some thousand look-ups, not 100,000.
 */
export function dayEntries(count: number, dayAt: (place: number) => LocalDay | null): DayEntries {
	const days: LocalDay[] = []
	const starts: number[] = []
	for (let place = 0; place < count; ) {
		const day = dayAt(place)
		if (day) {
			days.push(day)
			starts.push(place)
		}
		place = endOfDay(place, count, day, dayAt)
	}
	const lines = new Int32Array(count + days.length)
	let heading = 0
	for (let place = 0; place < count; place++) {
		if (place === starts[heading]) {
			lines[place + heading] = -1 - heading
			heading++
		}
		lines[place + heading] = place
	}
	return { lines, days }
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
