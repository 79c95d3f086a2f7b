import type { ApexOptions } from 'apexcharts'
import { shownTheme } from '../../../app/theme'
import type { Cents } from '../../../ledger/types'
import type { ColorToken, ColumnsDrawing, Drawing, LinesDrawing, SlicesDrawing, ValueAxis } from '../drawing'

/** The library's options for a drawing. Reads the theme's colours, so it follows the theme. */
export function apexOptions(drawing: Drawing): ApexOptions {
	switch (drawing.shape) {
		case 'columns':
			return columnOptions(drawing)
		case 'lines':
			return lineOptions(drawing)
		case 'slices':
			return sliceOptions(drawing)
	}
}

/** Colours read from the stylesheet, by theme: asking the browser each time would make it compute styles anew. */
const knownColors = new Map<string, string>()

function colorOf(token: ColorToken): string {
	const page = document.documentElement
	const name = token.startsWith('var(') ? token.slice(4, -1) : token
	const key = `${shownTheme()} ${page.dataset.theme ?? ''} ${name}`
	let color = knownColors.get(key)
	if (color === undefined) {
		color = getComputedStyle(page).getPropertyValue(name).trim()
		if (color) knownColors.set(key, color)
	}
	return color
}

/** What all our charts share: still, bare, lean. Legends, labels and tooltips are our own HTML. */
function baseOptions(height: number) {
	return {
		chart: {
			type: 'bar',
			height,
			width: '100%',
			animations: { enabled: false },
			toolbar: { show: false },
			zoom: { enabled: false },
			selection: { enabled: false },
			parentHeightOffset: 0,
			background: 'transparent',
			fontFamily: 'inherit',
			// We watch the size ourselves: the library's own timers outlive it.
			redrawOnParentResize: false,
			redrawOnWindowResize: false,
		},
		dataLabels: { enabled: false },
		legend: { show: false },
		tooltip: { enabled: false },
		markers: { size: 0, hover: { size: 0 } },
		states: {
			hover: { filter: { type: 'none' } },
			active: { filter: { type: 'none' } },
		},
		fill: { type: 'solid', opacity: 1 },
		stroke: { width: 0 },
		grid: {
			borderColor: colorOf('--line'),
			padding: { top: -12, right: 0, bottom: -8, left: 4 },
			xaxis: { lines: { show: false } },
		},
		xaxis: {
			labels: { show: false },
			axisTicks: { show: false },
			axisBorder: { show: true, color: colorOf('--line-strong') },
			tooltip: { enabled: false },
			crosshairs: { show: false },
		},
	} satisfies ApexOptions
}

function yaxisOptions({ top, ticks, text, width, font }: ValueAxis): ApexYAxis {
	return {
		min: 0,
		max: top,
		tickAmount: ticks,
		labels: {
			minWidth: width,
			maxWidth: width,
			style: { colors: colorOf('--ink-3'), fontSize: `${font}px` },
			formatter: (value: number) => text(Math.round(value)),
		},
	}
}

/** Width of a limit's mark across its column, in px. */
const LIMIT_WIDTH = 22

function columnOptions({
	height,
	layers,
	stacked = false,
	columnWidth,
	limits,
	axis,
}: ColumnsDrawing): ApexOptions {
	const base = baseOptions(height)
	const isDistributed = layers.some(({ color }) => typeof color !== 'string')
	const goalsOf = (limit: Cents | null | undefined) =>
		limit === null || limit === undefined
			? []
			: [
					{
						name: 'limit',
						value: limit,
						strokeHeight: 3,
						strokeWidth: LIMIT_WIDTH,
						strokeColor: colorOf('--ink'),
					},
				]
	return {
		...base,
		chart: { ...base.chart, stacked },
		colors: layers.flatMap(({ color }) => color).map(colorOf),
		...(stacked ? { stroke: { width: 1, colors: [colorOf('--surface')] } } : {}),
		plotOptions: {
			bar: {
				columnWidth,
				borderRadius: stacked ? 0 : 2,
				...(isDistributed ? { distributed: true } : {}),
			},
		},
		yaxis: yaxisOptions(axis),
		series: layers.map(({ values }, layer) => ({
			name: String(layer),
			data: values.map((y, index) => ({
				x: String(index),
				y,
				...(limits ? { goals: goalsOf(limits[index]) } : {}),
			})),
		})),
	}
}

function lineOptions({ height, lines, limit, dot, axis }: LinesDrawing): ApexOptions {
	const base = baseOptions(height)
	const places = lines[0]?.values.length ?? 0
	return {
		...base,
		chart: { ...base.chart, type: 'area' },
		series: lines.map(({ values }, line) => ({ name: String(line), data: values.map((y, x) => ({ x, y })) })),
		colors: lines.map(({ color }) => colorOf(color)),
		fill: { type: 'solid', opacity: lines.map(({ fill }) => fill) },
		stroke: {
			curve: 'straight',
			width: lines.map(({ width }) => width),
			dashArray: lines.map(({ dash }) => dash),
		},
		xaxis: { ...base.xaxis, type: 'numeric', min: 0, max: Math.max(1, places - 1) },
		yaxis: yaxisOptions(axis),
		annotations: {
			yaxis: limit === null ? [] : [{ y: limit, borderColor: colorOf('--ink-2'), strokeDashArray: 3 }],
			points:
				dot === null
					? []
					: [
							{
								x: dot.index,
								y: dot.value,
								marker: {
									size: dot.size,
									fillColor: colorOf(lines[0]?.color ?? '--accent'),
									strokeColor: colorOf('--surface'),
									strokeWidth: dot.rim,
								},
							},
						],
		},
	}
}

function sliceOptions({ height, slices }: SlicesDrawing): ApexOptions {
	const base = baseOptions(height)
	return {
		...base,
		chart: { ...base.chart, type: 'donut' },
		series: slices.map(({ value }) => value),
		labels: slices.map((_, index) => String(index)),
		colors: slices.map(({ color }) => colorOf(color)),
		stroke: { width: 2, colors: [colorOf('--surface')] },
		plotOptions: { pie: { expandOnClick: false, donut: { size: '72%', labels: { show: false } } } },
		grid: { padding: { top: 0, right: 0, bottom: 0, left: 0 } },
	}
}
