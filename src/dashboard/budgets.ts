import { type Accessor, createMemo } from 'solid-js'
import type { LedgerSession } from '../app/session'
import { type BudgetProgress, budgetProgress } from '../ledger/budgets'
import type { BillMonth } from '../ledger/types'
import { createFigure } from '../metrics/solid/figure'

/** How the budgets of one bill month stand, whatever the filter; the whole bill first. */
export function createBudgets(
	session: LedgerSession,
	month: Accessor<BillMonth>,
): Accessor<BudgetProgress[]> {
	const spending = createFigure(session.metrics, (metrics) => metrics.spendingOf(month()))
	return createMemo(() => {
		const directory = session.directory()
		return directory ? budgetProgress(directory, spending(), month(), session.today()) : []
	})
}
