import { createEffect, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createModule } from '../../app/lazy'
import { afterFirstFigure, afterPaint } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { Deferred } from '../../ui/Deferred'
import { cardsOf } from '../labels'
import {
	SkeletonBudgets,
	SkeletonCards,
	SkeletonCategory,
	SkeletonHistory,
	SkeletonLatest,
	SkeletonPerson,
	SkeletonPurchases,
	SkeletonSource,
	SkeletonUpcoming,
} from './skeletons'

const panels = createModule(() => import('../all-panels'))

/**
 * Everything below the first figures. Placeholders are rendered at once; the panels' code is loaded after the first figures,
 * and each panel replaces its placeholder when it is built. `ready`: there are rows to show.
 */
export function Panels(props: { ready: boolean }) {
	const session = useLedgerSession()
	createEffect(() => {
		if (!afterFirstFigure()) return
		// Starting the request takes a moment too: a task of its own, after the one of the chart above.
		afterPaint(panels.load)
	})
	const code = () => (props.ready ? panels.code() : undefined)
	return (
		<>
			<Deferred component={code()?.CategoryPanel} placeholder={SkeletonCategory} />
			<Deferred component={code()?.SourcePanel} placeholder={SkeletonSource} />
			<Deferred component={code()?.HistoryPanel} placeholder={SkeletonHistory} />
			{/* Beside the charts: budgets, latest purchases, coming bills, people. */}
			<aside
				class="rail area-rail"
				aria-hidden={!props.ready}
				style={{ '--cards': cardsOf(session.directory()).length }}
			>
				<Deferred component={code()?.BudgetPanel} placeholder={SkeletonBudgets} />
				<Show when={cardsOf(session.directory()).length > 0}>
					<Deferred component={code()?.CardsPanel} placeholder={SkeletonCards} />
				</Show>
				<Deferred component={code()?.LatestPanel} placeholder={SkeletonLatest} />
				<Deferred component={code()?.UpcomingPanel} placeholder={SkeletonUpcoming} />
				<Deferred component={code()?.PersonPanel} placeholder={SkeletonPerson} />
			</aside>
			<Deferred component={code()?.PurchasePanel} placeholder={SkeletonPurchases} />
			<Dynamic component={code()?.BudgetWatch} />
		</>
	)
}
