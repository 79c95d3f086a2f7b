import { watchBudgets } from '../budgets/notices'
import { useLedgerSession } from './dashboard-state'

export { CategoryPanel } from './CategoryPanel'
export { HistoryPanel } from './HistoryPanel'
export { BudgetPanel, CommittedPanel, NowPanel, PersonPanel } from './Rail'
export { SourcePanel } from './SourcePanel'
export { PurchasePanel } from './table/PurchasePanel'

/** Shows nothing, and says when a budget is nearly or all spent. */
export function BudgetWatch() {
	watchBudgets(useLedgerSession())
	return null
}
