import type { TransactionRow } from './columns'
import { addMonths } from './month'
import type { Months } from './types'

/**
 * The transactions of a ledger in memory, kept as the database keeps them: every change takes the next revision, without
 * gaps. What the demo and the feed's tests have in place of a server.
 */
export class RevisedRows<Row extends TransactionRow> {
	/** In the order of revisions: a changed row moves to the end. */
	private readonly rows = new Map<string, Row>()
	private revision = 0

	/** The newest revision. */
	get head(): number {
		return this.revision
	}

	get(id: string): Row | undefined {
		return this.rows.get(id)
	}

	ids(): string[] {
		return [...this.rows.keys()]
	}

	/** Keeps the row under the next revision, in place of the one with its id. */
	put(row: Row): Row {
		row.revision = ++this.revision
		this.rows.delete(row.id)
		this.rows.set(row.id, row)
		return row
	}

	/** The rows with a revision after `after`, at most `maxRows`, in the order of revisions, as `ledger_changes` answers them. */
	changes(
		after: number,
		maxRows: number,
		months: Months | null = null,
	): { head: number; upto: number; rows: Row[] } {
		const rows: Row[] = []
		const head = this.revision
		if (maxRows === 0) return { head, upto: after, rows }
		for (const row of this.rows.values()) {
			if (row.revision <= after || (months && !fallsIn(row, months))) continue
			if (rows.length === maxRows) return { head, upto: rows.at(-1)!.revision, rows }
			rows.push(row)
		}
		return { head, upto: head, rows }
	}
}

/** Whether an installment of the transaction falls into the months. */
export function fallsIn(row: Pick<TransactionRow, 'bill_month' | 'installments'>, months: Months): boolean {
	return row.bill_month <= months.to && addMonths(row.bill_month, row.installments - 1) >= months.from
}
