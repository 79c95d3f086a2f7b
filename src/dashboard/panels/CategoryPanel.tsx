import { createMemo, Index, Show } from 'solid-js'
import { isPhone, isTablet } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import { type BudgetLevel, type BudgetProgress, budgetLevel } from '../../ledger/budgets'
import type { Cents } from '../../ledger/types'
import { createFigure } from '../../metrics/solid'
import type { Group, Ref } from '../../metrics/types'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { valueAxis } from '../charts/axis'
import { ChartCard } from '../charts/ChartCard'
import { groupTable } from '../charts/ChartTable'
import type { Drawing } from '../charts/drawing'
import { FilterHint } from '../charts/FilterHint'
import { largest, sharesOf } from '../charts/groups'
import { Plot } from '../charts/Plot'
import type { Labels } from '../labels'
import { useDashboard } from '../state'

const t = useWords()

/** Columns that fit with their names on two lines. */
const MOST = 10
const MOST_ON_TABLET = 7
const ALL = 1_000
/** Categories offered beside those filtered by. */
const MOST_OTHERS = 8
const HEIGHT = 292

interface Column {
	id: Ref
	name: string
	color: string
	cents: Cents
	count: number
	/** The budget, when the view can be held against it. */
	limit: Cents | null
	/** Where the spending stands against it. */
	level: BudgetLevel
	/** "Outras": the sum of many, not a filter. */
	rest: boolean
}

function columnOf(group: Group, labels: Labels, budgets: readonly BudgetProgress[]): Column {
	const budget = budgets.find(({ category_id }) => group.id !== null && category_id === group.id)
	return {
		...group,
		name: labels.nameOf('category', group.id),
		color: labels.colorOf(group.id),
		limit: budget?.limit ?? null,
		level: budget ? budgetLevel(group.cents, budget.limit) : 'ok',
		rest: false,
	}
}

const restColumn = (cents: Cents): Column => ({
	id: null,
	name: t('others'),
	color: 'var(--c-rest)',
	cents,
	count: 0,
	limit: null,
	level: 'ok',
	rest: true,
})

/** Spending by category: columns with budget marks on a desk, a list of bars on a phone. */
export function CategoryPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const money = session.money
	const columns = createMemo(() => {
		const { selection } = dashboard
		const isWhole = !selection.isFiltered() || selection.onlyCategory() !== null
		const withBudgets = isWhole && !selection.isRange()
		const { shown, rest } = largest(
			dashboard.figures.byCategory(),
			isPhone() ? ALL : isTablet() ? MOST_ON_TABLET : MOST,
		)
		const found = shown.map((group) =>
			columnOf(group, dashboard.labels, withBudgets ? dashboard.figures.budgets() : []),
		)
		return rest === null ? found : [...found, restColumn(rest)]
	})
	const values = () => columns().flatMap(({ cents, limit }) => [cents, limit])
	const pick = (index: number) => {
		const column = columns()[index]
		if (column && !column.rest) dashboard.selection.toggleFilter('category', column.id)
	}
	const drawing = (): Drawing => {
		const all = columns()
		return {
			shape: 'columns',
			height: HEIGHT,
			layers: [{ color: all.map(({ color }) => color), values: all.map(({ cents }) => cents) }],
			columnWidth: '40px',
			limits: all.map(({ limit }) => limit),
			axis: valueAxis(values(), 4, session.formats().axis),
		}
	}
	const shares = createMemo(() => sharesOf(dashboard.figures.byCategory(), dashboard.figures.spent()))
	const tip = (index: number) => {
		const column = columns()[index]
		if (!column) return []
		const share = column.rest ? shares().behind(index) : shares().of(column.id)
		const lines = [column.name, `${money(column.cents)} · ${session.formats().percent(share)}`]
		if (column.limit !== null) lines.push(`${t('chart.budget')} ${money(column.limit)}`)
		return lines
	}
	const limitOf = (id: Ref) => columns().find((column) => !column.rest && column.id === id)?.limit ?? null
	const table = () =>
		groupTable('category', dashboard.figures.byCategory(), dashboard, session, {
			heading: t('chart.budget'),
			cell: ({ id }) => {
				const limit = limitOf(id)
				return limit === null ? '' : money(limit)
			},
		})
	return (
		<ChartCard
			name="category"
			class="panel area-category"
			title={t('panel.category')}
			table={table}
			fact={
				<Show when={columns().some((column) => column.limit !== null)}>
					<span class="key key-goal">
						<i class="goal" />
						{t('budgetKey')}
					</span>
				</Show>
			}
		>
			<Show
				when={columns().length}
				fallback={
					<p class="none tall">
						{t(dashboard.selection.isFiltered() ? 'chart.emptyFiltered' : 'chart.empty')}
					</p>
				}
			>
				<Show
					when={!isPhone()}
					fallback={<BarList columns={columns()} top={Math.max(1, ...values().map((value) => value ?? 0))} />}
				>
					<div class="plot-frame">
						<Plot
							shape="columns"
							height={HEIGHT}
							count={columns().length}
							drawing={drawing}
							label={t('chart.categoryLabel')}
							tip={tip}
							onPick={pick}
						/>
						<ColumnLabels columns={columns()} />
					</div>
				</Show>
			</Show>
			<OtherCategories />
		</ChartCard>
	)
}

