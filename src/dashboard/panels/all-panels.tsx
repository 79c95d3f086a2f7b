import { useLedgerSession } from '../../app/session'
import { watchBudgets } from '../../budgets/notices'

export { PurchasePanel } from '../purchases/PurchasePanel'
export { BudgetPanel } from './BudgetPanel'
export { CategoryPanel } from './CategoryPanel'
export { HistoryPanel } from './HistoryPanel'
export { LatestPanel } from './LatestPanel'
export { PersonPanel } from './PersonPanel'
export { SourcePanel } from './SourcePanel'
export { UpcomingPanel } from './UpcomingPanel'

/** Shows nothing, and says when a budget is nearly or all spent. */
export function BudgetWatch() {
	watchBudgets(useLedgerSession())
	return null
}
