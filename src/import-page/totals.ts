import type { ImportKind, PlanItem } from '../import/index'
import type { BillMonth, Cents } from '../ledger/types'

export const KINDS: readonly ImportKind[] = ['expense', 'refund', 'income', 'transfer']

/** What a file brings to one month, by kind. */
export interface MonthTotals {
	month: BillMonth
	cents: Record<ImportKind, Cents>
	count: number
}

/** Totals by month, newest first: of the bill where a line has one, else of its day; transfers by their day. */
export function totalsByMonth(items: readonly PlanItem[]): MonthTotals[] {
	const months = new Map<BillMonth, MonthTotals>()
	for (const { kind, bill_month, day, amount_cents } of items) {
		const month = (kind === 'transfer' ? null : bill_month) ?? day.slice(0, 7)
		let totals = months.get(month)
		if (!totals) {
			totals = { month, cents: { expense: 0, refund: 0, income: 0, transfer: 0 }, count: 0 }
			months.set(month, totals)
		}
		totals.cents[kind] += amount_cents
		totals.count++
	}
	return [...months.values()].sort((a, b) => (a.month < b.month ? 1 : -1))
}
