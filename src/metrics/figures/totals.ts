import type { Filtered } from '../filter/filtered'
import type { Totals } from '../types'
import { average } from './rounding'
import { spendingValues } from './spending-values'

/** Sums and middles of what the filter shows. */
export function totalsOf(view: Filtered): Totals {
	const { expense, income, spending } = view.sums()
	return {
		expense: { ...expense },
		income: { ...income },
		balance: income.cents - expense.cents,
		average: average(spending.cents, spending.count),
		median: view.median.read(() => spendingValues(view, spending.count)),
	}
}
