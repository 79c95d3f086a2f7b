import { grown } from './grow'
import type { Row } from './read-rows'
import { UuidIndex } from './uuid-index'

/**
 * The transactions by slot, in the order in which they were first seen, tombstones included: each row's newest revision, as
 * numbers. Slots are never reused.
 */
export class Transactions {
	readonly ids = new UuidIndex()
	/** 0: nothing was taken in yet. */
	revisions = new Float64Array(0)
	occurredAt = new Float64Array(0)
	/** Of the whole purchase, cancelled parts included. */
	cents = new Float64Array(0)
	/** 0 marks one without items. */
	installments = new Uint8Array(0)
	/** Of the first installment, from January 1970. */
	months = new Uint16Array(0)
	/** Of the item that opens the purchase. */
	combos = new Uint32Array(0)
	/** Which description. */
	texts = new Uint32Array(0)
	/** Which details. Few rows have any, so it reaches only to the last slot that does. */
	details = new Uint32Array(0)

	/** The slot of an id, a new one where it is not known yet; −1 when there is none left. */
	locate(id: Uint32Array): number {
		const slot = this.ids.enter(id)
		if (slot >= this.revisions.length) this.reserve(slot + 1)
		return slot
	}

	/** Takes over what a live row says. */
	describe(slot: number, row: Row, combo: number): void {
		this.occurredAt[slot] = row.occurredAt
		this.cents[slot] = row.cents
		this.installments[slot] = row.installments
		this.months[slot] = row.month
		this.combos[slot] = combo
		this.texts[slot] = row.text
		if (row.detail === 0 && slot >= this.details.length) return
		this.details = grown(this.details, slot + 1)
		this.details[slot] = row.detail
	}

	/** In the order in which they were made, for `sort`. */
	readonly compare = (a: number, b: number): number =>
		this.occurredAt[a]! - this.occurredAt[b]! || this.ids.compare(a, b)

	/** Makes room for so many transactions. */
	reserve(count: number): void {
		this.ids.reserve(count)
		this.revisions = grown(this.revisions, count)
		const capacity = this.revisions.length
		this.occurredAt = grown(this.occurredAt, capacity)
		this.cents = grown(this.cents, capacity)
		this.installments = grown(this.installments, capacity)
		this.months = grown(this.months, capacity)
		this.combos = grown(this.combos, capacity)
		this.texts = grown(this.texts, capacity)
	}
}
