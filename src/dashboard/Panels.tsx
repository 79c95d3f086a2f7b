import { type Component, Suspense } from 'solid-js'
import { watchBudgets } from '../settings/notices'
import { CategoryPanel } from './CategoryPanel'
import { useLedgerSession } from './dashboard-state'
import { HistoryPanel } from './HistoryPanel'
import { InTurn } from './InTurn'
import { BudgetPanel, CommittedPanel, NowPanel, PersonPanel } from './Rail'
import {
	SkeletonBudgets,
	SkeletonCategory,
	SkeletonCommitted,
	SkeletonHistory,
	SkeletonNow,
	SkeletonPerson,
	SkeletonSource,
	SkeletonTable,
} from './Skeleton'
import { SourcePanel } from './SourcePanel'

/** Everything below the first figures: asked for once those are on the screen. `purchases` is the last in the row. */
export default function Panels(props: { purchases: Component }) {
	watchBudgets(useLedgerSession())
	return (
		<>
			<InTurn build={CategoryPanel} meanwhile={SkeletonCategory} />
			<InTurn build={SourcePanel} meanwhile={SkeletonSource} />
			<InTurn build={HistoryPanel} meanwhile={SkeletonHistory} />
			{/* The side of the page that follows the moment: budgets, arrivals, what is coming, who spends. */}
			<aside class="rail a-rail">
				<InTurn build={BudgetPanel} meanwhile={SkeletonBudgets} />
				<InTurn build={NowPanel} meanwhile={SkeletonNow} />
				<InTurn build={CommittedPanel} meanwhile={SkeletonCommitted} />
				<InTurn build={PersonPanel} meanwhile={SkeletonPerson} />
			</aside>
			<Suspense fallback={<SkeletonTable />}>
				<InTurn build={props.purchases} meanwhile={SkeletonTable} />
			</Suspense>
		</>
	)
}
