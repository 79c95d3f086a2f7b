import type { Filtered } from '../filter/filtered'
import { Gathered, type Part, type Values } from '../live/values'
import type { MonthItems } from '../store/month-items'

/** The cents of the `count` spending items that the filter shows. To be read before the store changes. */
export function spendingValues(view: Filtered, count: number): Values {
	const buckets = [...view.buckets()]
	const items = buckets.reduce((sum, bucket) => sum + bucket.length, 0)
	const most = count * 3 > items && view.lens.texts === null && view.day === null
	return most ? new CodedValues(buckets, view.lens.spends, items, count) : gathered(view, count)
}

/** Few of the items: copied once, for going through all the others again would cost more. */
function gathered(view: Filtered, count: number): Gathered {
	const values = new Float64Array(count)
	let length = 0
	for (const bucket of view.buckets()) {
		const { cents } = bucket
		const positions = view.positions(bucket, view.lens.spends)
		for (let index = 0; index < positions.length; index++) values[length++] = cents[positions[index]!]!
	}
	return new Gathered(values)
}

/** The cents of all items with a 1 for their code, read where they lie: copying most of a long range would cost more. */
class CodedValues implements Values {
	constructor(
		private readonly buckets: readonly MonthItems[],
		private readonly codes: Uint8Array,
		private readonly items: number,
		readonly length: number,
	) {}

	sample(step: number): Float64Array {
		const sample = new Float64Array(Math.ceil(this.items / step) + 1)
		let found = 0
		let at = 0
		for (const { cents, codes, length } of this.buckets) {
			for (; at < length; at += step) {
				sample[found] = cents[at]!
				found += this.codes[codes[at]!]!
			}
			at -= length
		}
		return sample.subarray(0, found)
	}

	between(low: number, high: number): Part {
		// Room for one more: the last value written may be one that does not count.
		const part = { inside: new Float64Array(this.length + 1), below: 0 }
		let length = 0
		for (const bucket of this.buckets) length = addBetween(bucket, this.codes, low, high, part, length)
		return { inside: part.inside.subarray(0, length), below: part.below }
	}
}

/** Every value is written and the length grows by 0 or 1: no branch for the processor to guess wrong. */
function addBetween(
	{ cents, codes: codeOf, length: end }: MonthItems,
	codes: Uint8Array,
	low: number,
	high: number,
	part: Part,
	from: number,
): number {
	const { inside } = part
	let length = from
	let below = 0
	for (let at = 0; at < end; at++) {
		const value = cents[at]!
		const counts = codes[codeOf[at]!]!
		const reaches = counts & Number(value >= low)
		inside[length] = value
		length += reaches & Number(value <= high)
		below += counts - reaches
	}
	part.below += below
	return length
}
