import type ApexCharts from 'apexcharts'
import type { ApexOptions } from 'apexcharts'
import { createComponent } from 'solid-js'
import { render } from 'solid-js/web'
import { importWithRetry } from '../../../app/lazy'
import { yieldToBrowser } from '../../../feed/browser'
import { language } from '../../../words'

/** Where the plot lies within the drawing, in px. */
export interface PlotBox {
	x: number
	y: number
	width: number
	height: number
}

/** What a drawing tells its component. */
export interface DrawingListener {
	/** Drawn or redrawn; `plot` is null for shapes without axes. */
	onDrawn(plot: PlotBox | null): void
	/** It can't draw; a new drawing may. */
	onFailed(): void
	/** The pointer is over a slice, or over none any more. */
	onHoverSlice(index: number | null, event: MouseEvent): void
	onPickSlice(index: number): void
}

/**
 * - `loading`: the library is on its way.
 * - `mounting`: solid-apexcharts makes its chart and draws it for the first time, which can't be stopped.
 * - `drawn`: the chart is there and may be changed.
 * - `gone`: nothing is drawn any more. A first drawing under way then takes itself down when it ends.
 */
type DrawingState = 'loading' | 'mounting' | 'drawn' | 'gone'

/** Steps of the library's first drawing, unknown to its types. */
interface DrawingSteps {
	/** Lays the chart out and shapes it. With `inSteps`, the built page's library leaves the shaping to a function. */
	create(series: unknown, options: object): unknown
	/** Puts the shapes into the page. */
	mount(shapes: unknown): Promise<unknown>
}

/** The library and its Solid binding, one chunk, loaded when the first chart comes near the screen. */
const loadLibrary = () =>
	importWithRetry(() =>
		Promise.all([import('solid-apexcharts'), import('apexcharts/dist/apexcharts.esm.js')]),
	).then(([{ SolidApexCharts }]) => SolidApexCharts)

/**
 * One chart of the library, from its first drawing to its end. It guards against solid-apexcharts 0.6: the library is loaded
 * before its component mounts, the component gets constant props (its effects would meet a chart that isn't there yet),
 * changes go to the chart itself, and it is disposed of only once its chart exists.
 */
export class ApexDrawing {
	private state: DrawingState = 'loading'
	private isStarted = false
	private chart: ApexCharts | undefined
	/** Takes the library's component down. */
	private dispose: (() => void) | undefined
	private wanted: ApexOptions = {}
	/** Fingerprint of what the chart shows. */
	private shown = ''

	constructor(
		private readonly host: HTMLElement,
		private readonly listener: DrawingListener,
	) {}

	/** Draws these options, or changes the chart to them; before the first drawing they replace those wanted. */
	draw(options: ApexOptions): void {
		this.wanted = options
		if (this.state === 'drawn') this.update()
		else if (!this.isStarted) void this.start()
	}

	/** Draws anew although nothing changed: the size did. */
	invalidate(): void {
		this.shown = ''
	}

	/** Ends the drawing, whatever its state. */
	destroy(): void {
		const isDrawn = this.state === 'drawn'
		this.state = 'gone'
		if (isDrawn) this.dispose?.()
	}

	private async start(): Promise<void> {
		this.isStarted = true
		const SolidApexCharts = await loadLibrary()
		// Evaluating so much code is a task of its own.
		await yieldToBrowser()
		if (this.state === 'gone') return
		this.state = 'mounting'
		this.shown = fingerprint(this.wanted)
		// The component merges `options` and `series` by joining arrays: the series goes in once.
		const { series = [], ...shell } = this.wanted
		const options = { ...shell, chart: this.chartOptions() }
		const { type = 'bar', height = 'auto' } = options.chart
		try {
			this.dispose = render(
				() =>
					createComponent(SolidApexCharts, {
						type,
						height,
						options,
						series: series as ApexAxisChartSeries,
						ref: (chart: ApexCharts) => this.adopt(chart),
					}),
				this.host,
			)
		} catch {
			this.fail()
		}
	}

	/** Takes the chart over the moment the component made it, before it draws. */
	private adopt(chart: ApexCharts): void {
		this.chart = chart
		this.splitFirstDrawing(chart as unknown as DrawingSteps)
		const destroy = chart.destroy.bind(chart)
		chart.destroy = () => {
			try {
				destroy()
			} catch {
				// A chart that never drew has nothing to take down.
			}
		}
		const draw = chart.render.bind(chart)
		chart.render = () => this.drawFirst(draw)
	}

