import type { TransactionColumns } from '../../src/ledger/types'

/** A summary of a set of rows, by which two sets can be told apart. */
export interface Sample {
	applied: number
	rows: number
	live: number
	cents: number
	/** Sum of the revisions: tells a stale row even where its amount did not change. */
	revisions: number
}

/** Rows by id, newest revision wins, with running sums. */
export function makeRowStore() {
	const held = new Map<string, { revision: number; cents: number; voided: boolean }>()
	let live = 0
	let cents = 0
	let revisions = 0

	function count(row: { revision: number; cents: number; voided: boolean }, sign: 1 | -1) {
		revisions += sign * row.revision
		if (row.voided) return
		live += sign
		cents += sign * row.cents
	}

	return {
		apply(columns: TransactionColumns) {
			for (let i = 0; i < columns.id.length; i++) {
				const id = columns.id[i]!
				const before = held.get(id)
				if (before && before.revision >= columns.revision[i]!) continue
				const row = {
					revision: columns.revision[i]!,
					cents: columns.amount_cents[i]!,
					voided: columns.voided[i]!,
				}
				if (before) count(before, -1)
				count(row, 1)
				held.set(id, row)
			}
		},
		clear() {
			held.clear()
			live = 0
			cents = 0
			revisions = 0
		},
		sample: (applied: number): Sample => ({ applied, rows: held.size, live, cents, revisions }),
	}
}
