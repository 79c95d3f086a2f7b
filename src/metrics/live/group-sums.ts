import type { ComboSums } from '../store/combo-sums'
import type { Dimension } from '../store/combos'
import { grown } from '../store/grown'
import type { Group } from '../types'

/** Sums by one dimension, exact as a cube's are. */
export class GroupSums {
	/** By ordinal. */
	private cents: Float64Array
	private counts: Int32Array

	constructor(private readonly dimension: Dimension) {
		this.cents = new Float64Array(dimension.refs.length)
		this.counts = new Int32Array(dimension.refs.length)
	}

	/** `cents` and `count` are negative when items are taken out. */
	add(code: number, cents: number, count: number): void {
		const ordinal = this.dimension.ordinals[code]!
		if (ordinal >= this.cents.length) {
			this.cents = grown(this.cents, ordinal + 1)
			this.counts = grown(this.counts, ordinal + 1)
		}
		this.cents[ordinal]! += cents
		this.counts[ordinal]! += count
	}

	/** Largest first, ties by id, null last. */
	groups(): Group[] {
		const { cents, counts, dimension } = this
		const groups: Group[] = []
		for (let ordinal = 0; ordinal < cents.length; ordinal++) {
			if (counts[ordinal]! > 0)
				groups.push({ id: dimension.refs[ordinal]!, cents: cents[ordinal]!, count: counts[ordinal]! })
		}
		return groups.sort(
			(a, b) => b.cents - a.cents || (a.id ?? Number.POSITIVE_INFINITY) - (b.id ?? Number.POSITIVE_INFINITY),
		)
	}
}

/** A cube's sums by one dimension, of the codes with a 1 in `codes`. */
export function groupBy(dimension: Dimension, cube: ComboSums, codes: Uint8Array): Group[] {
	const sums = new GroupSums(dimension)
	for (let code = 0; code < cube.size; code++) {
		if (codes[code] === 1 && cube.counts[code] !== 0) sums.add(code, cube.cents[code]!, cube.counts[code]!)
	}
	return sums.groups()
}
