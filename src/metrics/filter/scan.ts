import type { MonthItems } from '../store/month-items'

let scratch = new Uint32Array(1024)

/**
 * Positions of a bucket's items whose code has a 1 in `codes` and that fall on `day` or, when that is null, whose description
 * has a 1 in `texts`, when there are some. The answer is overwritten by the next call.
 *
 * Every position is written and the length grows by 0 or 1: no branch for the processor to guess wrong.
 */
export function select(
	bucket: MonthItems,
	codes: Uint8Array,
	texts: Uint8Array | null,
	day: number | null,
): Uint32Array {
	const { length } = bucket
	if (scratch.length < length) scratch = new Uint32Array(length * 2)
	const positions = scratch
	const codeOf = bucket.codes
	const textOf = bucket.texts
	const dayOf = bucket.days
	let found = 0
	// The same loop for each case: a condition inside would cost more than all the rest of it.
	if (day !== null) {
		for (let at = 0; at < length; at++) {
			positions[found] = at
			found += codes[codeOf[at]!]! & Number(dayOf[at] === day)
		}
	} else if (texts !== null) {
		for (let at = 0; at < length; at++) {
			positions[found] = at
			found += codes[codeOf[at]!]! & texts[textOf[at]!]!
		}
	} else {
		for (let at = 0; at < length; at++) {
			positions[found] = at
			found += codes[codeOf[at]!]!
		}
	}
	return positions.subarray(0, found)
}

/** Those of some positions whose code has a 1 in `codes` and, when `day` is given, that fall on it; else like `select`. */
export function sift(
	bucket: MonthItems,
	from: Uint32Array,
	codes: Uint8Array,
	day: number | null,
): Uint32Array {
	if (scratch.length < from.length) scratch = new Uint32Array(from.length * 2)
	const positions = scratch
	const codeOf = bucket.codes
	const dayOf = bucket.days
	let found = 0
	for (let index = 0; index < from.length; index++) {
		const at = from[index]!
		positions[found] = at
		found += codes[codeOf[at]!]! & Number(day === null || dayOf[at] === day)
	}
	return positions.subarray(0, found)
}
