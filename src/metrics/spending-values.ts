import type { MedianValues } from './median'
import { select } from './select'
import type { View } from './view'

/** The cents of the spending items that the filter shows, in no order. */
export class SpendingValues implements MedianValues {
	constructor(
		private readonly view: View,
		readonly total: number,
	) {}

	all(): Float64Array {
		const values = new Float64Array(this.total)
		let length = 0
		for (const bucket of this.view.buckets()) {
			const { cents } = bucket
			const positions = select(bucket, this.view.lens, this.view.lens.spends, this.view.day)
			for (let index = 0; index < positions.length; index++) values[length++] = cents[positions[index]!]!
		}
		return values
	}

	sample(step: number): Float64Array {
		const { lens, day } = this.view
		const values: number[] = []
		let at = 0
		for (const bucket of this.view.buckets()) {
			for (; at < bucket.length; at += step) {
				if (lens.spends[bucket.codes[at]!] === 0 || !lens.showsText(bucket.texts[at]!)) continue
				if (day === null || bucket.days[at] === day) values.push(bucket.cents[at]!)
			}
			at -= bucket.length
		}
		return Float64Array.from(values)
	}

	split(low: number, high: number): { inside: Float64Array; below: number } {
		const { lens, day } = this.view
		const found = new Int32Array(3)
		// Room for one more: the last value written may be one that does not count.
		const inside = new Float64Array(this.total + 1)
		for (const bucket of this.view.buckets()) {
			if (lens.texts === null && day === null)
				splitAll(bucket.cents, bucket.codes, bucket.length, lens.spends)
			else splitSome(bucket.cents, select(bucket, lens, lens.spends, day))
		}
		return { inside: inside.subarray(0, found[1]), below: found[0]! }

		/**
		 * 0 below, 1 inside, 2 above: a sum of comparisons instead of branches, which on random amounts would be guessed wrong
		 * half of the time.
		 */
		function splitAll(
			cents: Float64Array,
			codes: Uint16Array | Uint32Array,
			length: number,
			spends: Uint8Array,
		): void {
			for (let at = 0; at < length; at++) {
				const value = cents[at]!
				inside[found[1]!] = value
				found[Number(value >= low) + Number(value > high)]! += spends[codes[at]!]!
			}
		}

		function splitSome(cents: Float64Array, positions: Uint32Array): void {
			for (let index = 0; index < positions.length; index++) {
				const value = cents[positions[index]!]!
				inside[found[1]!] = value
				found[Number(value >= low) + Number(value > high)]!++
			}
		}
	}
}
