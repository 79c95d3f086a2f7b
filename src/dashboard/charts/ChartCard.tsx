import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { isPrinting } from '../../app/media'
import { Icon } from '../../ui/Icon'
import { icons } from '../../ui/icons'
import { words } from '../words'

const t = createWords(words)

/** A row of a chart's table twin. */
export interface TwinRow {
	/** Formatted cells, in the order of the columns. */
	cells: string[]
	/** Names the row, also for its button. */
	name: string
	pressed?: boolean
	pick?: (() => void) | undefined
}

export interface Twin {
	columns: string[]
	rows: TwinRow[]
}

/** A chart with its title, one fact, and its table twin a button away: the same numbers, reached by keyboard and read aloud. */
export function ChartPanel(props: {
	/** Language independent name, also the hook for tests. */
	name: 'category' | 'source' | 'person' | 'days' | 'history' | 'committed'
	class: string
	title: string
	fact?: JSX.Element
	twin: () => Twin
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
					<TwinButton title={props.title} on={asTable()} toggle={() => setAsTable(!asTable())} />
				</span>
			</div>
			{/* On paper always the table: a chart is drawn for the screen's width, and only once it was in view. */}
			<Show when={asTable() || isPrinting()} fallback={props.children}>
				<TwinTable title={props.title} twin={props.twin()} />
			</Show>
		</section>
	)
}

export function TwinButton(props: { title: string; on: boolean; toggle: () => void }) {
	const label = () => t(props.on ? 'chart.showChart' : 'chart.showTable', { title: props.title })
	return (
		<button
			type="button"
			class="btn btn-bare btn-twin"
			aria-label={label()}
			title={label()}
			onClick={props.toggle}
		>
			<Icon of={props.on ? icons.chart : icons.table} />
		</button>
	)
}

export function TwinTable(props: { title: string; twin: Twin }) {
	return (
		<section class="twin" tabindex="0" aria-label={props.title}>
			<table>
				<caption class="vh">{props.title}</caption>
				<thead>
					<tr>
						<For each={props.twin.columns}>{(column) => <th scope="col">{column}</th>}</For>
					</tr>
				</thead>
				<tbody>
					<For each={props.twin.rows}>
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
