import { grown } from './grow'
import type { Row } from './read-rows'
import { UuidIndex } from './uuid-index'

/**
 * The transactions by slot, in the order in which they were first seen, tombstones included. Slots are never reused.
 *
 * `installments` 0 marks one without items. Where an item lies in its month: `positions[slot]` for a purchase of one piece;
 * for several pieces that is the start of a run in `parts` instead, one position each.
 */
export class Transactions {
	readonly ids = new UuidIndex()
	/** 0: nothing was taken in yet. */
	revisions = new Float64Array(0)
	occurredAt = new Float64Array(0)
	installments = new Uint8Array(0)
	/** Of the first installment, from January 1970. */
	months = new Uint16Array(0)
	private positions = new Uint32Array(0)
	private parts = new Uint32Array(0)
	private partsLength = 0
	/** Which details. Few rows have any, so it reaches only to the last slot that does. */
	private details = new Uint32Array(0)

	/** The slot of an id, a new one where it is not known yet; −1 when there is none left. */
	locate(id: Uint32Array): number {
		const slot = this.ids.enter(id)
		if (slot >= this.revisions.length) this.reserve(slot + 1)
		return slot
	}

	/** Takes over what a row says of the whole transaction, and makes room for the positions of its `pieces`. */
	describe(slot: number, { installments, detail, month, occurredAt }: Row, pieces: number): void {
		this.occurredAt[slot] = occurredAt
		this.months[slot] = month
		if (detail > 0 || slot < this.details.length) {
			this.details = grown(this.details, slot + 1)
			this.details[slot] = detail
		}
		if (pieces > 1 && installments !== this.installments[slot]) {
			// A run of another length is given up: rare, and 4 bytes an installment.
			this.positions[slot] = this.partsLength
			this.partsLength += pieces
			this.parts = grown(this.parts, this.partsLength)
		}
		this.installments[slot] = installments
	}

	/** The number of the transaction's details; 0: it has none. */
	detail(slot: number): number {
		return this.details[slot] ?? 0
	}

	/** Where a piece of a transaction of so many lies. */
	position(slot: number, piece: number, pieces: number): number {
		const place = this.positions[slot]!
		return pieces === 1 ? place : this.parts[place + piece - 1]!
	}

	setPosition(slot: number, piece: number, pieces: number, position: number): void {
		if (pieces === 1) this.positions[slot] = position
		else this.parts[this.positions[slot]! + piece - 1] = position
	}

	/** Forgets where items lie: all are about to be placed anew. */
	dropPositions(): void {
		this.parts = new Uint32Array(0)
		this.partsLength = 0
	}

	/** Makes room for so many transactions. */
	reserve(count: number): void {
		this.ids.reserve(count)
		this.revisions = grown(this.revisions, count)
		const capacity = this.revisions.length
		this.occurredAt = grown(this.occurredAt, capacity)
		this.installments = grown(this.installments, capacity)
		this.months = grown(this.months, capacity)
		this.positions = grown(this.positions, capacity)
	}
}
