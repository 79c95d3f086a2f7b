import { createMemo, Index, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/session'
import { ChartCard } from '../charts/ChartCard'
import { groupTable } from '../charts/group-table'
import { Legend } from '../charts/Legend'
import { LiveChart } from '../charts/LiveChart'
import { baseOptions, tokenColor, valueAxis } from '../charts/look'
import { useDashboard } from '../state'
import { words } from '../words'

const t = createWords(words)

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
	const options = () => ({
		...baseOptions(HEIGHT),
		colors: [tokenColor('--accent')],
		plotOptions: { bar: { columnWidth: '28px', borderRadius: 2 } },
		yaxis: valueAxis(Math.max(0, ...groups().map((group) => group.cents)), 2, formats().axis),
		series: [
			{ name: 'person', data: groups().map((group, index) => ({ x: String(index), y: group.cents })) },
		],
	})
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
					<LiveChart
						shape="columns"
						height={HEIGHT}
						length={groups().length}
						options={options}
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
				<Legend dimension="person" groups={dashboard.figures.byPerson()} />
			</Show>
		</ChartCard>
	)
}
