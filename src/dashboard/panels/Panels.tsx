import { createEffect, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createModule } from '../../app/lazy'
import { afterFirstFigure, afterPaint } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { Deferred } from '../../ui/Deferred'
import { withWords } from '../../words'
import { cardsOf } from '../labels'
import {
	SkeletonBudgets,
	SkeletonCards,
	SkeletonCategory,
	SkeletonHistory,
	SkeletonLatest,
	SkeletonPerson,
	SkeletonPurchases,
	SkeletonRecurring,
	SkeletonSource,
	SkeletonUpcoming,
} from './skeletons'

const panels = createModule(withWords('panels', () => import('../all-panels')))

/** From so many cards on the rail is full: who spends stands below it. */
const MANY_CARDS = 2

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
	const cards = () => cardsOf(session.directory()).length
	const person = () => <Deferred component={code()?.PersonPanel} placeholder={SkeletonPerson} />
	const code = () => (props.ready ? panels.code() : undefined)
	return (
		<>
			<Deferred component={code()?.CategoryPanel} placeholder={SkeletonCategory} />
			<Deferred component={code()?.HistoryPanel} placeholder={SkeletonHistory} />
			<Deferred component={code()?.SourcePanel} placeholder={SkeletonSource} />
			{/* Beside the charts: budgets, cards, latest purchases, months to come, people. */}
			<aside class="rail area-rail" aria-hidden={!props.ready} style={{ '--cards': cards() }}>
				<Deferred component={code()?.BudgetPanel} placeholder={SkeletonBudgets} />
				<Show when={cards() > 0}>
					<Deferred component={code()?.CardsPanel} placeholder={SkeletonCards} />
				</Show>
				<Deferred component={code()?.LatestPanel} placeholder={SkeletonLatest} />
				<Deferred component={code()?.UpcomingPanel} placeholder={SkeletonUpcoming} />
				<Show when={cards() < MANY_CARDS}>{person()}</Show>
			</aside>
			<Deferred component={code()?.RecurringPanel} placeholder={SkeletonRecurring} />
			<Show when={cards() >= MANY_CARDS}>{person()}</Show>
			<Deferred component={code()?.PurchasePanel} placeholder={SkeletonPurchases} />
			<Dynamic component={code()?.BudgetWatch} />
		</>
	)
}
