import { watchBudgets } from '../../budgets/notices'
import { useLedgerSession } from '../state'

export { PurchasePanel } from '../purchases/PurchasePanel'
export { CategoryPanel } from './CategoryPanel'
export { HistoryPanel } from './HistoryPanel'
export { BudgetPanel, LatestPanel, PersonPanel, UpcomingPanel } from './Rail'
export { SourcePanel } from './SourcePanel'

/** Shows nothing, and says when a budget is nearly or all spent. */
export function BudgetWatch() {
	watchBudgets(useLedgerSession())
	return null
}
