import { watchBudgets } from '../settings/notices'
import { CategoryPanel } from './CategoryPanel'
import { useLedgerSession } from './dashboard-state'
import { HistoryPanel } from './HistoryPanel'
import { Rail } from './Rail'
import { SourcePanel } from './SourcePanel'

/** Everything between the first figures and the purchases: asked for once those figures are on the screen. */
export default function Panels() {
	watchBudgets(useLedgerSession())
	return (
		<>
			<CategoryPanel />
			<SourcePanel />
			<HistoryPanel />
			<Rail />
		</>
	)
}
