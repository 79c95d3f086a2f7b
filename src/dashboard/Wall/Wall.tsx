import { createMemo, For, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { signOf } from '../entry'
import './wall.css'
import { StatePill } from '../../app/header/StatePill'
import { lazyWithRetry } from '../../app/lazy'
import { markFirstFigure } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { preferDark } from '../../app/theme'
import { clock, whenText } from '../../app/time'
import { createTitle } from '../../app/title'
import type { CardBill } from '../../ledger/card-bills'
import { arrivals } from '../../metrics/live/newest'
import { createFigure } from '../../metrics/solid'
import type { BillItem } from '../../metrics/types'
import { emsOf, Figure } from '../../ui/Figure'
import { Mark } from '../../ui/Mark'
import { useWords, withWords } from '../../words'
import { Announcer } from '../arrivals/Announcer'
import { createCards } from '../cards'
import { DaysChart } from '../charts/DaysChart'
import { BudgetRuler } from '../headline/BudgetRuler'
import { Comparison } from '../headline/Comparison'
import { cardsOf } from '../labels'
import { CardBillLine } from '../panels/CardBillLine'
import { OtherBill } from '../panels/OtherBill'
import { createExpected } from '../recurring/expected'
import { createDashboardState, DashboardProvider, useDashboard } from '../state'
import { createScale, createShift, keepAwake } from './screen'

const t = useWords()
const QuietNote = lazyWithRetry(withWords('panels', () => import('../QuietNote')))

/** More than a usual screen has room for: the stylesheet shows as many as fit. */
const ARRIVALS = 12
const BUDGETS = 3
const CARDS = 3
/** In px of the drawing. */
const CHART_HEIGHT = 272

/** The wall: no controls, large type, the current month for days on end. */
export default function Wall() {
	const session = useLedgerSession()
	const dashboard = createDashboardState(session)
	// Before anything is drawn: the mode sets the size of a rem.
	const page = document.documentElement
	page.dataset.mode = 'tv'
	onCleanup(() => {
		delete page.dataset.mode
	})
	onCleanup(preferDark())
	onCleanup(keepAwake())
	onMount(markFirstFigure)
	return (
		<DashboardProvider value={dashboard}>
			<Screen />
		</DashboardProvider>
	)
}

/** How wide the box is that waits for the month's figure. */
const GHOST_EMS = emsOf('R$ 0.000,00')

function Screen() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const shift = createShift()
	const scale = createScale()
	const time = createMemo(() => session.formats().time(clock()))
	const hasCards = () => cardsOf(session.directory()).length > 0
	dashboard.figures.expect(createExpected(session, dashboard))
	createTitle(() => session.ledger().name)
	return (
		<div class="tv" style={{ transform: `translate(${shift().x}px, ${shift().y}px)` }}>
			<header>
				<span class="mark">
					<Mark />
					<bdi>{session.ledger().name}</bdi>
				</span>
				<span class="tv-m">{session.formats().month(dashboard.selection.months().to)}</span>
				<span class="tv-r">
					<StatePill feed={session.feed()} paused={session.paused()} formats={session.formats()} />
					<time class="num">{time()}</time>
				</span>
			</header>
			<main
				class="tv-g"
				classList={{ 'with-cards': hasCards() }}
				id="content"
				data-page="tv"
				aria-busy={dashboard.figures.isWaiting()}
			>
				<section class="tv-headline">
					<h1 class="lab">{t(dashboard.figures.saysBills() ? 'tv.label' : 'tv.labelByPurchase')}</h1>
					<Show
						when={!dashboard.figures.isWaiting()}
						fallback={
							<span class="fig fig-headline sk" style={{ '--em': GHOST_EMS }}>
								<span>R$ 0.000,00</span>
							</span>
						}
					>
						<Figure
							name="spent"
							class="fig-headline"
							cents={dashboard.figures.spent()}
							formats={session.formats()}
							glow={dashboard.spentIsNew()}
						/>
					</Show>
					<div class="tv-line">
						<Comparison short />
						<p class="num">
							{t('tv.projection')}{' '}
							<b data-figure="projection">
								{dashboard.figures.isWaiting() ? '–' : session.money(dashboard.figures.projection().cents)}
							</b>
						</p>
					</div>
					<BudgetRuler />
				</section>
				<Latest />
				<section class="tv-chart">
					<DaysChart height={CHART_HEIGHT * scale()} wall={scale()} />
				</section>
				<Show when={hasCards()}>
					<CardBills />
				</Show>
				<FullestBudgets />
			</main>
			<Announcer />
		</div>
	)
}

