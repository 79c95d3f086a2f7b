import { grown } from './grown'
import { MAX_SLOTS } from './item-id'
import type { Rows } from './rows'
import { UuidIndex } from './uuid-index'

/**
 * The transactions by slot, in the order in which they were first seen, tombstones included. Slots are never reused.
 *
 * `installments` 0 marks one without items. Where an item lies in its month's bucket: `positions[slot]` for a purchase paid
 * at once; for several installments it is the start of a run in `parts` instead, one position each.
 */
export class Transactions {
	length = 0
	ids = new Uint32Array(0)
	/** 0: nothing was taken in yet. */
	revisions = new Float64Array(0)
	occurredAt = new Float64Array(0)
	installments = new Uint8Array(0)
	/** Of the first installment, from January 1970. */
	months = new Uint16Array(0)
	/** Of `unmatched`; 0: everything matched. */
	unmatched = new Uint32Array(0)
	private positions = new Uint32Array(0)
	private parts = new Uint32Array(0)
	private partsLength = 0
	private readonly index = new UuidIndex()

	/** The slot of each row, in `slots`: a new one for a fit row with an id not known yet, −1 where there is none to be had. */
	locate(rows: Rows, slots: Int32Array): void {
		this.reserve(Math.min(MAX_SLOTS, this.length + rows.length))
		this.length = this.index.locate(rows, this.ids, this.length, slots)
	}

	/** Takes over what a row says of the whole transaction, and makes grown for the positions of its items. */
	describe(slot: number, rows: Rows, at: number, unmatched: number): void {
		const installments = rows.installments[at]!
		this.occurredAt[slot] = rows.occurredAt[at]!
		this.months[slot] = rows.months[at]!
		this.unmatched[slot] = unmatched
		if (installments > 1 && installments !== this.installments[slot]) {
			// A run of another length is given up: rare, and 4 bytes an installment.
			this.positions[slot] = this.partsLength
			this.partsLength += installments
			this.parts = grown(this.parts, this.partsLength)
		}
		this.installments[slot] = installments
	}

	position(slot: number, installment: number): number {
		const place = this.positions[slot]!
		return this.installments[slot] === 1 ? place : this.parts[place + installment - 1]!
	}

	setPosition(slot: number, installment: number, position: number): void {
		if (this.installments[slot] === 1) this.positions[slot] = position
		else this.parts[this.positions[slot]! + installment - 1] = position
	}

	/** Makes grown for so many in all. */
	reserve(count: number): void {
		if (count <= this.revisions.length) return
		this.revisions = grown(this.revisions, count)
		const capacity = this.revisions.length
		this.ids = grown(this.ids, capacity * 4)
		this.occurredAt = grown(this.occurredAt, capacity)
		this.installments = grown(this.installments, capacity)
		this.months = grown(this.months, capacity)
		this.unmatched = grown(this.unmatched, capacity)
		this.positions = grown(this.positions, capacity)
	}

	/** The same before the first, for a load whose size is known: nothing needs to grow on the way. */
	expect(count: number): void {
		this.reserve(count)
		this.index.expect(count)
	}
}
