import { createEffect } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { later } from '../app/later'
import { createPart } from '../app/lazily'
import { afterPaint } from '../app/turns'
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
 * is drawn once, and changed for its panel when that is built; `begun`: there are rows to build them of.
 */
export function Lower(props: { begun: boolean }) {
	createEffect(() => {
		if (!later()) return
		// Asking takes a moment as well: each in a task of its own.
		afterPaint(() => {
			panels.ask()
			afterPaint(purchases.ask)
		})
	})
	return (
		<>
			<InTurn build={props.begun && panels.code()?.CategoryPanel} meanwhile={SkeletonCategory} />
			<InTurn build={props.begun && panels.code()?.SourcePanel} meanwhile={SkeletonSource} />
			<InTurn build={props.begun && panels.code()?.HistoryPanel} meanwhile={SkeletonHistory} />
			{/* The side of the page that follows the moment: budgets, arrivals, what is coming, who spends. */}
			<aside class="rail a-rail" aria-hidden={!props.begun}>
				<InTurn build={props.begun && panels.code()?.BudgetPanel} meanwhile={SkeletonBudgets} />
				<InTurn build={props.begun && panels.code()?.NowPanel} meanwhile={SkeletonNow} />
				<InTurn build={props.begun && panels.code()?.CommittedPanel} meanwhile={SkeletonCommitted} />
				<InTurn build={props.begun && panels.code()?.PersonPanel} meanwhile={SkeletonPerson} />
			</aside>
			{/* The last in the row, also when its code comes first. */}
			<InTurn build={props.begun && panels.code() && purchases.code()?.default} meanwhile={SkeletonTable} />
			<Dynamic component={(props.begun && panels.code()?.BudgetWatch) || undefined} />
		</>
	)
}
