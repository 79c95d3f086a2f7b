import type { Bucket } from './bucket'
import type { View } from './view'

/** The cents of the `count` spending items that the filter shows, in no order. */
export function spendingValues(view: View, count: number): Float64Array {
	const { day, lens } = view
	// Room for one more: the last value written may be one that does not count.
	const values = new Float64Array(count + 1)
	let length = 0
	for (const bucket of view.buckets()) {
		if (lens.texts === null && day === null) length = addMost(bucket, lens.spends, values, length)
		else length = addSome(bucket, view.positions(bucket, lens.spends), values, length)
	}
	return values.subarray(0, length)
}

/** Every value is written and the length grows by 0 or 1: no branch for the processor to guess wrong. */
function addMost(
	{ cents, codes, length: end }: Bucket,
	spends: Uint8Array,
	values: Float64Array,
	from: number,
): number {
	let length = from
	for (let at = 0; at < end; at++) {
		values[length] = cents[at]!
		length += spends[codes[at]!]!
	}
	return length
}

function addSome({ cents }: Bucket, positions: Uint32Array, values: Float64Array, from: number): number {
	for (let index = 0; index < positions.length; index++) values[from + index] = cents[positions[index]!]!
	return from + positions.length
}
