import { room } from './column'
import type { Row } from './row'
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

	/** The slot of an id; negative when it is not known. */
	find(id: Uint32Array): number {
		return this.index.find(id, this.ids)
	}

	/** The slot of an id that was just looked for, and not found. */
	add(id: Uint32Array): number {
		const slot = this.length++
		if (slot === this.revisions.length) this.reserve(this.length)
		this.ids.set(id, slot * 4)
		this.index.add(slot)
		return slot
	}

	/** Takes over what is said of the whole transaction, and makes room for the positions of its items. */
	describe(slot: number, row: Row, unmatched: number): void {
		this.occurredAt[slot] = row.occurredAt
		this.months[slot] = row.month
		this.unmatched[slot] = unmatched
		if (row.installments > 1 && row.installments !== this.installments[slot]) {
			// A run of another length is given up: rare, and 4 bytes an installment.
			this.positions[slot] = this.partsLength
			this.partsLength += row.installments
			this.parts = room(this.parts, this.partsLength)
		}
		this.installments[slot] = row.installments
	}

	position(slot: number, installment: number): number {
		const place = this.positions[slot]!
		return this.installments[slot] === 1 ? place : this.parts[place + installment - 1]!
	}

	setPosition(slot: number, installment: number, position: number): void {
		if (this.installments[slot] === 1) this.positions[slot] = position
		else this.parts[this.positions[slot]! + installment - 1] = position
	}

	/** Makes room for so many in all. */
	reserve(count: number): void {
		this.revisions = room(this.revisions, count)
		const capacity = this.revisions.length
		this.ids = room(this.ids, capacity * 4)
		this.occurredAt = room(this.occurredAt, capacity)
		this.installments = room(this.installments, capacity)
		this.months = room(this.months, capacity)
		this.unmatched = room(this.unmatched, capacity)
		this.positions = room(this.positions, capacity)
	}
}
