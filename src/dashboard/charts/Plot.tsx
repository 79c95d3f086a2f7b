import { createSignal, For, type JSX, Show } from 'solid-js'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { ApexChart } from './apex/ApexChart'
import type { PlotBox } from './apex/ApexDrawing'
import { type Drawing, placeAt, type Shape } from './drawing'

const t = useWords()

/** A place on the drawing that the pointer is over: its index, and where the pointer is, in px. */
interface Hovered {
	index: number
	x: number
	y: number
}

/**
 * A drawing with what we lay over it: a tip where the pointer is, places to click, marks of our own. When the library fails,
 * it says so and offers another try. Everything is reached by keyboard through labels or the table behind the chart.
 */
export function Plot(props: {
	shape: Shape
	drawing: () => Drawing
	/** Number of columns, points or slices. */
	count: number
	/** In px. */
	height: number
	/** Says what the drawing shows. */
	label: string
	/** Lines of the tip over one place; the first is its heading. */
	tip?: ((index: number) => string[]) | undefined
	onPick?: ((index: number) => void) | undefined
	/** Marks of our own; `--x0 --xw --y0 --yh` on the parent say where the plot lies. */
	children?: JSX.Element
}) {
	const [hasFailed, setFailed] = createSignal(false)
	const [hovered, setHovered] = createSignal<Hovered | null>(null)
	let frame!: HTMLDivElement
	let plot: PlotBox | null = null

	function place(box: PlotBox | null): void {
		plot = box
		if (!box) return
		const { style } = frame.parentElement ?? frame
		style.setProperty('--x0', `${box.x}px`)
		style.setProperty('--xw', `${box.width}px`)
		style.setProperty('--y0', `${box.y}px`)
		style.setProperty('--yh', `${box.height}px`)
	}
	function hoveredAt(index: number | null, event: MouseEvent): Hovered | null {
		if (index === null) return null
		const { left, top } = frame.getBoundingClientRect()
		return { index, x: event.clientX - left, y: event.clientY - top }
	}
	// Slices tell by themselves which one the pointer is over.
	function indexAt(event: MouseEvent): number | null {
		if (!plot || props.shape === 'slices') return null
		const share = (event.clientX - frame.getBoundingClientRect().left - plot.x) / plot.width
		return placeAt(share, props.count, props.shape)
	}
	const hover = (event: MouseEvent) => {
		if (props.shape !== 'slices') setHovered(hoveredAt(indexAt(event), event))
	}
	const pick = (event: MouseEvent) => {
		const index = indexAt(event)
		if (index !== null) props.onPick?.(index)
	}
	return (
		<Show
			when={!hasFailed()}
			fallback={<FailedDrawing height={props.height} retry={() => setFailed(false)} />}
		>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: every place is reached by keyboard through the labels or the table. */}
			<div
				ref={frame}
				class="plot"
				classList={{ pickable: props.onPick !== undefined && hovered() !== null }}
				role="img"
				aria-label={props.label}
				style={{ height: `${props.height}px` }}
				onPointerMove={hover}
				onPointerLeave={() => setHovered(null)}
				onClick={pick}
			>
				<ApexChart
					drawing={props.drawing}
					onDrawn={place}
					onFailed={() => setFailed(true)}
					onHoverSlice={(index, event) => setHovered(hoveredAt(index, event))}
					onPickSlice={(index) => props.onPick?.(index)}
				/>
				{props.children}
				<Show when={props.tip && hovered()}>
					{(at) => <Tip lines={props.tip?.(at().index) ?? []} x={at().x} y={at().y} within={frame} />}
				</Show>
			</div>
		</Show>
	)
}

/** Text only: names come from WhatsApp. */
function Tip(props: { lines: string[]; x: number; y: number; within: HTMLElement }) {
	const isRight = () => props.x > props.within.clientWidth / 2
	return (
		<div
			class="tip plot-tip"
			aria-hidden="true"
			style={{
				transform: `translate(${props.x}px, ${props.y}px) translate(${isRight() ? 'calc(-100% - 12px)' : '12px'}, -50%)`,
			}}
		>
			<b>{props.lines[0]}</b>
			<For each={props.lines.slice(1)}>{(line) => <span>{line}</span>}</For>
		</div>
	)
}

function FailedDrawing(props: { height: number; retry: () => void }) {
	return (
		<div class="plot-failed" style={{ 'min-height': `${props.height}px` }}>
			<span class="muted">
				<Icon of={icons.alert} large />
			</span>
			<p class="strong">{t('chart.failed')}</p>
			<p>{t('chart.failedNote')}</p>
			<button type="button" class="btn" onClick={props.retry}>
				<Icon of={icons.retry} />
				{t('chart.retry')}
			</button>
		</div>
	)
}
