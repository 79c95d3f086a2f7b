import type { MonthItems } from '../store/month-items'

/** Scratch buffer of the last answer. */
let scratch = new Uint32Array(1024)

/**
 * Those of the positions `among` (null: of all) at which a month's items have a 1 in `combos`, and fall on `day` where it is not
 * null. The next call overwrites the answer.
 *
 * Every position is written and the length grows by 0 or 1: no branch for the processor to guess wrong.
 */
export function scan(
	items: MonthItems,
	among: Uint32Array | null,
	combos: Uint8Array,
	day: number | null,
): Uint32Array {
	const { combos: comboOf, days: dayOf } = items
	const count = among === null ? items.length : among.length
	if (scratch.length < count) scratch = new Uint32Array(count * 2)
	const positions = scratch
	let found = 0
	for (let index = 0; index < count; index++) {
		const at = among === null ? index : among[index]!
		positions[found] = at
		found += combos[comboOf[at]!]! & Number(day === null || dayOf[at] === day)
	}
	return positions.subarray(0, found)
}
