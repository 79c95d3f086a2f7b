import type ApexCharts from 'apexcharts'
import type { ApexOptions } from 'apexcharts'
import {
	createEffect,
	createReaction,
	createSignal,
	type JSX,
	on,
	onCleanup,
	onMount,
	Show,
	untrack,
} from 'solid-js'
import { render } from 'solid-js/web'
import { createWords, language } from '../../app/language'
import { importWithRetry } from '../../app/lazy'
import { yieldToBrowser } from '../../feed/browser'
import { Icon } from '../../ui/Icon'
import { icons } from '../../ui/icons'
import { useDashboard } from '../state'
import { words } from '../words'
import { drawQueue } from './apex/draw-queue'

const t = createWords(words)

/** How a place on the drawing becomes an index: columns side by side, points on a line, or slices. */
export type Shape = 'columns' | 'line' | 'slices'

interface LiveChartProps {
	shape: Shape
	/** Everything the library needs; read only while the chart is in view. Plain data, no stores. */
	options: () => ApexOptions
	/** Number of columns, points or slices. */
	length: number
	height: number
	/** Says what the drawing shows; its numbers are in the table behind it. */
	label: string
	/** Lines of the tooltip over one place; the first is its heading. */
	tip?: ((index: number) => string[]) | undefined
	onPick?: ((index: number) => void) | undefined
	/** Our own marks over the drawing; `--x0 --xw --y0 --yh` on the parent say where its plot lies. */
	children?: JSX.Element
}

/** Dimension the library does within a drawing, unknown to its types. */
interface Steps {
	/** Lays the chart out and shapes it; the built page's library (`lean-charts.ts`) leaves the shaping to a function when asked to. */
	create(series: unknown, options: object): unknown
	/** Puts what was shaped into the page. */
	mount(shapes: unknown): Promise<unknown>
}

/** The library and its Solid binding, one chunk, loaded when the first chart comes near. */
const loadLibrary = () =>
	importWithRetry(() =>
		Promise.all([import('solid-apexcharts'), import('apexcharts/dist/apexcharts.esm.js')]),
	).then(([{ SolidApexCharts }]) => SolidApexCharts)

/**
 * A chart that follows live data. Guards against solid-apexcharts 0.6: the library is loaded before its component mounts,
 * the component gets constant props (so its effects never meet a chart that isn't there), updates go to the chart itself, and
 * it is disposed only once its chart exists. Draws when in view and changed, one chart per frame, about once a second.
 */
