import { createMemo, Index, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { isPhone } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import { addMonths } from '../../ledger/month'
import type { Cents } from '../../ledger/types'
import { createFigure } from '../../metrics/solid/figure'
import type { MonthPoint, Ref } from '../../metrics/types'
import { valueAxis } from '../charts/axis'
import { ChartCard } from '../charts/ChartCard'
import type { ColorToken, Drawing } from '../charts/drawing'
import { FilterHint } from '../charts/FilterHint'
import { Plot } from '../charts/Plot'
import { useDashboard } from '../state'
import { words } from '../words'
import { HISTORY_MONTHS } from './skeletons'

const t = createWords(words)

/** Categories with a layer of their own; the rest is "Outras". */
const LAYERS = 5

/** The largest categories over all months, in order. */
function layersOf(months: readonly MonthPoint[]): Ref[] {
	const sums = new Map<Ref, Cents>()
	for (const { groups } of months)
		for (const { id, cents } of groups) sums.set(id, (sums.get(id) ?? 0) + cents)
	return [...sums]
		.sort((a, b) => b[1] - a[1])
		.slice(0, LAYERS)
		.map(([id]) => id)
}

const spentIn = (month: MonthPoint, id: Ref): Cents =>
	month.groups.find((group) => group.id === id)?.cents ?? 0

const sumOf = (amounts: Cents[]): Cents => amounts.reduce((sum, cents) => sum + cents, 0)

/** Thirteen months by category; a click on a month goes there. */
export function HistoryPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	// Ends with the current month, or with the looked-at one when that lies further on or long ago.
	const last = createMemo(() => {
		const { to } = dashboard.selection.months()
		const now = session.thisMonth()
		return to > now || to < addMonths(now, 1 - HISTORY_MONTHS) ? to : now
	})
	const months = createFigure(session.metrics, (metrics) => metrics.byMonth(last(), HISTORY_MONTHS))
	const layers = createMemo(() => layersOf(months()))
	const height = () => (isPhone() ? 190 : 330)
	const average = createMemo(() => {
		const closed = months().filter((month) => month.month < session.thisMonth() && month.cents > 0)
		if (closed.length === 0) return null
		const sum = closed.reduce<number>((total, month) => total + month.cents, 0)
		return Math.round(sum / closed.length)
	})
	const drawing = (): Drawing => {
		const top = layers()
		const rest = (month: MonthPoint) => month.cents - sumOf(top.map((id) => spentIn(month, id)))
		const layer = (color: ColorToken, centsOf: (month: MonthPoint) => Cents) => ({
			color,
			values: months().map(centsOf),
		})
		return {
			shape: 'columns',
			height: height(),
			stacked: true,
			layers: [
				...top.map((id) => layer(dashboard.labels.colorOf(id), (month) => spentIn(month, id))),
				layer('--c-rest', rest),
			],
			columnWidth: '62%',
			axis: valueAxis(
				months().map(({ cents }) => cents),
				isPhone() ? 2 : 4,
				formats().axis,
			),
		}
	}
	const isShown = (month: string) =>
		month >= dashboard.selection.months().from && month <= dashboard.selection.months().to
	const pick = (index: number) => {
		const month = months()[index]?.month
		if (month) dashboard.selection.showMonths({ from: month, to: month })
	}
	const tip = (index: number) => {
		const month = months()[index]
		if (!month) return []
		const lines = [formats().month(month.month), money(month.cents)]
		for (const group of month.groups.slice(0, 4)) {
			lines.push(`${dashboard.labels.nameOf('category', group.id)} ${money(group.cents)}`)
		}
		return lines
	}
	const table = () => ({
		columns: [t('chart.month'), t('chart.amount'), t('chart.count')],
		rows: months().map((month, index) => ({
			name: formats().month(month.month),
			pressed:
				dashboard.selection.months().from === month.month && dashboard.selection.months().to === month.month,
			pick: () => pick(index),
			cells: [formats().month(month.month), money(month.cents), formats().count(month.count)],
		})),
	})
	const fact = () => {
		const { complete, progress } = session.feed().coverage
		if (!complete) return t('historyLoading', { percent: formats().percent(progress) })
		const mean = average()
		return mean === null ? '' : t('historyAverage', { amount: money(mean) })
	}
	return (
		<ChartCard
			name="history"
			class="panel area-history"
			title={t('panel.history', { n: HISTORY_MONTHS })}
			fact={<span class="num">{fact()}</span>}
			table={table}
		>
			<div class="plot-frame">
				<Plot
					shape="columns"
					height={height()}
					count={HISTORY_MONTHS}
					drawing={drawing}
					label={t('chart.historyLabel')}
					tip={tip}
					onPick={pick}
				/>
				<ul class="plot-labels months" style={{ '--columns': HISTORY_MONTHS }}>
					<Index each={months()}>
						{(month, index) => (
							<li>
								<button
									type="button"
									class="plot-label"
									classList={{ now: isShown(month().month) }}
									aria-current={isShown(month().month) ? 'true' : undefined}
									onClick={() => pick(index)}
								>
									<FilterHint />
									<span>{formats().monthTick(month().month)}</span>
									<span class="vh"> {month().month.slice(0, 4)}</span>
									<span aria-hidden="true">
										{index === 0 || month().month.endsWith('-01') ? month().month.slice(0, 4) : ''}
									</span>
								</button>
							</li>
						)}
					</Index>
				</ul>
			</div>
			<ul class="legend-row">
				<Index each={layers()}>
					{(id) => (
						<li>
							<button
								type="button"
								aria-pressed={dashboard.selection.isOnly('category', id())}
								onClick={() => dashboard.selection.toggleFilter('category', id())}
							>
								<FilterHint on={dashboard.selection.isOnly('category', id())} />
								<i class="sw" style={{ '--k': dashboard.labels.colorOf(id()) }} />
								{dashboard.labels.nameOf('category', id())}
							</button>
						</li>
					)}
				</Index>
				<Show when={layers().length === LAYERS}>
					<li>
						<span>
							<i class="sw" style={{ '--k': 'var(--c-rest)' }} />
							{t('others')}
						</span>
					</li>
				</Show>
			</ul>
		</ChartCard>
	)
}