/** Categories that a click adds to those filtered by, the dearest first. */
function OtherCategories() {
	const session = useLedgerSession()
	const { labels, selection } = useDashboard()
	const spending = createFigure(session.metrics, (metrics) => metrics.spendingOf(selection.months().to))
	const others = createMemo(() => {
		const { categories } = selection.query()
		if (categories.length === 0) return []
		return spending()
			.groups.filter(({ id }) => !categories.includes(id))
			.slice(0, MOST_OTHERS)
	})
	return (
		<Show when={others().length}>
			<ul class="legend-row others">
				<Index each={others()}>
					{(group) => (
						<li>
							<button
								type="button"
								data-add={labels.nameOf('category', group().id)}
								onClick={() => selection.addFilter('category', group().id)}
							>
								<span class="vh">{t('chart.addPrefix')} </span>
								<Icon of={icons.add} />
								{labels.nameOf('category', group().id)}
							</button>
						</li>
					)}
				</Index>
			</ul>
		</Show>
	)
}

/** Names and amounts under the columns, each a button. */
function ColumnLabels(props: { columns: Column[] }) {
	const { formats } = useLedgerSession()
	const { selection } = useDashboard()
	return (
		<ul class="plot-labels" style={{ '--columns': props.columns.length }}>
			<Index each={props.columns}>
				{(column) => (
					<li>
						<Show
							when={!column().rest}
							fallback={
								<span class="plot-label">
									<span>{column().name}</span>
									<span class="num">{formats().amount(column().cents)}</span>
								</span>
							}
						>
							<button
								type="button"
								class="plot-label"
								classList={{ bad: column().level === 'over' }}
								aria-pressed={selection.isOnly('category', column().id)}
								onClick={() => selection.toggleFilter('category', column().id)}
							>
								<FilterHint on={selection.isOnly('category', column().id)} />
								<span>{column().name}</span>
								<span class="num">{formats().amount(column().cents)}</span>
							</button>
						</Show>
					</li>
				)}
			</Index>
		</ul>
	)
}

/** The same on a phone. */
function BarList(props: { columns: Column[]; top: Cents }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const part = (cents: Cents) => (cents / props.top) * 100
	return (
		<ul class="bars">
			<Index each={props.columns}>
				{(column) => (
					<li style={{ '--k': column().color }}>
						<button
							type="button"
							aria-pressed={dashboard.selection.isOnly('category', column().id)}
							onClick={() => dashboard.selection.toggleFilter('category', column().id)}
						>
							<FilterHint on={dashboard.selection.isOnly('category', column().id)} />
							<i class="sw" />
							<span class="n">
								{column().name}
								<Show when={column().level !== 'ok'}>
									{' '}
									<small class={`num ${column().level === 'over' ? 'bad' : 'up'}`}>
										{t('overBudget', {
											share: session.formats().percent(column().cents / (column().limit ?? 1)),
										})}
									</small>
								</Show>
							</span>
							<span class="v num">{session.money(column().cents)}</span>
							<span class="b">
								<i style={{ '--v': part(column().cents) }} />
								<Show when={column().limit !== null}>
									<u style={{ '--g': part(column().limit ?? 0) }} />
								</Show>
							</span>
						</button>
					</li>
				)}
			</Index>
		</ul>
	)
}
