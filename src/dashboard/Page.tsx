import { createEffect, createMemo, createSignal, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Header } from '../app/header/Header'
import type { ShellControls } from '../app/header/shell-controls'
import { createModule, lazyWithRetry } from '../app/lazy'
import { formatHash, navigate, route } from '../app/router'
import { afterFirstFigure, buildQueue } from '../app/schedule'
import { onShortcut } from '../app/shortcuts'
import { createTitle } from '../app/title'
import type { Cents } from '../ledger/types'
import { emsOf } from '../ui/Figure'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords, withWords } from '../words'
import { Announcer } from './arrivals/Announcer'
import { createBannerKind, keepsFiguresAway } from './banner-kind'
import { BasisSwitch } from './headline/BasisSwitch'
import { Headline } from './headline/Headline'
import { MonthStepper } from './headline/MonthStepper'
import { JumpBar } from './JumpBar'
import { Panels } from './panels/Panels'
import { createSkeletonRows, rowsOfLastVisit, SkeletonHeadline, SkeletonKeyFigures } from './panels/skeletons'
import {
	createDashboardState,
	DashboardProvider,
	type DashboardState,
	useDashboard,
	useLedgerSession,
} from './state'

const t = useWords()
const ActiveFilters = lazyWithRetry(() => import('./ActiveFilters'))
const Banner = lazyWithRetry(withWords('panels', () => import('./Banner')))
const EmptyLedger = lazyWithRetry(() => import('./EmptyLedger'))
const FilterDrawer = lazyWithRetry(() => import('./FilterDrawer'))
const DetailsDrawer = lazyWithRetry(() => import('./DetailsDrawer'))
/** Its code comes with the first chart's, right after the main figure. */
const keyFigures = createModule(() => import('./headline/KeyFigures'))
const ReviewDrawer = lazyWithRetry(
	withWords(
		'settings',
		withWords('corrections', () => import('../review/ReviewDrawer')),
	),
)

/** The page people keep open. */
export default function DashboardPage(props: { shell: ShellControls }) {
	const session = useLedgerSession()
	const dashboard = createDashboardState(session)
	return (
		<DashboardProvider value={dashboard}>
			<Page shell={props.shell} />
		</DashboardProvider>
	)
}

function Page(props: { shell: ShellControls }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	createTitle(() =>
		dashboard.figures.isWaiting()
			? null
			: t('pageTitle', { what: session.money(dashboard.figures.spent()), ledger: session.ledger().name }),
	)
	const empty = createMemo(() => {
		session.version()
		return session.feed().coverage.complete && session.metrics.size() === 0
	})
	// Counting the first rows and rendering their figures are two tasks, so that neither blocks a phone for long.
	const ready = buildQueue.slot(() => !dashboard.figures.isWaiting())
	onShortcut('filters', () => dashboard.drawers.openFilters())
	onShortcut('previous', () => dashboard.selection.step(-1))
	onShortcut('next', () => dashboard.selection.step(1))
	onShortcut('clear', () => dashboard.selection.clear())
	// A drawer's code is loaded when it is first opened; the drawer then stays in the page.
	const [detailsWanted, setDetailsWanted] = createSignal(false)
	const [filtersWanted, setFiltersWanted] = createSignal(false)
	createEffect(() => {
		if (dashboard.drawers.details()) setDetailsWanted(true)
		if (dashboard.drawers.filters()) setFiltersWanted(true)
	})
	const reviewing = () => route().path === '/conferir'
	return (
		<>
			<Header
				shell={props.shell}
				center={
					<div class="months">
						<MonthStepper />
						<BasisSwitch place="header" />
					</div>
				}
				tools={<Tools />}
				below={
					<Show when={dashboard.selection.filterCount()}>
						<Suspense fallback={<div class="chips chips-wait" />}>
							<ActiveFilters />
						</Suspense>
					</Show>
				}
			/>
			<main
				id="content"
				class="page"
				data-page="dashboard"
				tabindex="-1"
				aria-busy={dashboard.figures.isWaiting()}
			>
				<Show
					when={!empty()}
					fallback={
						<Suspense>
							<EmptyLedger />
						</Suspense>
					}
				>
					<JumpBar />
					<Sheet ready={ready()} />
					<Show when={ready() && session.backend.kind === 'demo'}>
						<p class="demo">{t('demo.note')}</p>
					</Show>
				</Show>
			</main>
			<nav class="bar" aria-label={t('controls')}>
				<MonthStepper />
				<FiltersButton narrow />
				<ReviewLink narrow />
			</nav>
			<Announcer />
			<Suspense>
				<Show when={filtersWanted()}>
					<FilterDrawer open={dashboard.drawers.filters()} onClose={() => dashboard.drawers.closeFilters()} />
				</Show>
				<Show when={detailsWanted()}>
					<DetailsDrawer />
				</Show>
				<Show when={reviewing()}>
					<ReviewDrawer onClose={() => navigate(formatHash('/', route().query))} />
				</Show>
			</Suspense>
		</>
	)
}

