import { createEffect, onMount, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createModule, lazyWithRetry } from '../../app/lazy'
import { isPhone } from '../../app/media'
import { afterFirstFigure, buildQueue, markFirstFigure } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { Figure } from '../../ui/Figure'
import { useWords } from '../../words'
import { useDashboard } from '../state'
import { BasisSwitch } from './BasisSwitch'
import { BudgetRuler } from './BudgetRuler'
import { Comparison } from './Comparison'

const t = useWords()

const Today = lazyWithRetry(() => import('./Today'))
const daysChart = createModule(() => import('../charts/DaysChart'))

/** The spending, the page's main figure: what it is compared with, its ruler, and the days it grew in. */
export function Headline() {
	onMount(markFirstFigure)
	const { backend, formats } = useLedgerSession()
	const dashboard = useDashboard()
	createEffect(() => afterFirstFigure() && daysChart.load())
	// Evaluating the chart's code and building it are two tasks.
	const chartSlot = buildQueue.slot(() => daysChart.code() !== undefined)
	return (
		<section class="panel area-headline headline">
			<div class="headline-main">
				<div class="headline-title">
					<h1 class="lab">{dashboard.figures.heading()}</h1>
					{/* The header has no room for it on a phone or an upright tablet. */}
					<Show when={backend.kind === 'demo'}>
						<span class="badge badge-ok only-tight">{t('demo.badge')}</span>
					</Show>
					<BasisSwitch place="headline" />
				</div>
				<Figure
					name="spent"
					class="fig-headline"
					cents={dashboard.figures.spent()}
					formats={formats()}
					glow={dashboard.spentIsNew()}
				/>
				<Comparison />
				<p class="spent-today" data-figure="today">
					<Show when={afterFirstFigure()}>
						<Suspense>
							<Today />
						</Suspense>
					</Show>
				</p>
				<BudgetRuler />
			</div>
			<Show when={chartSlot()} fallback={<div class="sk-days" />}>
				<Dynamic component={daysChart.code()?.DaysChart} height={isPhone() ? 144 : 216} />
			</Show>
		</section>
	)
}
