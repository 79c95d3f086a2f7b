import { createEffect } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { later } from '../app/later'
import { createPart } from '../app/lazily'
import { InTurn } from './InTurn'
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

const panels = createPart(() => import('./Panels'))
const purchases = createPart(() => import('./table/PurchasePanel'))

/**
 * Everything below the first figures: their places at once, their code once those figures are on the screen. Each place
 * is drawn once, and changed for its panel when that is built.
 */
export function Lower() {
	createEffect(() => {
		if (!later()) return
		panels.ask()
		purchases.ask()
	})
	return (
		<>
			<InTurn build={panels.code()?.CategoryPanel} meanwhile={SkeletonCategory} />
			<InTurn build={panels.code()?.SourcePanel} meanwhile={SkeletonSource} />
			<InTurn build={panels.code()?.HistoryPanel} meanwhile={SkeletonHistory} />
			{/* The side of the page that follows the moment: budgets, arrivals, what is coming, who spends. */}
			<aside class="rail a-rail">
				<InTurn build={panels.code()?.BudgetPanel} meanwhile={SkeletonBudgets} />
				<InTurn build={panels.code()?.NowPanel} meanwhile={SkeletonNow} />
				<InTurn build={panels.code()?.CommittedPanel} meanwhile={SkeletonCommitted} />
				<InTurn build={panels.code()?.PersonPanel} meanwhile={SkeletonPerson} />
			</aside>
			{/* The last in the row, also when its code comes first. */}
			<InTurn build={panels.code() && purchases.code()?.default} meanwhile={SkeletonTable} />
			<Dynamic component={panels.code()?.BudgetWatch} />
		</>
	)
}
