import { average } from './rounding'
import { spendingValues } from './spending-values'
import type { Totals } from './types'
import type { View } from './view'

/** Sums and middles of what the filter shows. */
export function totalsOf(view: View): Totals {
	const { expense, income, spending } = view.sums()
	return {
		expense: { ...expense },
		income: { ...income },
		balance: income.cents - expense.cents,
		average: average(spending.cents, spending.count),
		median: view.median.read(() => spendingValues(view, spending.count)),
	}
}
