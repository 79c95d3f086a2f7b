import { grown } from './grown'

/** Items of a block: small enough that few blocks hold one of the largest, large enough that there are few blocks. */
const BLOCK = 64

/**
 * An upper bound of the amounts in each block of a month's items, by kind (incomes are large, and would hide that a block's
 * expenses are not). A search for the largest passes over every block that cannot hold one.
 *
 * Invariant: no item of a block and kind is above its bound. Bounds are never lowered: a largest item that goes leaves one that
 * is too high, which costs a look and is no error.
 */
export class Peaks {
	private bounds = new Float64Array(0)

	/** An item of that kind lies at the position now. */
	raise(position: number, kind: number, cents: number): void {
		const at = placeOf(position, kind)
		if (at >= this.bounds.length) this.bounds = grown(this.bounds, at + 1)
		if (cents > this.bounds[at]!) this.bounds[at] = cents
	}

	/** The first position from `position` on whose block may hold an item of that kind with at least so many cents; `end` when there is none. */
	next(position: number, kind: number, cents: number, end: number): number {
		const { bounds } = this
		let at = position
		while (at < end && bounds[placeOf(at, kind)]! < cents) at = endOfBlock(at)
		return Math.min(at, end)
	}
}

/** Where the block of a position ends. */
export function endOfBlock(position: number): number {
	return (Math.floor(position / BLOCK) + 1) * BLOCK
}

/** The bounds of both kinds lie beside each other. */
function placeOf(position: number, kind: number): number {
	return Math.floor(position / BLOCK) * 2 + kind
}