/** Above this, in em, the strip's figures are long ones. */
const LONG = 8

/** How wide the widest sum in the strip of figures is, in em: they are all set in one size. */
function widestFigure(dashboard: DashboardState, money: (cents: Cents) => string): number {
	const { balance, average } = dashboard.figures.totals()
	const sums = [
		dashboard.figures.before().cents,
		dashboard.figures.projection().cents,
		dashboard.figures.committedTotal(),
		balance,
		average ?? 0,
		dashboard.figures.top()[0]?.cents ?? 0,
	]
	return Math.max(...sums.map((cents) => emsOf(money(cents))))
}

/** The page's parts, from the first wait on: each placeholder is replaced by its part as that is built. `ready`: there are rows. */
function Sheet(props: { ready: boolean }) {
	const session = useLedgerSession()
	const note = createBannerKind()
	const dashboard = useDashboard()
	const rows = createSkeletonRows(dashboard)
	const says = () =>
		props.ready ? afterFirstFigure() && note.kind() !== null : keepsFiguresAway(note.kind())
	// The main figure is painted first.
	createEffect(() => afterFirstFigure() && keyFigures.load())
	const figuresSlot = buildQueue.slot(() => props.ready && keyFigures.code() !== undefined)
	const widest = createMemo(() => (figuresSlot() ? widestFigure(dashboard, session.money) : 0))
	return (
		<div
			class="sheet dash"
			classList={{
				'no-banner': props.ready ? note.kind() === null : !says(),
				'sk-bare': props.ready && dashboard.figures.byCategory().length === 0,
				'long-figures': widest() > LONG,
			}}
			style={props.ready ? { ...rows(), '--figure-em': widest() || 1 } : rowsOfLastVisit()}
		>
			<Suspense>
				{/* The note's code waits for the first figure, as all else does, unless none can come. */}
				<Show when={says()}>
					<Banner note={note} />
				</Show>
			</Suspense>
			<Show when={props.ready} fallback={<SkeletonHeadline />}>
				<Headline />
			</Show>
			<Panels
				ready={props.ready}
				figures={
					<Show when={figuresSlot()} fallback={<SkeletonKeyFigures />}>
						<Dynamic component={keyFigures.code()?.KeyFigures} />
					</Show>
				}
			/>
		</div>
	)
}

function Tools() {
	return (
		<>
			<FiltersButton />
			<ReviewLink />
		</>
	)
}

function FiltersButton(props: { narrow?: boolean }) {
	const dashboard = useDashboard()
	const label = () =>
		dashboard.selection.filterCount() ? t('filtersOn', dashboard.selection.filterCount()) : t('filters')
	return (
		<button
			type="button"
			class={props.narrow ? 'btn btn-bare with' : 'btn only-wide'}
			aria-label={props.narrow ? label() : undefined}
			aria-haspopup="dialog"
			onClick={() => dashboard.drawers.openFilters()}
		>
			<Icon of={icons.filter} large={props.narrow ?? false} />
			<Show when={!props.narrow}>
				<span class="lbl">{t('filters')}</span>
			</Show>
			<Show when={dashboard.selection.filterCount()}>
				<span class="count">{dashboard.selection.filterCount()}</span>
			</Show>
		</button>
	)
}

function ReviewLink(props: { narrow?: boolean }) {
	const session = useLedgerSession()
	const { waiting } = session
	const count = waiting.count
	// Nothing is claimed of lists that could not be read.
	const isUnread = () => !waiting.isRead() && Boolean(waiting.error())
	const shown = () => (isUnread() ? '–' : count())
	return (
		<a
			class={props.narrow ? 'btn btn-bare with' : 'btn only-wide'}
			href={formatHash('/conferir', route().query)}
			aria-label={props.narrow ? t('reviewCount', count()) : undefined}
		>
			<Icon of={icons.inbox} large={props.narrow ?? false} />
			<Show when={!props.narrow}>
				<span class="lbl">{t('toReview')}</span>
			</Show>
			<Show when={!props.narrow || count() > 0 || isUnread()}>
				<span
					class="count"
					classList={{ 'count-warn': count() > 0, 'count-0': count() === 0 }}
					data-pending={count()}
				>
					{shown()}
				</span>
			</Show>
		</a>
	)
}
