import { createEffect } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createModule } from '../../app/lazy'
import { afterFirstFigure, afterPaint } from '../../app/schedule'
import { Deferred } from '../../ui/Deferred'
import {
	SkeletonBudgets,
	SkeletonCategory,
	SkeletonHistory,
	SkeletonLatest,
	SkeletonPerson,
	SkeletonPurchases,
	SkeletonSource,
	SkeletonUpcoming,
} from './skeletons'

const panels = createModule(() => import('./all-panels'))

/**
 * Everything below the first figures: their places at once, their code once those figures are on the screen. Each place
 * is drawn once, and changed for its panel when that is built; `begun`: there are rows to build them of.
 */
export function Panels(props: { begun: boolean }) {
	createEffect(() => {
		if (!afterFirstFigure()) return
		// Asking takes a moment as well: a task of its own, after that of the chart above.
		afterPaint(panels.load)
	})
	const code = () => (props.begun ? panels.code() : undefined)
	return (
		<>
			<Deferred build={code()?.CategoryPanel} placeholder={SkeletonCategory} />
			<Deferred build={code()?.SourcePanel} placeholder={SkeletonSource} />
			<Deferred build={code()?.HistoryPanel} placeholder={SkeletonHistory} />
			{/* The side of the page that follows the moment: budgets, arrivals, what is coming, who spends. */}
			<aside class="rail area-rail" aria-hidden={!props.begun}>
				<Deferred build={code()?.BudgetPanel} placeholder={SkeletonBudgets} />
				<Deferred build={code()?.LatestPanel} placeholder={SkeletonLatest} />
				<Deferred build={code()?.UpcomingPanel} placeholder={SkeletonUpcoming} />
				<Deferred build={code()?.PersonPanel} placeholder={SkeletonPerson} />
			</aside>
			<Deferred build={code()?.PurchasePanel} placeholder={SkeletonPurchases} />
			<Dynamic component={code()?.BudgetWatch} />
		</>
	)
}
