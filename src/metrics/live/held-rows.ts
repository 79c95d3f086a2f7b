import { blankRow, type TransactionRow } from '../../ledger/columns'
import type { Metrics } from '../index'

/** A row as the store holds it. */
export interface HeldRow {
	/** The row as `ledger_changes` carries it. Of a voided one only id, revision and `voided` say anything. */
	row: TransactionRow
	/** 0: it came from the server. More: the page made it of that one (`Metrics.apply`). */
	step: number
}

/** The whole transaction of an id, whatever the filter and the basis. Null: no row of it was taken in. */
export function heldRow(metrics: Metrics, id: string): HeldRow | null {
	const { store } = metrics.source()
	const slot = store.transactions.ids.find(id)
	const held = slot < 0 ? 0 : store.transactions.revisions[slot]!
	if (held === 0) return null
	const revision = Math.floor(held)
	const isLive = store.transactions.installments[slot] !== 0
	return {
		row: isLive ? store.row(slot) : { ...blankRow(id, 0), revision, voided: true },
		step: held - revision,
	}
}
