import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { isPrinting } from '../../app/media'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { ChartTable, type TableData } from './ChartTable'

const t = useWords()

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
