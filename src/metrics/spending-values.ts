import type { Bucket } from './bucket'
import type { MedianValues, Part } from './median'
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
			const positions = this.view.positions(bucket, this.view.lens.spends)
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

	split(low: number, high: number): Part {
		const { lens, day } = this.view
		// Room for one more: the last value written may be one that does not count.
		const inside = new Float64Array(this.total + 1)
		let length = 0
		let below = 0
		for (const bucket of this.view.buckets()) {
			if (lens.texts === null && day === null) splitAll(bucket, lens.spends)
			else splitSome(bucket, this.view.positions(bucket, lens.spends))
		}
		return { inside: inside.subarray(0, length), below }

		/** Comparisons taken as numbers instead of branches, which on random amounts would be guessed wrong half of the time. */
		function splitAll({ cents, codes, length: end }: Bucket, spends: Uint8Array): void {
			let inner = length
			let under = 0
			for (let at = 0; at < end; at++) {
				const value = cents[at]!
				const counts = spends[codes[at]!]!
				inside[inner] = value
				inner += counts & Number(value >= low) & Number(value <= high)
				under += counts & Number(value < low)
			}
			length = inner
			below += under
		}

		function splitSome({ cents }: Bucket, positions: Uint32Array): void {
			let inner = length
			let under = 0
			for (let index = 0; index < positions.length; index++) {
				const value = cents[positions[index]!]!
				inside[inner] = value
				inner += Number(value >= low) & Number(value <= high)
				under += Number(value < low)
			}
			length = inner
			below += under
		}
	}
}
