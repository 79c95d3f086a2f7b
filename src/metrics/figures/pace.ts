import { type Course, PACE_MONTHS, paceOf, type SpendingPace } from '../../ledger/budgets'
import { addMonthsToDay } from '../../ledger/day'
import { monthNumber } from '../../ledger/month'
import type { BillMonth } from '../../ledger/types'
import type { Metrics } from '../index'
import { FIRST_MONTH } from '../store/month-items'

/** How much of `month` is usually spent by today's day of it; whatever the filter. */
export function usualPace(metrics: Metrics, month: BillMonth): SpendingPace {
	return metrics.derive(`pace ${month}`, ({ plainMonth, store }, today) => {
		const { categories } = store.combos
		const courses: Course[] = []
		for (let back = 1; back <= PACE_MONTHS; back++) {
			const shown = plainMonth(monthNumber(month) - FIRST_MONTH - back)
			if (!shown) continue
			const [whole, spent] = [shown.sums(), shown.upTo(addMonthsToDay(today, -back))]
			courses.push({ of: 'all', whole: whole.spending().cents, spent: spent.spending().cents })
			for (const { id, cents } of whole.groups(categories))
				courses.push({ of: id, whole: cents, spent: spent.centsOf(categories, id) })
		}
		return paceOf(courses)
	})
}
