import { KINDS, type TransactionRow, USUAL_VALUES } from '../../ledger/columns'
import { rememberedMonthName } from '../../ledger/month'
import { parseUuid } from '../../ledger/uuid'
import type { Filtered, Follower } from '../filter/filtered'
import { type ItemId, itemIdOf } from '../store/item-id'
import { FIRST_MONTH } from '../store/month-items'
import type { Store } from '../store/store'

/** A row as the store holds it. */
export interface HeldRow {
	/** The row as `ledger_changes` carries it. Of a voided one only id, revision and `voided` say anything. */
	row: TransactionRow
	/** 0: it came from the server. More: the page made it of that one (`Metrics.apply`). */
	step: number
}

/** Reads whole transactions back from the store, whatever the filter and the basis. */
export class HeldRows implements Follower {
	/** It keeps nothing that could go stale. */
	readonly drop?: () => void
	private readonly store: Store
	private readonly words = new Uint32Array(4)

	constructor({ store }: Filtered) {
		this.store = store
	}

	/** Null: no row of that id was taken in. */
	read(id: string): HeldRow | null {
		const { transactions } = this.store
		const slot = this.slotOf(id)
		const held = slot < 0 ? 0 : transactions.revisions[slot]!
		if (held === 0) return null
		const revision = Math.floor(held)
		const row =
			transactions.installments[slot] === 0 ? voidedRow(id, revision) : this.liveRow(slot, id, revision)
		return { row, step: held - revision }
	}

	/** The item of a transaction's part, or of its first where there is no such part any more; null: it has none. */
	itemId(id: string, part: number): ItemId | null {
		const slot = this.slotOf(id)
		if (slot < 0 || this.store.transactions.installments[slot] === 0) return null
		const item = itemIdOf(slot, part)
		return this.store.has(item) ? item : this.store.firstItem(slot)
	}

	/** −1: no row of that id was taken in. */
	private slotOf(id: string): number {
		return parseUuid(id, this.words) ? this.store.transactions.ids.find(this.words) : -1
	}

	private liveRow(slot: number, id: string, revision: number): TransactionRow {
		const { combos, transactions, descriptions } = this.store
		const combo = this.store.comboOf(slot)
		const details = this.store.detailsOf(slot)
		return {
			id,
			revision,
			kind: KINDS[combos.kinds[combo]!]!,
			amount_cents: this.store.total(slot),
			installments: transactions.installments[slot]!,
			bill_month: rememberedMonthName(transactions.months[slot]! + FIRST_MONTH),
			occurred_at: transactions.occurredAt[slot]!,
			description: descriptions.text(this.store.textOf(slot)),
			category_id: combos.categories.ref(combo),
			category_text: details.categoryText,
			source_id: combos.sources.ref(combo),
			source_text: details.sourceText,
			person_id: combos.people.ref(combo),
			person_text: details.personText,
			voided: false,
			to_source_id: details.to,
			to_source_text: details.toText,
			part: details.part,
			parts: details.parts,
			pays_month: details.paysMonth,
			moves: details.moves,
			refund_of: details.refundOf,
			bill_given: details.billGiven,
			imported: transactions.isImported(slot),
		}
	}
}

function voidedRow(id: string, revision: number): TransactionRow {
	return { ...blankRow(id, 0), revision, voided: true }
}

/** A transaction of which nothing is known yet but when it happened. */
export function blankRow(id: string, occurred_at: number): TransactionRow {
	return {
		id,
		revision: 0,
		kind: 'expense',
		amount_cents: 0,
		installments: 1,
		bill_month: '1970-01',
		occurred_at,
		description: '',
		category_id: null,
		category_text: null,
		source_id: null,
		source_text: null,
		person_id: null,
		person_text: null,
		voided: false,
		...USUAL_VALUES,
	}
}
