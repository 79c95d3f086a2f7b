import { grown } from './grow'
import type { ItemId } from './item-id'

/** Months and days are counted from January 1970 and kept in 16 bits. */
export const FIRST_MONTH = 1970 * 12
export const MONTHS = 2152
export const MAX_DAY = 0xffff

/**
 * The items of one month, in columns, in no order.
 *
 * Invariants: columns are dense (the last item takes a removed one's place), so scans meet live items only; `firstDay` and
 * `lastDay` enclose every day, but need not be reached once items are gone. Keep no reference to a column over an `add`:
 * columns are replaced when they grow.
 */
export class MonthItems {
	length = 0
	cents = new Float64Array(0)
	combos = new Uint32Array(0)
	days = new Uint16Array(0)
	ids = new Int32Array(0)
	firstDay = Number.POSITIVE_INFINITY
	lastDay = Number.NEGATIVE_INFINITY

	/** `month` counts from January 1970. */
	constructor(readonly month: number) {}

	/** Answers the item's position. */
	add(id: ItemId, combo: number, cents: number, day: number): number {
		const at = this.length++
		if (at === this.cents.length) {
			this.cents = grown(this.cents, at + 1)
			const capacity = this.cents.length
			this.combos = grown(this.combos, capacity)
			this.days = grown(this.days, capacity)
			this.ids = grown(this.ids, capacity)
		}
		this.cents[at] = cents
		this.combos[at] = combo
		this.ids[at] = id
		this.days[at] = day
		if (day < this.firstDay) this.firstDay = day
		if (day > this.lastDay) this.lastDay = day
		return at
	}

	/** Where an item lies. Looked for from the end: changes are mostly of what came last. */
	positionOf(id: ItemId): number {
		return this.ids.lastIndexOf(id, this.length - 1)
	}

	/** Takes an item out. */
	remove(position: number): void {
		const last = --this.length
		this.cents[position] = this.cents[last]!
		this.combos[position] = this.combos[last]!
		this.days[position] = this.days[last]!
		this.ids[position] = this.ids[last]!
	}
}
