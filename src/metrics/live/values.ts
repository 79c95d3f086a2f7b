/** All values of a run of ranks, in no order. */
export interface Part {
	inside: Float64Array
	/** How many values are below it. */
	below: number
}

/** A multiset of integers that can be gone through several times, so that nobody needs to copy all of it. */
export interface Values {
	readonly length: number
	/** About one value in `step`. */
	sample(step: number): Float64Array
	/** Those from `low` to `high`, copied. */
	between(low: number, high: number): Part
}

/** Values that lie in an array. */
export class Gathered implements Values {
	constructor(private readonly values: Float64Array) {}

	get length(): number {
		return this.values.length
	}

	sample(step: number): Float64Array {
		const sample = new Float64Array(Math.floor(this.length / step))
		for (let at = 0; at < sample.length; at++) sample[at] = this.values[at * step]!
		return sample
	}

	/** Comparisons taken as numbers instead of branches, which would be guessed wrong half of the time. */
	between(low: number, high: number): Part {
		const { values } = this
		// Room for one more: the last value written may be one that does not count.
		const inside = new Float64Array(values.length + 1)
		let length = 0
		let below = 0
		for (let at = 0; at < values.length; at++) {
			const value = values[at]!
			inside[length] = value
			length += Number(value >= low) & Number(value <= high)
			below += Number(value < low)
		}
		return { inside: inside.subarray(0, length), below }
	}
}
