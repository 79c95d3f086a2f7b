import { EXPENSE } from './codes'
import { average } from './rounding'
import { spendingValues } from './spending-values'
import type { Totals } from './types'
import type { View } from './view'

/** Sums and middles of what the filter shows. */
export function totalsOf(view: View): Totals {
	const { codes } = view.store
	const { passes, spends } = view.lens
	const cube = view.rangeCube()
	const expense = { cents: 0, count: 0 }
	const income = { cents: 0, count: 0 }
	const spending = { cents: 0, count: 0 }
	for (let code = 0; code < cube.size; code++) {
		if (passes[code] === 0) continue
		const sum = codes.kinds[code] === EXPENSE ? expense : income
		sum.cents += cube.cents[code]!
		sum.count += cube.counts[code]!
		if (spends[code] === 0) continue
		spending.cents += cube.cents[code]!
		spending.count += cube.counts[code]!
	}
	return {
		expense,
		income,
		balance: income.cents - expense.cents,
		average: average(spending.cents, spending.count),
		median: view.median.read(() => spendingValues(view, spending.count)),
	}
}
