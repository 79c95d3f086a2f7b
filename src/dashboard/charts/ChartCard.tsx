import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { isPrinting } from '../../app/media'
import { Icon } from '../../ui/Icon'
import { icons } from '../../ui/icons'
import { words } from '../words'

const t = createWords(words)

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

/** A chart with its title, one fact, and the table behind it a button away: the same numbers, for the keyboard and screen readers. */
export function ChartCard(props: {
	/** Language independent name, also the hook for tests. */
	name: 'category' | 'source' | 'person' | 'days' | 'history' | 'committed'
	class: string
	title: string
	fact?: JSX.Element
	table: () => TableData
	children: JSX.Element
}) {
	const [asTable, setAsTable] = createSignal(false)
	const id = createUniqueId()
	return (
		<section class={props.class} data-chart={props.name} aria-labelledby={id}>
			<div class="ph">
				<h2 id={id}>{props.title}</h2>
				<span class="sub">
					{props.fact}
					<TableButton title={props.title} on={asTable()} toggle={() => setAsTable(!asTable())} />
				</span>
			</div>
			{/* On paper always the table: a chart is drawn for the screen's width, and only once it was in view. */}
			<Show when={asTable() || isPrinting()} fallback={props.children}>
				<ChartTable title={props.title} table={props.table()} />
			</Show>
		</section>
	)
}

export function TableButton(props: { title: string; on: boolean; toggle: () => void }) {
	const label = () => t(props.on ? 'chart.showChart' : 'chart.showTable', { title: props.title })
	return (
		<button
			type="button"
			class="btn btn-bare btn-tiny"
			aria-label={label()}
			title={label()}
			onClick={props.toggle}
		>
			<Icon of={props.on ? icons.chart : icons.table} />
		</button>
	)
}

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
					<For each={props.table.rows}>
						{(row) => (
							<tr>
								<For each={row.cells}>
									{(cell, index) => (
										<Show when={index() === 0} fallback={<td class="num">{cell}</td>}>
											<th scope="row">
												<Show when={row.pick} fallback={cell}>
													<button
														type="button"
														class="link"
														aria-pressed={row.pressed ?? false}
														aria-label={t(row.pressed ? 'chart.removeFilter' : 'chart.filterBy', {
															name: row.name,
														})}
														onClick={() => row.pick?.()}
													>
														{cell}
													</button>
												</Show>
											</th>
										</Show>
									)}
								</For>
							</tr>
						)}
					</For>
				</tbody>
			</table>
		</section>
	)
}
