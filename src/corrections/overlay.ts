import { blankRow, COLUMN_NAMES, columnsOfRows, type TransactionRow } from '../ledger/columns'
import { same } from '../ledger/same'
import type { Metrics } from '../metrics'
import { heldRow } from '../metrics/live/held-rows'

/** One step after a revision. There is room for a million of them before the next. */
const STEP = 2 ** -20

/**
 * What the page shows of transactions that were corrected and not yet confirmed. Each goes into the metrics as an ordinary
 * change, a step after the server's row, so that every figure follows at the cost of that change; taken back, the server's row
 * goes in again, one more step on. The server's next row comes after all of them by itself.
 */
export class Overlay {
	/** The server's rows under the corrected ones. */
	private readonly under = new Map<string, TransactionRow | null>()

	constructor(private readonly metrics: Metrics) {}

	/** The server's newest row of a transaction; null: none was seen. */
	serverRow(id: string): TransactionRow | null {
		const held = this.held(id)
		if (held === null || held.step === 0 || !this.under.has(id))
			return held && held.row.revision > 0 ? held.row : null
		return this.under.get(id) ?? null
	}

	/** Shows `wanted` in place of the server's row; null: the server's row again. Answers whether anything moved. */
	show(id: string, wanted: TransactionRow | null): boolean {
		const held = this.held(id)
		const server = this.serverRow(id)
		if (wanted === null) this.under.delete(id)
		else this.under.set(id, server)
		const row = wanted ?? server ?? { ...blankRow(id, 0), voided: true }
		if (held === null ? wanted === null : isSame(held.row, row)) return false
		const revised = { ...row, revision: server?.revision ?? 0 }
		return this.metrics.apply(columnsOfRows([revised]), { step: (held?.step ?? 0) + STEP }) > 0
	}

	/** The transactions that are shown otherwise than the server has them. */
	shown(): string[] {
		return [...this.under.keys()]
	}

	/** The metrics were emptied: there is nothing under anything. */
	forget(): void {
		this.under.clear()
	}

	private held(id: string) {
		return heldRow(this.metrics, id)
	}
}

/** Whether two rows say the same; of voided ones nothing else counts. */
function isSame(a: TransactionRow, b: TransactionRow): boolean {
	if (a.voided || b.voided) return a.voided === b.voided
	return COLUMN_NAMES.every((name) => name === 'revision' || same(a[name], b[name]))
}
