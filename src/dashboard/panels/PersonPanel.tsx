import { createMemo, Index, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { useWords } from '../../words'
import { valueAxis } from '../charts/axis'
import { ChartCard } from '../charts/ChartCard'
import { groupTable } from '../charts/ChartTable'
import type { Drawing } from '../charts/drawing'
import { sharesOf } from '../charts/groups'
import { Legend } from '../charts/Legend'
import { Plot } from '../charts/Plot'
import { useDashboard } from '../state'

const t = useWords()

/** People that fit as columns in the rail. */
const PEOPLE = 5
/** Height of the drawing, in px. */
const HEIGHT = 116

/** Who spends. */
export function PersonPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	const groups = createMemo(() => dashboard.figures.byPerson().slice(0, PEOPLE))
	const shares = createMemo(() => sharesOf(dashboard.figures.byPerson(), dashboard.figures.spent()))
	const drawing = (): Drawing => {
		const values = groups().map(({ cents }) => cents)
		return {
			shape: 'columns',
			height: HEIGHT,
			layers: [{ color: '--accent', values }],
			columnWidth: '28px',
			axis: valueAxis(values, 2, formats().axis),
		}
	}
	const pick = (index: number) => {
		const group = groups()[index]
		if (group) dashboard.selection.toggleFilter('person', group.id)
	}
	return (
		<ChartCard
			name="person"
			class="area-person"
			title={t('panel.person')}
			table={() => groupTable('person', dashboard.figures.byPerson(), dashboard, session)}
		>
			<Show
				when={groups().length}
				fallback={
					<p class="none tall">
						{t(dashboard.selection.isFiltered() ? 'chart.emptyFiltered' : 'chart.empty')}
					</p>
				}
			>
				<div class="plot-frame">
					<Plot
						shape="columns"
						height={HEIGHT}
						count={groups().length}
						drawing={drawing}
						label={t('chart.personLabel')}
						tip={(index) => {
							const group = groups()[index]
							return group ? [dashboard.labels.nameOf('person', group.id), money(group.cents)] : []
						}}
						onPick={pick}
					/>
					<ul class="plot-labels one" style={{ '--columns': groups().length }} aria-hidden="true">
						<Index each={groups()}>
							{(group) => (
								<li>
									<span class="plot-label">{dashboard.labels.nameOf('person', group().id)}</span>
								</li>
							)}
						</Index>
					</ul>
				</div>
				<Legend dimension="person" groups={dashboard.figures.byPerson()} shares={shares()} />
			</Show>
		</ChartCard>
	)
}
