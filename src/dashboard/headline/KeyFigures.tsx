import { createMemo, type JSX, Show, Suspense } from 'solid-js'
import { createWords } from '../../app/language'
import { lazyWithRetry } from '../../app/lazy'
import { whenSettled } from '../../app/schedule'
import { Explain } from '../../ui/Explain'
import { billDays } from '../figures'
import { words } from '../first-words'
import { useDashboard, useLedgerSession } from '../state'

const t = createWords(words)

const ProjectionNote = lazyWithRetry(() => import('./ProjectionNote'))

/** The strip of figures beside the ruling one. One line each; boxes never grow. */
export function KeyFigures() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { totals, projection, committed, byCategory, top } = dashboard
	const formats = session.formats
	const money = session.money
	const historyMissing = () => !session.feed().coverage.complete

	const income = dashboard.isIncome
	/** Said of what is about whole months, where a day is chosen. */
	const withoutDay = () => (dashboard.query().day ? t('tile.withoutDay') : null)
	const previousNote = () => {
		const ignored = withoutDay()
		if (ignored) return ignored
		if (dashboard.filtered()) return t('tile.sameFilters')
		const { name } = dashboard.before()
		return dashboard.isRange() ? name : t('tile.previousClosed', { month: name })
	}
	const spending = () => (income() ? totals().income : totals().expense)
	const perDay = () => {
		if (dashboard.query().day) return ''
		const days = billDays(dashboard.months(), session.today())
		return days > 0 ? t('tile.perDay', { count: formats().decimal(spending().count / days) }) : ''
	}
	const topGroup = createMemo(() => byCategory()[0])
	const biggest = createMemo(() => top()[0])
	const projectionNote = () => {
		const ignored = withoutDay()
		if (ignored) return ignored
		const { method, cents } = projection()
		if (method === 'closed') return t('tile.closed')
		const limit = dashboard.filtered()
			? undefined
			: dashboard.budgets().find((row) => row.category_id === null)?.limit
		if (limit === undefined) return t(method === 'history' ? 'tile.byHistory' : 'tile.byPace')
		return cents <= limit ? t('tile.fits') : t('tile.over', { amount: money(cents - limit) })
	}
	const balanceNote = () => {
		const { kind } = dashboard.query()
		return kind ? t(`tile.only.${kind}`) : t('tile.income', { amount: money(totals().income.cents) })
	}
	const committedTotal = createMemo(() => committed().reduce((sum, month) => sum + month.cents, 0))
	const committedNote = () => {
		const ignored = withoutDay()
		if (ignored) return ignored
		const last = committed().at(-1)
		return last
			? t('tile.committedNote', committed().length, formats().monthTick(last.month))
			: t('tile.noneCommitted')
	}

	return (
		<dl class="key-figures area-figures">
			<KeyFigure
				name="previous"
				label={t(dashboard.isRange() ? 'tile.previousRange' : 'tile.previous')}
				value={money(dashboard.before().cents)}
				note={previousNote()}
				waits={historyMissing() && dashboard.incomplete()}
			/>
			<KeyFigure
				name="projection"
				label={t('tile.projection')}
				value={money(projection().cents)}
				note={projectionNote()}
				waits={historyMissing() && projection().method !== 'closed'}
				explain={
					<Explain label={t('tile.explainProjection')}>
						<Show when={whenSettled()}>
							<Suspense>
								<ProjectionNote method={projection().method} committed={money(projection().committed)} />
							</Suspense>
						</Show>
					</Explain>
				}
			/>
			<KeyFigure
				name="committed"
				label={t(income() ? 'tile.committedIncome' : 'tile.committed')}
				value={money(committedTotal())}
				note={committedNote()}
			/>
			<KeyFigure
				name="balance"
				label={t('tile.balance')}
				value={money(totals().balance)}
				note={balanceNote()}
				noteName="income"
				noteValue={money(totals().income.cents)}
			/>
			<KeyFigure
				name="purchases"
				label={t(income() ? 'tile.incomes' : 'tile.purchases')}
				value={formats().count(spending().count)}
				note={perDay()}
			/>
			<KeyFigure
				name="average"
				label={t(income() ? 'tile.averageIncome' : 'tile.average')}
				value={totals().average === null ? '–' : money(totals().average ?? 0)}
				note={
					totals().median === null
						? t('tile.noData')
						: t('tile.median', { amount: money(totals().median ?? 0) })
				}
			/>
			<KeyFigure
				name="top-category"
				label={t(income() ? 'tile.topIncome' : 'tile.topCategory')}
				swatch={topGroup() && dashboard.colorOf(topGroup()?.id ?? null)}
				value={topGroup() ? dashboard.nameOf('category', topGroup()?.id ?? null) : '–'}
				note={
					topGroup()
						? t('tile.topNote', {
								amount: money(topGroup()?.cents ?? 0),
								share: formats().percent((topGroup()?.cents ?? 0) / Math.max(1, dashboard.spent())),
							})
						: t('tile.noData')
				}
			/>
			<KeyFigure
				name="biggest"
				label={t(income() ? 'tile.biggestIncome' : 'tile.biggest')}
				value={biggest() ? money(biggest()?.cents ?? 0) : '–'}
				note={biggest()?.description ?? t('tile.noData')}
			/>
		</dl>
	)
}

function KeyFigure(props: {
	name: string
	label: string
	value: string
	note: string
	/** The figure inside the note, when it has one of its own. */
	noteName?: string
	noteValue?: string
	swatch?: string | undefined
	/** Needs history that isn't in yet: a wait, not a false figure. */
	waits?: boolean
	explain?: JSX.Element
}) {
	const dashboard = useDashboard()
	const glow = dashboard.highlights.ofFigure(() => props.value)
	/** The note cut around its own figure. */
	const cut = () => {
		const at = props.noteValue ? props.note.indexOf(props.noteValue) : -1
		if (at < 0 || !props.noteValue) return null
		return [props.note.slice(0, at), props.noteValue, props.note.slice(at + props.noteValue.length)] as const
	}
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
				<dd class="v" classList={{ 'is-new': glow() }}>
					<Show when={props.swatch}>
						<i class="sw" style={{ '--k': props.swatch }} />
					</Show>
					<span data-figure={props.name}>{props.value}</span>
				</dd>
				<dd class="n">
					<Show when={cut()} fallback={props.note}>
						{(parts) => (
							<>
								{parts()[0]}
								<span data-figure={props.noteName}>{parts()[1]}</span>
								{parts()[2]}
							</>
						)}
					</Show>
				</dd>
			</Show>
		</div>
	)
}
