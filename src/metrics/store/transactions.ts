import { grown } from './grow'
import type { Row } from './read-rows'
import { UuidIndex } from './uuid-index'

/**
 * The transactions by slot, in the order in which they were first seen, tombstones included. Slots are never reused.
 *
 * `installments` 0 marks one without items. Where an item lies in its month: `positions[slot]` for a purchase paid at once;
 * for several installments that is the start of a run in `parts` instead, one position each.
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
	/** Numbers of raw labels. Few rows have any, so it reaches only to the last slot that does. */
	private labels = new Uint32Array(0)

	/** The slot of an id, a new one where it is not known yet; −1 when there is none left. */
	locate(id: Uint32Array): number {
		const slot = this.ids.enter(id)
		if (slot >= this.revisions.length) this.reserve(slot + 1)
		return slot
	}

	/** Takes over what a row says of the whole transaction, and makes room for the positions of its items. */
	describe(slot: number, { installments, label, month, occurredAt }: Row): void {
		this.occurredAt[slot] = occurredAt
		this.months[slot] = month
		if (label > 0 || slot < this.labels.length) {
			this.labels = grown(this.labels, slot + 1)
			this.labels[slot] = label
		}
		if (installments > 1 && installments !== this.installments[slot]) {
			// A run of another length is given up: rare, and 4 bytes an installment.
			this.positions[slot] = this.partsLength
			this.partsLength += installments
			this.parts = grown(this.parts, this.partsLength)
		}
		this.installments[slot] = installments
	}

	/** The number of the transaction's raw labels; 0: it has none. */
	label(slot: number): number {
		return this.labels[slot] ?? 0
	}

	position(slot: number, installment: number): number {
		const place = this.positions[slot]!
		return this.installments[slot] === 1 ? place : this.parts[place + installment - 1]!
	}

	setPosition(slot: number, installment: number, position: number): void {
		if (this.installments[slot] === 1) this.positions[slot] = position
		else this.parts[this.positions[slot]! + installment - 1] = position
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
