import { createEffect, createMemo, createSignal, For, Index, Show } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { createWords } from '../../app/language'
import { isPhone } from '../../app/media'
import { formatHash } from '../../app/router'
import { clock, whenText } from '../../app/time'
import { needingAttention } from '../../ledger/budgets'
import { createFigure } from '../../metrics/solid/figure'
import type { BillItem } from '../../metrics/types'
import { createFrozenList } from '../../ui/frozen-list'
import { Icon } from '../../ui/Icon'
import { icons } from '../../ui/icons'
import { ChartCard } from '../charts/ChartCard'
import { groupTable } from '../charts/group-table'
import { Legend } from '../charts/Legend'
import { LiveChart } from '../charts/LiveChart'
import { baseOptions, tokenColor, valueAxis } from '../charts/look'
import { PickHint } from '../charts/PickHint'
import { arrivedToday } from '../figures'
import { useDashboard, useLedgerSession } from '../state'
import { words } from '../words'

const t = createWords(words)

/** How many of the passed and nearly passed are named here; all are on their own page. */
const NAMED = 4

/** The budgets that are passed or nearly so. */
export function BudgetPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const attention = createMemo(() => needingAttention(dashboard.budgets()))
	const fact = () => {
		if (dashboard.filtered()) return t('noFilter')
		const of = dashboard.budgets().length
		return attention().length ? t('budgets.attention', attention().length, of) : t('budgets.fine', of)
	}
	return (
		<section class="area-budgets">
			<div class="ph">
				<h2>{t('panel.budgets')}</h2>
				<Show when={dashboard.budgets().length}>
					<span class="sub">{fact()}</span>
				</Show>
			</div>
			<Show
				when={dashboard.budgets().length}
				fallback={
					<p class="none">
						{t('budgets.none')} <a href={formatHash('/orcamentos')}>{t('budgets.set')}</a>
					</p>
				}
			>
				<Show when={attention().length} fallback={<p class="none">{t('budgets.allFine')}</p>}>
					<ul class="alerts">
						<Index each={attention().slice(0, NAMED)}>
							{(row) => {
								const over = () => row().level === 'over'
								const name = () => row().name ?? t('budgets.whole')
								return (
									<li>
										<span class={over() ? 'bad' : 'up'}>
											<Icon of={over() ? icons.alert : icons.warning} />
										</span>
										<p>{t(over() ? 'budgets.passed' : 'budgets.near', { name: name() })}</p>
										<b class={`num ${over() ? 'bad' : 'up'}`}>{session.formats().percent(row().share)}</b>
										<small class="num">
											{t('budgets.of', {
												spent: session.money(row().spent),
												limit: session.money(row().limit),
											})}
										</small>
									</li>
								)
							}}
						</Index>
					</ul>
				</Show>
			</Show>
		</section>
	)
}

const ARRIVALS = 9
const ARRIVALS_ON_PHONE = 4

/** The newest purchases, as they come in. */
export function LatestPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	// One more than is shown tells whether all of today's are among them.
	const newest = createFigure(session.metrics, (metrics) => metrics.newest(ARRIVALS + 1))
	// Held by id, so that a row keeps its element (and the focus) when another comes before it.
	const [rows, setRows] = createStore<{ shown: BillItem[] }>({ shown: [] })
	const [over, setOver] = createSignal(false)
	/** While the page catches up, rows come in pages; the list changes once, when all are in. */
	const behind = createMemo(() => session.feed().applied < session.feed().head)
	const holding = () => over() || (behind() && rows.shown.length > 0)
	const held = createFrozenList(newest, holding, session.ledger, (shown, now) => {
		const known = new Set(shown.map((item) => item.id))
		return now.filter((item) => !known.has(item.id)).length
	})
	createEffect(() => {
		const newest = held.shown().slice(0, isPhone() ? ARRIVALS_ON_PHONE : ARRIVALS)
		setRows(
			'shown',
			reconcile(
				newest.map((item) => ({ ...item })),
				{ key: 'id' },
			),
		)
	})
	const shown = () => rows.shown
	const when = (at: number) => {
		const status = session.feed().status
		const follows = status === 'live' || status === 'catching_up'
		return whenText(at, clock(), session.formats(), follows)
	}
	const today = createMemo(() => arrivedToday(held.shown(), session.today(), ARRIVALS))
	const fact = () => {
		if (dashboard.filtered()) return t('noFilter')
		const { count, more } = today()
		return count ? t('now.today', count, `${session.formats().count(count)}${more ? '+' : ''}`) : ''
	}
	return (
		<section
			class="area-latest"
			onPointerEnter={(event) => event.pointerType === 'mouse' && setOver(true)}
			onPointerLeave={() => setOver(false)}
		>
			<div class="ph">
				<h2>{t('panel.now')}</h2>
				<span class="sub num">
					<Show when={over() && held.waiting()} fallback={fact()}>
						<button type="button" class="fresh" onClick={held.release}>
							{t('now.fresh', held.waiting())}
						</button>
					</Show>
				</span>
			</div>
			<Show
				when={shown().length}
				fallback={
					<div class="none">
						<p class="strong">{t('now.waiting')}</p>
						<p>{t('now.waitingNote')}</p>
					</div>
				}
			>
				<ul
					class="latest"
					classList={{ 'is-new': dashboard.highlights.burst() }}
					style={{ '--rows': shown().length }}
				>
					<For each={shown()}>
						{(item, place) => (
							<li style={{ '--at': place() }} classList={{ 'is-new': dashboard.highlights.isFresh(item.id) }}>
								<button
									type="button"
									class="latest-row"
									aria-haspopup="dialog"
									onClick={() => dashboard.setOpened({ id: item.id, installment: item.installment })}
								>
									<i class="sw" style={{ '--k': dashboard.colorOf(item.category) }} />
									<span class="d">{item.description}</span>
									<span class="v num" classList={{ down: item.kind === 'income' }}>
										{item.kind === 'income' ? '+ ' : ''}
										{session.money(item.totalCents)}
									</span>
									<span class="m">
										{[
											dashboard.nameOf('source', item.source, item.sourceText),
											item.person !== null || item.personText
												? dashboard.nameOf('person', item.person, item.personText)
												: '',
											item.installments > 1 ? `${item.installments}x` : '',
											item.month === session.thisMonth()
												? ''
												: t('now.bill', { month: session.formats().monthTick(item.month) }),
										]
											.filter(Boolean)
											.join(' · ')}
									</span>
									<span class="t">{when(item.occurredAt)}</span>
								</button>
							</li>
						)}
					</For>
				</ul>
			</Show>
		</section>
	)
}

