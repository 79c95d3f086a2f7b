import type { Cents, LocalDay } from '../ledger/types'

/** Where the money of a line went, as far as two files of one account must agree about it. */
export interface DatedAmount {
	day: LocalDay
	cents: Cents
	/** A part of a purchase, or null: banks give it the day of the purchase, or its bill's. */
	part: number | null
}

/**
 * How a file is like lines that were recorded of an account in its days.
 * `same`: nearly all that one of the two has there, the other has too. `other`: nearly nothing. `none`: too little to tell.
 */
export type Likeness = 'same' | 'other' | 'unclear' | 'none'

/** So many lines in common prove something by themselves. */
const ENOUGH = 3
const MOST_OF = 0.8
const LITTLE_OF = 0.2

export interface Alike {
	likeness: Likeness
	/** So many lines have the day and amount of a recorded one. */
	found: number
}

/**
 * A file has all lines between its first day and its last: so those that were recorded of its account in between stand in it. Of the
 * first day and the last it may have but some.
 *
 * @param isWhole whether `recorded` is all that there is in these days, not a part of it
 */
export function likenessOf(file: DatedAmount[], recorded: DatedAmount[], isWhole = true): Alike {
	const lines = file.filter(({ part }) => part === null)
	const earlier = recorded.filter(({ part }) => part === null)
	if (lines.length === 0 || earlier.length === 0) return { likeness: 'none', found: 0 }
	let [first, last] = [lines[0]!.day, lines[0]!.day]
	for (const { day } of lines) {
		if (day < first) first = day
		if (day > last) last = day
	}
	const counts = countOf(lines)
	const covered = new Set(earlier.map(({ day }) => day))
	const own = lines.filter(({ day }) => covered.has(day)).length
	let [found, within, foundWithin] = [0, 0, 0]
	for (const line of earlier) {
		const isWithin = line.day > first && line.day < last
		if (isWithin) within++
		const left = counts.get(keyOf(line)) ?? 0
		if (left === 0) continue
		counts.set(keyOf(line), left - 1)
		found++
		if (isWithin) foundWithin++
	}
	const ofEarlier = within > 0 ? foundWithin / within : found / earlier.length
	const ofFile = isWhole && own > 0 ? found / own : 0
	return { likeness: judge({ found, ofEarlier, ofFile }, Math.min(earlier.length, own) - found), found }
}

function judge(
	{ found, ofEarlier, ofFile }: Record<'found' | 'ofEarlier' | 'ofFile', number>,
	missing: number,
): Likeness {
	const [less, more] = [Math.min(ofEarlier, ofFile), Math.max(ofEarlier, ofFile)]
	if (more >= MOST_OF && (found >= ENOUGH || less >= MOST_OF)) return 'same'
	if (more <= LITTLE_OF && missing >= ENOUGH) return 'other'
	return found + missing >= ENOUGH ? 'unclear' : 'none'
}

/** Lines that may be one have one. */
export const keyOf = ({ day, cents }: DatedAmount): string => `${day} ${cents}`

function countOf(lines: DatedAmount[]): Map<string, number> {
	const counts = new Map<string, number>()
	for (const line of lines) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1)
	return counts
}
