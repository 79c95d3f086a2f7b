import type { ApexOptions } from 'apexcharts'
import { shownTheme } from '../../app/theme'
import type { Cents } from '../../ledger/types'
import { roundAxis } from './axis'

/** Colours read from the stylesheet, by theme: asking the browser each time would make it compute styles anew. */
const known = new Map<string, string>()

/** The value of a colour token (`--c1`, `var(--c1)`) in the theme shown now; reading it follows the theme. */
export function tokenColor(token: string): string {
	const page = document.documentElement
	const name = token.startsWith('var(') ? token.slice(4, -1) : token
	const key = `${shownTheme()} ${page.dataset.theme ?? ''} ${name}`
	let color = known.get(key)
	if (color === undefined) {
		color = getComputedStyle(page).getPropertyValue(name).trim()
		if (color) known.set(key, color)
	}
	return color
}

/** Width kept for the value axis, in px, so that nothing moves when its texts change. */
export const AXIS_WIDTH = 44

/** Dimension all our charts share: still, bare, lean. Legends, labels and tooltips are our own HTML. */
export function baseOptions(height: number): ApexOptions {
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
			events: {},
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
			borderColor: tokenColor('--line'),
			padding: { top: -12, right: 0, bottom: -8, left: 4 },
			xaxis: { lines: { show: false } },
		},
		xaxis: {
			labels: { show: false },
			axisTicks: { show: false },
			axisBorder: { show: true, color: tokenColor('--line-strong') },
			tooltip: { enabled: false },
			crosshairs: { show: false },
		},
	}
}

/** A value axis from 0 to a round top. */
export function valueAxis(
	max: Cents,
	steps: number,
	text: (cents: Cents) => string,
	size: { width: number; font: number } = { width: AXIS_WIDTH, font: 12 },
): ApexYAxis {
	const { top, ticks } = roundAxis(max, steps)
	return {
		min: 0,
		max: top,
		tickAmount: ticks,
		labels: {
			minWidth: size.width,
			maxWidth: size.width,
			style: { colors: tokenColor('--ink-3'), fontSize: `${size.font}px` },
			formatter: (value: number) => text(Math.round(value)),
		},
	}
}
