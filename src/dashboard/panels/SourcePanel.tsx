import { createMemo, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/session'
import { ChartCard } from '../charts/ChartCard'
import { groupTable } from '../charts/group-table'
import { largest } from '../charts/groups'
import { Legend } from '../charts/Legend'
import { LiveChart } from '../charts/LiveChart'
import { baseOptions, tokenColor } from '../charts/look'
import { useDashboard } from '../state'
import { words } from '../words'

const t = createWords(words)

/** Slices that the ranked ramp tells apart; the rest is one. */
const MOST = 6
const SIZE = 204

/** The share of each source: a donut, its legend the way to filter. */
export function SourcePanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const slices = createMemo(() => largest(dashboard.figures.bySource(), MOST))
	const colors = () => [...slices().shown.map((_, index) => `var(--r${index + 1})`), 'var(--c-rest)']
	const options = () => {
		const { shown, rest } = slices()
		const base = baseOptions(SIZE)
		const values = [...shown.map((group) => group.cents), ...(rest === null ? [] : [rest])]
		return {
			...base,
			chart: { ...base.chart, type: 'donut' as const },
			series: values,
			labels: values.map((_, index) => String(index)),
			colors: colors().map(tokenColor),
			stroke: { width: 2, colors: [tokenColor('--surface')] },
			plotOptions: { pie: { expandOnClick: false, donut: { size: '72%', labels: { show: false } } } },
			grid: { padding: { top: 0, right: 0, bottom: 0, left: 0 } },
		}
	}
	const tip = (index: number) => {
		const group = slices().shown[index]
		const cents = group?.cents ?? slices().rest ?? 0
		const name = group ? dashboard.labels.nameOf('source', group.id) : t('others')
		return [
			name,
			`${session.money(cents)} · ${session.formats().percent(cents / Math.max(1, dashboard.figures.spent()))}`,
		]
	}
	const pick = (index: number) => {
		const group = slices().shown[index]
		if (group) dashboard.selection.toggleFilter('source', group.id)
	}
	return (
		<ChartCard
			name="source"
			class="panel area-source"
			title={t('panel.source')}
			table={() => groupTable('source', dashboard.figures.bySource(), dashboard, session)}
		>
			<Show
				when={dashboard.figures.bySource().length}
				fallback={
					<p class="none tall">
						{t(dashboard.selection.isFiltered() ? 'chart.emptyFiltered' : 'chart.empty')}
					</p>
				}
			>
				<div class="donut">
					<div class="donut-box">
						<LiveChart
							shape="slices"
							height={SIZE}
							length={slices().shown.length}
							options={options}
							label={t('chart.sourceLabel')}
							tip={tip}
							onPick={pick}
						/>
					</div>
				</div>
				<Legend dimension="source" groups={slices().shown} rest={slices().rest} colors={colors()} />
			</Show>
		</ChartCard>
	)
}
