import { createMemo, Index, Show } from 'solid-js'
import { isPhone } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import { addMonths } from '../../ledger/month'
import { createFigure } from '../../metrics/solid'
import type { MonthPoint, Ref } from '../../metrics/types'
import { useWords } from '../../words'
import { valueAxis } from '../charts/axis'
import { ChartCard } from '../charts/ChartCard'
import type { Drawing } from '../charts/drawing'
import { FilterHint } from '../charts/FilterHint'
import { Plot } from '../charts/Plot'
import { useDashboard } from '../state'
import { averageOf, layersOf, stackOf } from './history-layers'
import { HISTORY_MONTHS } from './skeletons'

const t = useWords()

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
	const layers = createMemo(() => stackOf(months(), layersOf(months())))
	const height = () => (isPhone() ? 190 : 330)
	const average = createMemo(() => averageOf(months(), session.thisMonth()))
	const drawing = (): Drawing => ({
		shape: 'columns',
		height: height(),
		stacked: true,
		layers: layers().map(({ id, values }) => ({
			color: id === undefined ? '--c-rest' : dashboard.labels.colorOf(id),
			values,
		})),
		columnWidth: '62%',
		axis: valueAxis(
			months().map(({ cents }) => cents),
			isPhone() ? 2 : 4,
			formats().axis,
		),
	})
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
				<MonthLabels months={months()} pick={pick} />
			</div>
			<LayerLegend layers={layers().map(({ id }) => id)} />
		</ChartCard>
	)
}

/** The months under their columns, each a button. */
function MonthLabels(props: { months: readonly MonthPoint[]; pick: (index: number) => void }) {
	const { formats } = useLedgerSession()
	const { selection } = useDashboard()
	const isShown = (month: string) => month >= selection.months().from && month <= selection.months().to
	return (
		<ul class="plot-labels months" style={{ '--columns': HISTORY_MONTHS }}>
			<Index each={props.months}>
				{(month, index) => (
					<li>
						<button
							type="button"
							class="plot-label"
							classList={{ now: isShown(month().month) }}
							aria-current={isShown(month().month) ? 'true' : undefined}
							onClick={() => props.pick(index)}
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
	)
}

/** The layers of a column: a category each, and the rest (undefined). */
function LayerLegend(props: { layers: readonly (Ref | undefined)[] }) {
	const { labels, selection } = useDashboard()
	return (
		<ul class="legend-row">
			<Index each={props.layers.filter((id) => id !== undefined)}>
				{(id) => (
					<li>
						<button
							type="button"
							aria-pressed={selection.isOnly('category', id())}
							onClick={() => selection.toggleFilter('category', id())}
						>
							<FilterHint on={selection.isOnly('category', id())} />
							<i class="sw" style={{ '--k': labels.colorOf(id()) }} />
							{labels.nameOf('category', id())}
						</button>
					</li>
				)}
			</Index>
			<Show when={props.layers.includes(undefined)}>
				<li>
					<span>
						<i class="sw" style={{ '--k': 'var(--c-rest)' }} />
						{t('others')}
					</span>
				</li>
			</Show>
		</ul>
	)
}
