import { For, Index, Show } from 'solid-js'
import type { LedgerSession } from '../../app/session'
import type { Group } from '../../metrics/types'
import { useWords } from '../../words'
import type { Dimension } from '../labels'
import type { DashboardState } from '../state'
import { sharesOf } from './groups'

const t = useWords()

/** A row of the table behind a chart. */
export interface TableRow {
	/** Formatted cells, in the order of the columns. */
	cells: string[]
	/** Names the row, also for its button. */
	name: string
	pressed?: boolean
	pick?: (() => void) | undefined
}

export interface TableData {
	columns: string[]
	rows: TableRow[]
}

/** The numbers of a chart as a table: reached by keyboard, read aloud, printed. */
export function ChartTable(props: { title: string; table: TableData }) {
	return (
		<section class="chart-table" tabindex="0" aria-label={props.title}>
			<table>
				<caption class="vh">{props.title}</caption>
				<thead>
					<tr>
						<For each={props.table.columns}>{(column) => <th scope="col">{column}</th>}</For>
					</tr>
				</thead>
				<tbody>
					{/* By position: what is picked, or comes in, changes texts and never takes the focus away. */}
					<Index each={props.table.rows}>
						{(row) => (
							<tr>
								<Index each={row().cells}>
									{(cell, index) => (
										<Show when={index === 0} fallback={<td class="num">{cell()}</td>}>
											<th scope="row">
												<Show when={row().pick} fallback={cell()}>
													<button
														type="button"
														class="link"
														aria-pressed={row().pressed ?? false}
														aria-label={t(row().pressed ? 'chart.removeFilter' : 'chart.filterBy', {
															name: row().name,
														})}
														onClick={() => row().pick?.()}
													>
														{cell()}
													</button>
												</Show>
											</th>
										</Show>
									)}
								</Index>
							</tr>
						)}
					</Index>
				</tbody>
			</table>
		</section>
	)
}

/** The table behind a chart of groups; every row filters. `extra`: one more column. */
export function groupTable(
	dimension: Dimension,
	groups: readonly Group[],
	{ figures, labels, selection }: DashboardState,
	{ formats, money }: LedgerSession,
	extra?: { heading: string; cell: (group: Group) => string },
): TableData {
	const shares = sharesOf(groups, figures.spent())
	const headings = [t('chart.name'), t('chart.amount'), t('chart.share'), t('chart.count')]
	return {
		columns: extra ? [...headings, extra.heading] : headings,
		rows: groups.map((group) => {
			const name = labels.nameOf(dimension, group.id)
			const share = formats().percent(shares.of(group.id))
			const cells = [name, money(group.cents), share, formats().count(group.count)]
			return {
				name,
				pressed: selection.isOnly(dimension, group.id),
				pick: () => selection.toggleFilter(dimension, group.id),
				cells: extra ? [...cells, extra.cell(group)] : cells,
			}
		}),
	}
}
