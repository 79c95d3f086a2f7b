import { createMemo, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { useWords } from '../../words'
import { ChartCard } from '../charts/ChartCard'
import { groupTable } from '../charts/ChartTable'
import type { Drawing } from '../charts/drawing'
import { largest, sharesOf } from '../charts/groups'
import { Legend } from '../charts/Legend'
import { Plot } from '../charts/Plot'
import { useDashboard } from '../state'

const t = useWords()

/** Slices that the ranked ramp tells apart; the rest is one. */
const MOST = 6
const SIZE = 204

/** The share of each source: a donut, its legend the way to filter. */
export function SourcePanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const slices = createMemo(() => largest(dashboard.figures.bySource(), MOST))
	const shares = createMemo(() => sharesOf(dashboard.figures.bySource(), dashboard.figures.spent()))
	const colors = () => [...slices().shown.map((_, index) => `var(--r${index + 1})`), 'var(--c-rest)']
	const drawing = (): Drawing => {
		const { shown, rest } = slices()
		const values = [...shown.map((group) => group.cents), ...(rest === null ? [] : [rest])]
		return {
			shape: 'slices',
			height: SIZE,
			slices: values.map((value, index) => ({ value, color: colors()[index] ?? 'var(--c-rest)' })),
		}
	}
	const tip = (index: number) => {
		const group = slices().shown[index]
		const cents = group?.cents ?? slices().rest ?? 0
		const name = group ? dashboard.labels.nameOf('source', group.id) : t('others')
		const share = group ? shares().of(group.id) : shares().behind(index)
		return [name, `${session.money(cents)} · ${session.formats().percent(share)}`]
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
						<Plot
							shape="slices"
							height={SIZE}
							count={slices().shown.length}
							drawing={drawing}
							label={t('chart.sourceLabel')}
							tip={tip}
							onPick={pick}
						/>
					</div>
				</div>
				<Legend
					dimension="source"
					groups={slices().shown}
					shares={shares()}
					rest={slices().rest}
					colors={colors()}
				/>
			</Show>
		</ChartCard>
	)
}
