import { createEffect, createMemo, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createModule } from '../../app/lazy'
import { isStacked, isTablet } from '../../app/media'
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
 * Everything beside and below the first figures, which are among it: where there is no rail, its upper panels stand before
 * them. So what is read out, and what the keyboard reaches, follows as it is seen. Placeholders are rendered at once; the
 * panels' code is loaded after the first figures, and each panel replaces its placeholder when it is built. `ready`: there
 * are rows to show.
 */
export function Panels(props: { ready: boolean; figures: JSX.Element }) {
	const session = useLedgerSession()
	createEffect(() => {
		if (!afterFirstFigure()) return
		// Starting the request takes a moment too: a task of its own, after the one of the chart above.
		afterPaint(panels.load)
	})
	const cards = createMemo(() => cardsOf(session.directory()).length)
	const code = () => (props.ready ? panels.code() : undefined)
	const Budgets = () => <Deferred component={code()?.BudgetPanel} placeholder={SkeletonBudgets} />
	const Bills = () => (
		<Show when={cards() > 0}>
			<Deferred component={code()?.CardsPanel} placeholder={SkeletonCards} />
		</Show>
	)
	const Latest = () => <Deferred component={code()?.LatestPanel} placeholder={SkeletonLatest} />
	const Upcoming = () => <Deferred component={code()?.UpcomingPanel} placeholder={SkeletonUpcoming} />
	const Person = () => <Deferred component={code()?.PersonPanel} placeholder={SkeletonPerson} />
	const Rail = (rail: { children: JSX.Element }) => (
		<aside class="rail area-rail" aria-hidden={!props.ready} style={{ '--cards': cards() }}>
			{rail.children}
		</aside>
	)
	return (
		<>
			<Show when={isStacked()}>
				<Rail>
					<Latest />
					<Budgets />
					<Bills />
					<Show when={isTablet() && cards() === 0}>
						<Upcoming />
					</Show>
				</Rail>
			</Show>
			{props.figures}
			<Deferred component={code()?.CategoryPanel} placeholder={SkeletonCategory} />
			<Deferred component={code()?.HistoryPanel} placeholder={SkeletonHistory} />
			<Deferred component={code()?.SourcePanel} placeholder={SkeletonSource} />
			<Show
				when={isStacked()}
				fallback={
					<Rail>
						<Budgets />
						<Bills />
						<Latest />
						<Upcoming />
						<Show when={cards() < MANY_CARDS}>
							<Person />
						</Show>
					</Rail>
				}
			>
				<Show when={isTablet() && cards() > 0}>
					<Upcoming />
				</Show>
				<Person />
				<Show when={!isTablet()}>
					<Upcoming />
				</Show>
			</Show>
			<Deferred component={code()?.RecurringPanel} placeholder={SkeletonRecurring} />
			<Show when={!isStacked() && cards() >= MANY_CARDS}>
				<Person />
			</Show>
			<Deferred component={code()?.PurchasePanel} placeholder={SkeletonPurchases} />
			<Dynamic component={code()?.BudgetWatch} />
		</>
	)
}