	/** A drawing that is no longer wanted is never begun; one begun is waited for before it is taken down. */
	private async drawFirst(draw: () => Promise<void>): Promise<void> {
		await yieldToBrowser()
		try {
			if (this.isGone()) return
			await draw()
			if (this.isGone()) return
			this.state = 'drawn'
			this.measure()
			// Other options may be wanted by now; drawing them is a task of its own.
			await yieldToBrowser()
			if (!this.isGone()) this.update()
		} catch {
			this.fail()
		} finally {
			if (this.isGone()) this.dispose?.()
		}
	}

	/**
	 * The first drawing is long, its code being cold: laying out, shaping and showing are tasks of their own. Later ones are
	 * in one piece, or the page could be painted between the old drawing and the new.
	 */
	private splitFirstDrawing(steps: DrawingSteps): void {
		const create = steps.create.bind(steps)
		const mount = steps.mount.bind(steps)
		const isFirst = () => this.state !== 'drawn'
		steps.create = (series, options) => create(series, isFirst() ? { ...options, inSteps: true } : options)
		steps.mount = async (laidOut) => {
			if (!isFirst()) return mount(laidOut)
			await yieldToBrowser()
			if (typeof laidOut !== 'function') return mount(laidOut)
			const shapes = laidOut()
			await yieldToBrowser()
			return mount(shapes)
		}
	}

	private update(): void {
		const { chart, wanted } = this
		const print = fingerprint(wanted)
		if (!chart || print === this.shown) return
		const onlySeries = shellOf(print) === shellOf(this.shown)
		this.shown = print
		const updated = onlySeries ? this.updateSeries(chart) : this.updateAll(chart)
		updated.then(
			() => this.measure(),
			() => this.fail(),
		)
	}

	private updateSeries(chart: ApexCharts): Promise<void> {
		return chart.updateSeries(this.wanted.series as ApexAxisChartSeries, false)
	}

	private async updateAll(chart: ApexCharts): Promise<void> {
		await chart.updateOptions({ ...this.wanted, chart: this.chartOptions() }, false, false, false)
		// ApexCharts 4.7 leaves a donut's slices as they were when its options change; its series must go in by itself.
		if (this.isDonut() && !this.isGone()) await this.updateSeries(chart)
	}

	private chartOptions(): ApexChart {
		return {
			...this.wanted.chart,
			events: {
				dataPointMouseEnter: (event, _, point) => {
					const index: number = point?.dataPointIndex ?? -1
					if (this.isDonut() && index >= 0) this.listener.onHoverSlice(index, event)
				},
				dataPointMouseLeave: (event) => this.listener.onHoverSlice(null, event),
				dataPointSelection: (_event, _chart, point) => {
					const index: number = point?.dataPointIndex ?? -1
					if (this.isDonut() && index >= 0) this.listener.onPickSlice(index)
				},
			},
		}
	}

	/** Marks our shapes and tells where the plot lies. */
	private measure(): void {
		if (this.isGone()) return
		markShapes(this.host)
		const globals = (this.chart as unknown as { w?: { globals?: Record<string, number> } }).w?.globals
		if (globals && !this.isDonut()) {
			const { translateX: x = 0, translateY: y = 0, gridWidth: width = 0, gridHeight: height = 0 } = globals
			this.listener.onDrawn({ x, y, width, height })
		} else this.listener.onDrawn(null)
	}

	private fail(): void {
		if (this.isGone()) return
		this.destroy()
		this.listener.onFailed()
	}

	private isGone(): boolean {
		return this.state === 'gone'
	}

	private isDonut(): boolean {
		return this.wanted.chart?.type === 'donut'
	}
}

/** What a drawing depends on, in text (its axis texts on the language). The series comes last, to compare the rest alone. */
function fingerprint({ series, ...shell }: ApexOptions): string {
	return `${language()}${JSON.stringify(shell)}\n${JSON.stringify(series)}`
}
const shellOf = (print: string) => print.slice(0, print.indexOf('\n'))

/** Our names for the library's shapes, as `data-mark`, with the place they stand for as `data-index`. */
const MARKS = {
	column: '.apexcharts-bar-area',
	limit: '.apexcharts-bar-goals-markers > g',
	line: '.apexcharts-area-series .apexcharts-area, .apexcharts-area-series .apexcharts-area-stroke, .apexcharts-line',
	slice: '.apexcharts-pie-area',
	grid: '.apexcharts-gridline',
	text: '.apexcharts-text',
}

function markShapes(host: HTMLElement): void {
	for (const [mark, selector] of Object.entries(MARKS))
		for (const shape of host.querySelectorAll<SVGElement>(selector)) {
			shape.dataset.mark = mark
			// ApexCharts 4.7 hides these until an animation ends, which after an update without one is never.
			shape.classList.remove('apexcharts-element-hidden')
			const index = shape.getAttribute('j')
			if (index !== null) shape.dataset.index = index
		}
}
