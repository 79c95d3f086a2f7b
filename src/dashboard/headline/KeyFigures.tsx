import { createMemo, type JSX, Show, Suspense } from 'solid-js'
import { lazyWithRetry } from '../../app/lazy'
import { whenSettled } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { Explain } from '../../ui/Explain'
import { RichText } from '../../ui/RichText'
import { useWords, withWords } from '../../words'
import { shareOf } from '../charts/groups'
import { createExpected } from '../recurring/expected'
import { useDashboard } from '../state'
import { committedTitle } from '../titles'

const t = useWords()

const ProjectionNote = lazyWithRetry(withWords('panels', () => import('./ProjectionNote')))

/** The strip of figures beside the main one. One line each; boxes never grow. */
export function KeyFigures() {
	const dashboard = useDashboard()
	dashboard.figures.expect(createExpected(useLedgerSession(), dashboard))
	return (
		<dl class="key-figures area-figures">
			<PreviousFigure />
			<ProjectionFigure />
			<UpcomingFigure />
			<BalanceFigure />
			<CountFigure />
			<AverageFigure />
			<TopCategoryFigure />
			<BiggestFigure />
		</dl>
	)
}

/** What the month before cost, or as many months before. */
function PreviousFigure() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const note = () => {
		if (dashboard.selection.query().day) return t('tile.withoutDay')
		if (dashboard.selection.isFiltered()) return t('tile.sameFilters')
		const { name } = dashboard.figures.before()
		return dashboard.selection.isRange() || !dashboard.figures.saysBills()
			? name
			: t('tile.previousClosed', { month: name })
	}
	return (
		<KeyFigure
			name="previous"
			label={t(
				dashboard.selection.isRange()
					? 'tile.previousRange'
					: dashboard.selection.isCurrent()
						? 'tile.previous'
						: 'tile.monthBefore',
			)}
			value={session.money(dashboard.figures.before().cents)}
			note={note()}
			waits={!session.feed().coverage.complete && dashboard.figures.isIncomplete()}
		/>
	)
}

/** What the month will have cost when it ends. */
function ProjectionFigure() {
	const session = useLedgerSession()
	const { money } = session
	const dashboard = useDashboard()
	const { projection } = dashboard.figures
	const note = () => {
		if (dashboard.selection.query().day) return t('tile.withoutDay')
		const { method, cents } = projection()
		if (method === 'closed') return t('tile.closed')
		const limit = dashboard.selection.isFiltered() ? undefined : dashboard.figures.billBudget()?.limit
		if (method === 'early') return t('tile.tooEarly')
		if (limit === undefined) return t(method === 'history' ? 'tile.byHistory' : 'tile.byPace')
		return cents <= limit ? t('tile.fits') : t('tile.over', { amount: money(cents - limit) })
	}
	return (
		<KeyFigure
			name="projection"
			label={
				dashboard.selection.isCurrentMonth()
					? t('tile.projection')
					: t('tile.projectionOf', { month: session.formats().monthName(dashboard.selection.months().to) })
			}
			value={money(projection().cents)}
			note={note()}
			waits={!session.feed().coverage.complete && projection().method !== 'closed'}
			explain={
				<Explain label={t('tile.explainProjection')}>
					<Show when={whenSettled()}>
						<Suspense>
							<ProjectionNote
								method={projection().method}
								committed={projection().committed}
								recurring={dashboard.figures.expected()?.known().toCome ?? 0}
							/>
						</Suspense>
					</Show>
				</Explain>
			}
		/>
	)
}

/** What the bills to come hold already. */
function UpcomingFigure() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { committed } = dashboard.figures
	const note = () => {
		if (dashboard.selection.query().day) return t('tile.withoutDay')
		const monthly = dashboard.figures.expected()?.monthly() ?? 0
		if (monthly !== 0) return t('tile.committedMonthly', { amount: session.money(monthly) })
		const last = committed().at(-1)
		return last
			? t('tile.committedNote', committed().length, session.formats().monthTick(last.month))
			: t('tile.noneCommitted')
	}
	return (
		<KeyFigure
			name="committed"
			label={t(committedTitle(dashboard))}
			value={session.money(dashboard.figures.committedTotal())}
			note={note()}
		/>
	)
}

