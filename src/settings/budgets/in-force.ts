import type { BillMonth, Budget } from '../../ledger/types'

/**
 * The budgets that hold in a bill month: of each category (and of the whole bill, `category_id` null) the latest row not
 * after `month`. A row of 0 ends its budget.
 */
export function budgetsInForce(budgets: readonly Budget[], month: BillMonth): Budget[] {
	const latest = new Map<number | null, Budget>()
	for (const budget of budgets) {
		if (budget.month > month) continue
		const held = latest.get(budget.category_id)
		if (!held || budget.month > held.month) latest.set(budget.category_id, budget)
	}
	return [...latest.values()].filter(({ amount_cents }) => amount_cents > 0)
}
