import { createEffect } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createModule } from '../../app/lazy'
import { afterFirstFigure, afterPaint } from '../../app/schedule'
import { InTurn } from '../../ui/Deferred'
import {
	SkeletonBudgets,
	SkeletonCategory,
	SkeletonCommitted,
	SkeletonHistory,
	SkeletonNow,
	SkeletonPerson,
	SkeletonSource,
	SkeletonTable,
} from './skeletons'

const panels = createModule(() => import('./all-panels'))

/**
 * Everything below the first figures: their places at once, their code once those figures are on the screen. Each place
 * is drawn once, and changed for its panel when that is built; `begun`: there are rows to build them of.
 */
export function Lower(props: { begun: boolean }) {
	createEffect(() => {
		if (!afterFirstFigure()) return
		// Asking takes a moment as well: a task of its own, after that of the chart above.
		afterPaint(panels.load)
	})
	const code = () => (props.begun ? panels.code() : undefined)
	return (
		<>
			<InTurn build={code()?.CategoryPanel} meanwhile={SkeletonCategory} />
			<InTurn build={code()?.SourcePanel} meanwhile={SkeletonSource} />
			<InTurn build={code()?.HistoryPanel} meanwhile={SkeletonHistory} />
			{/* The side of the page that follows the moment: budgets, arrivals, what is coming, who spends. */}
			<aside class="rail a-rail" aria-hidden={!props.begun}>
				<InTurn build={code()?.BudgetPanel} meanwhile={SkeletonBudgets} />
				<InTurn build={code()?.NowPanel} meanwhile={SkeletonNow} />
				<InTurn build={code()?.CommittedPanel} meanwhile={SkeletonCommitted} />
				<InTurn build={code()?.PersonPanel} meanwhile={SkeletonPerson} />
			</aside>
			<InTurn build={code()?.PurchasePanel} meanwhile={SkeletonTable} />
			<Dynamic component={code()?.BudgetWatch} />
		</>
	)
}