/** Income less spending. */
function BalanceFigure() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { totals } = dashboard.figures
	const only = () => dashboard.selection.query().kind
	return (
		<KeyFigure
			name="balance"
			label={t('tile.balance')}
			value={session.money(totals().balance)}
			note={
				<Show
					when={only()}
					fallback={
						<RichText
							of={t('tile.income')}
							slots={{ amount: <span data-figure="income">{session.money(totals().income.cents)}</span> }}
						/>
					}
				>
					{(kind) => <>{t(`tile.only.${kind()}`)}</>}
				</Show>
			}
		/>
	)
}

function CountFigure() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const count = () => dashboard.figures.sum().count
	/** The list below has incomes and refunds too, and every part of a purchase: the two numbers stand side by side. */
	const note = () => {
		const { income, spending } = dashboard.figures.totals()
		const { kind } = dashboard.selection.query()
		const rows = spending.items + (kind === null ? income.items : 0)
		return rows === count() ? '' : t('tile.ofEntries', { count: session.formats().count(rows) })
	}
	return (
		<KeyFigure
			name="purchases"
			label={t(dashboard.selection.isIncome() ? 'tile.incomes' : 'tile.purchases')}
			value={session.formats().count(count())}
			note={note()}
		/>
	)
}

function AverageFigure() {
	const { money } = useLedgerSession()
	const dashboard = useDashboard()
	const average = () => dashboard.figures.totals().average
	const median = () => dashboard.figures.totals().median
	return (
		<KeyFigure
			name="average"
			label={t(dashboard.selection.isIncome() ? 'tile.averageIncome' : 'tile.average')}
			value={average() === null ? '–' : money(average() ?? 0)}
			note={median() === null ? t('tile.noData') : t('tile.median', { amount: money(median() ?? 0) })}
		/>
	)
}

function TopCategoryFigure() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const top = createMemo(() => dashboard.figures.byCategory()[0])
	const note = () => {
		const group = top()
		if (!group) return t('tile.noData')
		// By itself, as nothing is added up here: 83.4 % is 83 %.
		const share = session.formats().percent(shareOf(group.cents, dashboard.figures.spent()))
		return t('tile.topNote', { amount: session.money(group.cents), share })
	}
	return (
		<KeyFigure
			name="top-category"
			label={t(dashboard.selection.isIncome() ? 'tile.topIncome' : 'tile.topCategory')}
			swatch={top() && dashboard.labels.colorOf(top()?.id ?? null)}
			value={top() ? dashboard.labels.nameOf('category', top()?.id ?? null) : '–'}
			note={note()}
		/>
	)
}

function BiggestFigure() {
	const { money } = useLedgerSession()
	const dashboard = useDashboard()
	const biggest = createMemo(() => dashboard.figures.top()[0])
	return (
		<KeyFigure
			name="biggest"
			label={t(dashboard.selection.isIncome() ? 'tile.biggestIncome' : 'tile.biggest')}
			value={biggest() ? money(biggest()?.cents ?? 0) : '–'}
			note={biggest()?.description ?? t('tile.noData')}
		/>
	)
}

function KeyFigure(props: {
	/** Language independent, also the hook for tests. */
	name: string
	label: string
	value: string
	note: JSX.Element
	swatch?: string | undefined
	/** It needs history that isn't in yet: shows a wait, not a false figure. */
	waits?: boolean
	explain?: JSX.Element
}) {
	const dashboard = useDashboard()
	const isNew = dashboard.highlights.ofFigure(() => props.value)
	return (
		<div class="key-figure">
			<dt>
				{props.label}
				{props.explain}
			</dt>
			<Show
				when={!props.waits}
				fallback={
					<>
						<dd class="v">
							<span class="sk wait">&nbsp;</span>
						</dd>
						<dd class="n">{t('tile.waiting')}</dd>
					</>
				}
			>
				<dd class="v" classList={{ 'is-new': isNew() }}>
					<Show when={props.swatch}>
						<i class="sw" style={{ '--k': props.swatch }} />
					</Show>
					<span data-figure={props.name}>{props.value}</span>
				</dd>
				<dd class="n">{props.note}</dd>
			</Show>
		</div>
	)
}