function Latest() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const newest = createFigure(session.metrics, (metrics) => arrivals(metrics, ARRIVALS))
	/** Its category and who spent it; where the bill is another, that stands in the place of the person. */
	const aboutOf = (item: BillItem) => {
		const { labels } = dashboard
		const person = labels.isInOtherBill(item, session.thisMonth()) ? '' : labels.labelOf(item, 'person')
		return [labels.nameOf('category', item.category_id, item.category_text), person]
			.filter(Boolean)
			.join(' · ')
	}
	return (
		<section class="tv-latest">
			<h2>{t('tv.latest')}</h2>
			<Suspense>
				<Show when={session.quiet()?.length}>
					<p class="tv-quiet">
						<QuietNote />
					</p>
				</Show>
			</Suspense>
			<ul>
				<For each={newest()}>
					{(arrival) => (
						<Show
							when={arrival.item}
							fallback={
								<li>
									<i class="sw" />
									<span class="d">
										{t('now.imported', arrival.imported ?? 0, session.formats().count(arrival.imported ?? 0))}
									</span>
								</li>
							}
						>
							{(item) => (
								<li
									classList={{
										'is-new': dashboard.highlights.isNew(item().id) || dashboard.highlights.isBurst(),
									}}
								>
									<i class="sw" style={{ '--k': dashboard.labels.colorOf(item().category_id) }} />
									<span class="d">
										<bdi>{item().description}</bdi>
									</span>
									<span class="v num">
										{signOf(item())}
										{session.formats().amount(item().amount_cents)}
									</span>
									<span class="m names-and-bill">
										<span>{aboutOf(item())}</span>
										<OtherBill item={item()} />
									</span>
									<span class="t">{whenText(item().occurred_at, clock(), session.formats())}</span>
								</li>
							)}
						</Show>
					)}
				</For>
			</ul>
			<Show when={newest().length === 0 && !dashboard.figures.isWaiting()}>
				<p class="muted">{t('now.waiting')}</p>
			</Show>
		</section>
	)
}

/** What each card asks for next: the closed bill while something of it is left, else the open one. */
function CardBills() {
	const session = useLedgerSession()
	const cards = createCards(session)
	const bills = createMemo(() =>
		cards()
			.map(({ source, open, closed }) => ({ source, bill: closed.left > 0 ? closed : open }))
			.sort((a, b) => nextDay(a.bill).localeCompare(nextDay(b.bill)))
			.slice(0, CARDS),
	)
	return (
		<section class="tv-cards">
			<h2>{t('panel.cards')}</h2>
			<Show when={session.feed().coverage.complete} fallback={<p class="muted">{t('tile.waiting')}</p>}>
				<ul>
					<For each={bills()}>
						{({ source, bill }) => (
							<li data-card={source.id}>
								<span class="n">{source.name}</span>
								<CardBillLine bill={bill} month={session.formats().monthTick(bill.month)} />
							</li>
						)}
					</For>
				</ul>
			</Show>
		</section>
	)
}

/** The day on which a bill asks for something. */
const nextDay = ({ state, closes, due }: CardBill): string => (state === 'open' ? closes : (due ?? closes))

/** Budgets that are fullest; without budgets, the categories that cost most. */
function FullestBudgets() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const rows = createMemo(() => {
		const budgets = dashboard.figures.budgets().filter((row) => row.category_id !== null)
		if (budgets.length) {
			return [...budgets]
				.sort((a, b) => b.share - a.share)
				.slice(0, BUDGETS)
				.map((row) => ({ name: row.name ?? '', share: row.share, level: row.level as string }))
		}
		const sum = Math.max(1, dashboard.figures.spent())
		return dashboard.figures
			.byCategory()
			.slice(0, BUDGETS)
			.map((group) => ({
				name: dashboard.labels.nameOf('category', group.id),
				share: group.cents / sum,
				level: 'ok',
			}))
	})
	const hasBudgets = () => dashboard.figures.budgets().some((row) => row.category_id !== null)
	return (
		<section class="tv-cat">
			<h2>{t(hasBudgets() ? 'budgetPanel.mostUsed' : 'panel.category')}</h2>
			<ul>
				<For each={rows()}>
					{(row) => (
						<li classList={{ 'is-over': row.level === 'over', 'is-warn': row.level === 'warn' }}>
							<span class="n">{row.name}</span>
							<b class="num" classList={{ bad: row.level === 'over', up: row.level === 'warn' }}>
								{session.formats().percent(row.share)}
							</b>
							<span class="b">
								<i class="v" style={{ width: `${Math.min(100, row.share * 100)}%` }} />
							</span>
						</li>
					)}
				</For>
			</ul>
		</section>
	)
}