export function LiveChart(props: LiveChartProps) {
	const dashboard = useDashboard()
	const [visible, setVisible] = createSignal(false)
	const [failed, setFailed] = createSignal(false)
	const [hovered, setHovered] = createSignal<{ index: number; x: number; y: number } | null>(null)
	let frame!: HTMLDivElement
	let host!: HTMLDivElement
	let chart: ApexCharts | undefined
	/** From the first turn until the component has made its chart, which it does some time after it was mounted. */
	let mounting = false
	/** The first drawing is done: only then may it be updated or destroyed. */
	let ready = false
	let gone = false
	let dispose: (() => void) | undefined
	let drawn = ''

	// The options are read once per drawing, never per tick: what they read is followed, and its next change asks for a turn.
	let stale = true
	let urgent = true
	const follow = createReaction(() => {
		stale = true
		ask()
	})
	const ask = () => {
		if (gone || !untrack(visible) || untrack(failed)) return
		turn.ask(urgent)
		urgent = false
	}
	const turn = drawQueue.join(() => {
		if (gone || (chart && !ready)) return
		let options: ApexOptions = {}
		follow(() => {
			options = props.options()
		})
		stale = false
		if (chart) update(chart, options)
		else mount(options)
	})

	/** The plot's place, for our own labels and the pointer. */
	function measure(): void {
		const globals = (chart as unknown as { w?: { globals?: Record<string, number> } } | undefined)?.w?.globals
		if (!globals || props.shape === 'slices') return
		const whole = frame.parentElement ?? frame
		whole.style.setProperty('--x0', `${globals.translateX ?? 0}px`)
		whole.style.setProperty('--xw', `${globals.gridWidth ?? 0}px`)
		whole.style.setProperty('--y0', `${globals.translateY ?? 0}px`)
		whole.style.setProperty('--yh', `${globals.gridHeight ?? 0}px`)
	}

	const events: NonNullable<ApexOptions['chart']>['events'] = {
		mounted: measure,
		updated: measure,
		dataPointMouseEnter: (event, _, found) => hoverSlice(event, found?.dataPointIndex),
		dataPointMouseLeave: () => setHovered(null),
		dataPointSelection: (_, __, found) => {
			if (props.shape === 'slices' && found?.dataPointIndex >= 0) props.onPick?.(found.dataPointIndex)
		},
	}

	/**
	 * Takes the chart over from the component the moment it is made, before it draws: a drawing that is no longer wanted is
	 * never begun, one begun is waited for before it is destroyed, and neither throws into the page.
	 */
	function adopt(made: ApexCharts): void {
		chart = made
		mounting = false
		const render = made.render.bind(made)
		const destroy = made.destroy.bind(made)
		const steps = made as unknown as Steps
		const create = steps.create.bind(steps)
		const mount = steps.mount.bind(steps)
		// The first drawing is long, its code being cold: making, laying out, shaping and showing are tasks of their own. Later
		// ones are in one piece, or the page could be painted between the old drawing and the new.
		steps.create = (series, options) => create(series, ready ? options : { ...options, inSteps: true })
		steps.mount = async (laidOut) => {
			if (ready) return mount(laidOut)
			await yieldToBrowser()
			if (typeof laidOut !== 'function') return mount(laidOut)
			const shapes = laidOut()
			await yieldToBrowser()
			return mount(shapes)
		}
		made.destroy = () => {
			try {
				destroy()
			} catch {
				// A chart that never drew has nothing to take down.
			}
		}
		made.render = async () => {
			await yieldToBrowser()
			if (gone) return void dispose?.()
			try {
				await render()
				ready = true
				if (!gone) turn.ask(true)
			} catch {
				if (!gone) setFailed(true)
			} finally {
				if (gone) dispose?.()
			}
		}
	}

	async function mount(first: ApexOptions): Promise<void> {
		if (mounting) return
		mounting = true
		try {
			const SolidApexCharts = await loadLibrary()
			// Reading so much code is a task of its own.
			await yieldToBrowser()
			if (gone) return
			// The component merges `options` and `series` by joining arrays: the series goes in once.
			const { series, ...shell } = first
			const options: ApexOptions = {
				...shell,
				chart: {
					...first.chart,
					type: first.chart?.type ?? 'bar',
					events,
				},
			}
			drawn = fingerprint(first)
			// Constants: a height that followed the layout would make the component throw its chart away and make another.
			const { height } = props
			const type = options.chart?.type ?? 'bar'
			dispose = render(
				() => (
					<SolidApexCharts
						type={type}
						height={height}
						options={options}
						series={(series ?? []) as ApexAxisChartSeries}
						ref={adopt}
					/>
				),
				host,
			)
		} catch {
			mounting = false
			setFailed(true)
		}
	}

	function update(live: ApexCharts, options: ApexOptions): void {
		const print = fingerprint(options)
		if (print === drawn) return
		const sameShell = shellOf(print) === shellOf(drawn)
		drawn = print
		const drawSeries = () => live.updateSeries(options.series as ApexAxisChartSeries, false)
		const drawAll = () =>
			live.updateOptions({ ...options, chart: { ...options.chart, events } }, false, false, false)
		// ApexCharts 4.7 leaves a donut's slices as they were when its options change; its series must go in by itself.
		const settled = sameShell
			? drawSeries()
			: drawAll().then(() => (props.shape === 'slices' && !gone ? drawSeries() : undefined))
		settled.then(measure, () => {
			if (!gone) setFailed(true)
		})
	}

	onMount(() => {
		const observer = new IntersectionObserver(
			(entries) => setVisible(entries.at(-1)?.isIntersecting ?? false),
			{
				rootMargin: '120px',
			},
		)
		observer.observe(frame)
		let width = 0
		const sizes = new ResizeObserver(([entry]) => {
			const now = Math.round(entry?.contentRect.width ?? 0)
			if (width && now && now !== width) {
				drawn = ''
				turn.ask(true)
			}
			width = now || width
		})
		sizes.observe(frame)
		onCleanup(() => {
			observer.disconnect()
			sizes.disconnect()
		})
	})
	// A new view is the reader's doing: drawn at once. Everything else waits its turn.
	createEffect(
		on(dashboard.selection.query, () => {
			urgent = true
			if (stale) ask()
		}),
	)
	createEffect(() => {
		if (visible() && !failed() && stale) ask()
	})
	onCleanup(() => {
		gone = true
		turn.leave()
		// While it draws, the drawing's own end disposes of it.
		if (ready) dispose?.()
	})

	function indexAt(event: MouseEvent): number | null {
		const box = frame.getBoundingClientRect()
		const style = getComputedStyle(frame)
		const start = Number.parseFloat(style.getPropertyValue('--x0')) || 0
		const width = Number.parseFloat(style.getPropertyValue('--xw')) || 0
		const along = (event.clientX - box.left - start) / width
		if (!(along >= -0.02 && along <= 1.02) || props.length === 0) return null
		const raw =
			props.shape === 'line' ? Math.round(along * (props.length - 1)) : Math.floor(along * props.length)
		return Math.min(props.length - 1, Math.max(0, raw))
	}
	function hoverSlice(event: MouseEvent, index: number | undefined): void {
		if (props.shape !== 'slices' || index === undefined || index < 0) return
		const box = frame.getBoundingClientRect()
		setHovered({ index, x: event.clientX - box.left, y: event.clientY - box.top })
	}
	function hover(event: PointerEvent): void {
		if (props.shape === 'slices') return
		const index = indexAt(event)
		const box = frame.getBoundingClientRect()
		setHovered(index === null ? null : { index, x: event.clientX - box.left, y: event.clientY - box.top })
	}

	return (
		<Show
			when={!failed()}
			fallback={
				<FailedChart
					height={props.height}
					retry={() => {
						chart = undefined
						ready = false
						dispose = undefined
						drawn = ''
						stale = true
						setFailed(false)
					}}
				/>
			}
		>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: every place is reached by keyboard through the labels or the table behind it. */}
			<div
				ref={frame}
				class="plot"
				classList={{ pickable: props.onPick !== undefined && hovered() !== null }}
				role="img"
				aria-label={props.label}
				style={{ height: `${props.height}px` }}
				onPointerMove={hover}
				onPointerLeave={() => setHovered(null)}
				onClick={(event) => {
					const index = props.shape === 'slices' ? null : indexAt(event)
					if (index !== null) props.onPick?.(index)
				}}
			>
				<div ref={host} class="plot-host" />
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
	const flip = () => props.x > props.within.clientWidth / 2
	return (
		<div
			class="tip plot-tip"
			aria-hidden="true"
			style={{
				transform: `translate(${props.x}px, ${props.y}px) translate(${flip() ? 'calc(-100% - 12px)' : '12px'}, -50%)`,
			}}
		>
			<b>{props.lines[0]}</b>
			{props.lines.slice(1).map((line) => (
				<span>{line}</span>
			))}
		</div>
	)
}

function FailedChart(props: { height: number; retry: () => void }) {
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

/** Dimension a drawing depends on, in text (its axis texts on the language); series come last, so that the rest can be compared alone. */
function fingerprint(options: ApexOptions): string {
	const { series, ...shell } = options
	return `${language()}${JSON.stringify(shell)}\n${JSON.stringify(series)}`
}
const shellOf = (print: string) => print.slice(0, print.indexOf('\n'))
