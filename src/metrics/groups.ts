import type { Dimension } from './codes'
import type { Cube } from './cube'
import type { Group } from './types'

/** A cube's sums by one dimension, of the codes with a 1 in `codes`; largest first, ties by id, null last. */
export function groupBy(dimension: Dimension, cube: Cube, codes: Uint8Array): Group[] {
	const cents = new Float64Array(dimension.refs.length)
	const counts = new Int32Array(dimension.refs.length)
	for (let code = 0; code < cube.size; code++) {
		const ordinal = dimension.ordinals[code]!
		cents[ordinal]! += cube.cents[code]! * codes[code]!
		counts[ordinal]! += cube.counts[code]! * codes[code]!
	}
	const groups: Group[] = []
	dimension.refs.forEach((id, ordinal) => {
		if (counts[ordinal]! > 0) groups.push({ id, cents: cents[ordinal]!, count: counts[ordinal]! })
	})
	return groups.sort(
		(a, b) => b.cents - a.cents || (a.id ?? Number.POSITIVE_INFINITY) - (b.id ?? Number.POSITIVE_INFINITY),
	)
}