const COMING = 6
const SMALL = 116

/** Dimension the coming bills hold already. */
export function UpcomingPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	const months = createMemo(() => dashboard.committed().slice(0, COMING))
	const total = createMemo(() => dashboard.committed().reduce((sum, month) => sum + month.cents, 0))
	const options = () => ({
		...baseOptions(SMALL),
		colors: [tokenColor('--r3')],
		plotOptions: { bar: { columnWidth: '24px', borderRadius: 2 } },
		yaxis: valueAxis(Math.max(0, ...months().map((month) => month.cents)), 2, formats().axis),
		series: [
			{ name: 'committed', data: months().map((month, index) => ({ x: String(index), y: month.cents })) },
		],
	})
	const pick = (index: number) => {
		const month = months()[index]?.month
		if (month) dashboard.show({ months: { from: month, to: month }, day: null })
	}
	const table = () => ({
		columns: [t('chart.month'), t('chart.amount'), t('chart.count')],
		rows: dashboard.committed().map(({ month, cents, count }) => ({
			name: formats().month(month),
			pick: () => dashboard.show({ months: { from: month, to: month }, day: null }),
			cells: [formats().month(month), money(cents), formats().count(count)],
		})),
	})
	return (
		<ChartCard
			name="committed"
			class="area-upcoming"
			title={t(dashboard.isIncome() ? 'tile.committedIncome' : 'panel.committed')}
			fact={<span class="num">{total() ? money(total()) : ''}</span>}
			table={table}
		>
			<Show when={months().length} fallback={<p class="none tall">{t('tile.noneCommitted')}</p>}>
				<div class="plot-frame">
					<LiveChart
						shape="columns"
						height={SMALL}
						length={months().length}
						options={options}
						label={t('chart.committedLabel')}
						tip={(index) => {
							const month = months()[index]
							return month ? [formats().month(month.month), money(month.cents)] : []
						}}
						onPick={pick}
					/>
					<ul class="plot-labels one" style={{ '--columns': months().length }}>
						<Index each={months()}>
							{(month, index) => (
								<li>
									<button type="button" class="plot-label" onClick={() => pick(index)}>
										<PickHint />
										<span>{formats().monthTick(month().month)}</span>
										<span class="vh"> {month().month.slice(0, 4)}</span>
									</button>
								</li>
							)}
						</Index>
					</ul>
				</div>
			</Show>
		</ChartCard>
	)
}

/** People that fit as columns in the rail. */
const PEOPLE = 5

/** Who spends. */
export function PersonPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	const groups = createMemo(() => dashboard.byPerson().slice(0, PEOPLE))
	const options = () => ({
		...baseOptions(SMALL),
		colors: [tokenColor('--accent')],
		plotOptions: { bar: { columnWidth: '28px', borderRadius: 2 } },
		yaxis: valueAxis(Math.max(0, ...groups().map((group) => group.cents)), 2, formats().axis),
		series: [
			{ name: 'person', data: groups().map((group, index) => ({ x: String(index), y: group.cents })) },
		],
	})
	const pick = (index: number) => {
		const group = groups()[index]
		if (group) dashboard.toggleFilter('person', group.id)
	}
	return (
		<ChartCard
			name="person"
			class="area-person"
			title={t('panel.person')}
			table={() => groupTable('person', dashboard.byPerson(), dashboard, session)}
		>
			<Show
				when={groups().length}
				fallback={<p class="none tall">{t(dashboard.filtered() ? 'chart.emptyFiltered' : 'chart.empty')}</p>}
			>
				<div class="plot-frame">
					<LiveChart
						shape="columns"
						height={SMALL}
						length={groups().length}
						options={options}
						label={t('chart.personLabel')}
						tip={(index) => {
							const group = groups()[index]
							return group ? [dashboard.nameOf('person', group.id), money(group.cents)] : []
						}}
						onPick={pick}
					/>
					<ul class="plot-labels one" style={{ '--columns': groups().length }} aria-hidden="true">
						<Index each={groups()}>
							{(group) => (
								<li>
									<span class="plot-label">{dashboard.nameOf('person', group().id)}</span>
								</li>
							)}
						</Index>
					</ul>
				</div>
				<Legend dimension="person" groups={dashboard.byPerson()} />
			</Show>
		</ChartCard>
	)
}
