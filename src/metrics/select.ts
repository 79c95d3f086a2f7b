import type { Bucket } from './bucket'
import type { Lens } from './lens'

let scratch = new Uint32Array(1024)

/**
 * Positions of a bucket's items whose code has a 1 in `codes` (one of the lens's arrays), whose description the lens shows
 * and, when `day` is given, that fall on it. The answer is overwritten by the next call.
 *
 * Every position is written and the length grows by 0 or 1: no branch for the processor to guess wrong.
 */
export function select(bucket: Bucket, lens: Lens, codes: Uint8Array, day: number | null): Uint32Array {
	const { length } = bucket
	if (scratch.length < length) scratch = new Uint32Array(length * 2)
	const positions = scratch
	const codeOf = bucket.codes
	const textOf = bucket.texts
	const dayOf = bucket.days
	const { texts } = lens
	let found = 0
	// The same loop for each combination: a condition inside would cost more than all the rest of it.
	if (texts === null && day === null) {
		for (let at = 0; at < length; at++) {
			positions[found] = at
			found += codes[codeOf[at]!]!
		}
	} else if (texts !== null && day === null) {
		for (let at = 0; at < length; at++) {
			positions[found] = at
			found += codes[codeOf[at]!]! & texts[textOf[at]!]!
		}
	} else {
		for (let at = 0; at < length; at++) {
			positions[found] = at
			const shown = texts === null || texts[textOf[at]!] === 1
			found += codes[codeOf[at]!]! & Number(shown && dayOf[at] === day)
		}
	}
	return positions.subarray(0, found)
}
