import { createMemo, Index, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { useWords } from '../../words'
import { valueAxis } from '../charts/axis'
import { ChartCard } from '../charts/ChartCard'
import type { Drawing } from '../charts/drawing'
import { FilterHint } from '../charts/FilterHint'
import { Plot } from '../charts/Plot'
import { COMING } from '../recurring/expected'
import { useDashboard } from '../state'
import { committedTitle } from '../titles'

const t = useWords('panels')

/** Height of the drawing, in px. */
const HEIGHT = 116

/** The months to come, with what they hold already (installments of past purchases) and what comes again in them. */
export function UpcomingPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	const coming = createMemo(() => dashboard.figures.expected()?.upcoming() ?? [])
	const months = createMemo(() => coming().slice(0, COMING))
	/** Known by a word of its own; nothing recurs: one layer, and no key. */
	const monthly = () => dashboard.figures.expected()?.monthly() ?? 0
	const recurs = createMemo(() => months().some(({ recurring }) => recurring !== 0))
	const total = dashboard.figures.committedTotal
	const drawing = (): Drawing => {
		const certain = { color: '--r3', values: months().map(({ cents }) => cents) }
		const again = { color: '--c-rest', values: months().map(({ recurring }) => recurring) }
		return {
			shape: 'columns',
			height: HEIGHT,
			stacked: recurs(),
			layers: recurs() ? [certain, again] : [certain],
			columnWidth: '24px',
			axis: valueAxis(
				months().map(({ cents, recurring }) => cents + recurring),
				2,
				formats().axis,
			),
		}
	}
	const pick = (index: number) => {
		const month = months()[index]?.month
		if (month) dashboard.selection.showMonths({ from: month, to: month })
	}
	const table = () => ({
		columns: [
			t('chart.month'),
			t('chart.amount'),
			...(recurs() ? [t('recurring.column')] : []),
			t('chart.count'),
		],
		rows: coming().map(({ month, cents, count, recurring }) => ({
			name: formats().month(month),
			pick: () => dashboard.selection.showMonths({ from: month, to: month }),
			cells: [
				formats().month(month),
				money(cents),
				...(recurs() ? [recurring ? money(recurring) : ''] : []),
				formats().count(count),
			],
		})),
	})
	const tip = (index: number) => {
		const month = months()[index]
		if (!month) return []
		const lines = [formats().month(month.month), money(month.cents)]
		if (month.recurring) lines.push(t('recurring.inTip', { amount: money(month.recurring) }))
		return lines
	}
	return (
		<ChartCard
			name="committed"
			class="area-upcoming"
			title={t(committedTitle(dashboard))}
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
						tip={tip}
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
				<Show when={recurs()}>
					<p class="upcoming-key">
						<span class="key" style={{ '--k': 'var(--r3)' }}>
							<i />
							{t('recurring.certain')}
						</span>
						<span class="key" style={{ '--k': 'var(--c-rest)' }}>
							<i />
							{t('recurring.comesAgain', { amount: money(monthly()) })}
						</span>
					</p>
				</Show>
			</Show>
		</ChartCard>
	)
}
