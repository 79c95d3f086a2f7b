import { createMemo, Index, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { useWords } from '../../words'
import { valueAxis } from '../charts/axis'
import { ChartCard } from '../charts/ChartCard'
import type { Drawing } from '../charts/drawing'
import { FilterHint } from '../charts/FilterHint'
import { Plot } from '../charts/Plot'
import { useDashboard } from '../state'

const t = useWords()

/** Bills drawn; all of them are in the table. */
const COMING = 6
/** Height of the drawing, in px. */
const HEIGHT = 116

/** The bills to come, with what they hold already: installments of past purchases. */
export function UpcomingPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	const months = createMemo(() => dashboard.figures.committed().slice(0, COMING))
	const total = dashboard.figures.committedTotal
	const drawing = (): Drawing => {
		const values = months().map(({ cents }) => cents)
		return {
			shape: 'columns',
			height: HEIGHT,
			layers: [{ color: '--r3', values }],
			columnWidth: '24px',
			axis: valueAxis(values, 2, formats().axis),
		}
	}
	const pick = (index: number) => {
		const month = months()[index]?.month
		if (month) dashboard.selection.showMonths({ from: month, to: month })
	}
	const table = () => ({
		columns: [t('chart.month'), t('chart.amount'), t('chart.count')],
		rows: dashboard.figures.committed().map(({ month, cents, count }) => ({
			name: formats().month(month),
			pick: () => dashboard.selection.showMonths({ from: month, to: month }),
			cells: [formats().month(month), money(cents), formats().count(count)],
		})),
	})
	return (
		<ChartCard
			name="committed"
			class="area-upcoming"
			title={t(dashboard.selection.isIncome() ? 'tile.committedIncome' : 'panel.committed')}
			fact={<span class="num">{total() ? money(total()) : ''}</span>}
			table={table}
		>
			<Show when={months().length} fallback={<p class="none tall">{t('tile.noneCommitted')}</p>}>
				<div class="plot-frame">
					<Plot
						shape="columns"
						height={HEIGHT}
						count={months().length}
						drawing={drawing}
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
										<FilterHint />
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
