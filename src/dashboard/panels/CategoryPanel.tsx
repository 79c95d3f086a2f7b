import { createMemo, Index, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { isPhone, isTablet } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import { type BudgetLevel, budgetLevel } from '../../ledger/budgets'
import type { Cents } from '../../ledger/types'
import type { Ref } from '../../metrics/types'
import { valueAxis } from '../charts/axis'
import { ChartCard } from '../charts/ChartCard'
import { groupTable } from '../charts/ChartTable'
import type { Drawing } from '../charts/drawing'
import { FilterHint } from '../charts/FilterHint'
import { largest, shareOf } from '../charts/groups'
import { Plot } from '../charts/Plot'
import { useDashboard } from '../state'
import { words } from '../words'

const t = createWords(words)

/** Columns that fit with their names on two lines. */
const MOST = 10
const MOST_ON_TABLET = 7
const ALL = 1_000
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

/** Spending by category: columns with budget marks on a desk, a list of bars on a phone. */
export function CategoryPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const money = session.money
	const columns = createMemo<Column[]>(() => {
		const limits = new Map(
			dashboard.selection.filterCount() === 0 && !dashboard.selection.isRange()
				? dashboard.figures.budgets().map((row) => [row.category_id, row.limit])
				: [],
		)
		const { shown, rest } = largest(
			dashboard.figures.byCategory(),
			isPhone() ? ALL : isTablet() ? MOST_ON_TABLET : MOST,
		)
		const found = shown.map((group): Column => {
			const limit = (group.id === null ? null : limits.get(group.id)) ?? null
			return {
				...group,
				name: dashboard.labels.nameOf('category', group.id),
				color: dashboard.labels.colorOf(group.id),
				limit,
				level: limit === null ? 'ok' : budgetLevel(group.cents, limit),
				rest: false,
			}
		})
		if (rest !== null) {
			found.push({
				id: null,
				name: t('others'),
				color: 'var(--c-rest)',
				cents: rest,
				count: 0,
				limit: null,
				level: 'ok',
				rest: true,
			})
		}
		return found
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
	const share = (cents: Cents) => session.formats().percent(shareOf(cents, dashboard.figures.spent()))
	const tip = (index: number) => {
		const column = columns()[index]
		if (!column) return []
		const lines = [column.name, `${money(column.cents)} · ${share(column.cents)}`]
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
					fallback={<BarList columns={columns()} top={valueAxis(values(), 4, session.formats().axis).top} />}
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
						<ul class="plot-labels" style={{ '--columns': columns().length }}>
							<Index each={columns()}>
								{(column) => (
									<li>
										<Show
											when={!column().rest}
											fallback={
												<span class="plot-label">
													<span>{column().name}</span>
													<span class="num">{session.formats().amount(column().cents)}</span>
												</span>
											}
										>
											<button
												type="button"
												class="plot-label"
												classList={{ bad: column().level === 'over' }}
												aria-pressed={dashboard.selection.isOnly('category', column().id)}
												onClick={() => dashboard.selection.toggleFilter('category', column().id)}
											>
												<FilterHint on={dashboard.selection.isOnly('category', column().id)} />
												<span>{column().name}</span>
												<span class="num">{session.formats().amount(column().cents)}</span>
											</button>
										</Show>
									</li>
								)}
							</Index>
						</ul>
					</div>
				</Show>
			</Show>
		</ChartCard>
	)
}

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
