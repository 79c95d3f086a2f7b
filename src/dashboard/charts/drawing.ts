import type { Cents } from '../../ledger/types'

/** A colour token of the stylesheet, `--accent` or `var(--c1)`; the drawing follows the theme. */
export type ColorToken = string

/** A value axis from 0, with its texts. */
export interface ValueAxis {
	top: Cents
	ticks: number
	text: (cents: Cents) => string
	/** Room for the texts and their size, in px. Fixed, so that nothing moves when they change. */
	width: number
	font: number
}

interface Sized {
	/** In px. */
	height: number
}

/** Columns side by side. */
export interface ColumnsDrawing extends Sized {
	shape: 'columns'
	/** A value a column; one colour for all, or one each. */
	layers: { color: ColorToken | ColorToken[]; values: Cents[] }[]
	/** The layers stand on one another. */
	stacked?: boolean
	/** Width of a column: in px, or a share of its place. */
	columnWidth: string
	/** A mark across each column that has a limit. */
	limits?: (Cents | null)[]
	axis: ValueAxis
}

/** Lines over the same places; null is a gap. The first is filled down to the axis. */
export interface LinesDrawing extends Sized {
	shape: 'lines'
	lines: { color: ColorToken; values: (Cents | null)[]; width: number; dash: number; fill: number }[]
	/** A line across, at this value. */
	limit: Cents | null
	/** A dot on the first line. */
	dot: { index: number; value: Cents; size: number; rim: number } | null
	axis: ValueAxis
}

/** A ring of slices. */
export interface SlicesDrawing extends Sized {
	shape: 'slices'
	slices: { color: ColorToken; value: Cents }[]
}

/** What a chart draws, in our own terms: the chart library is known to `apex/` only. Plain data, no stores. */
export type Drawing = ColumnsDrawing | LinesDrawing | SlicesDrawing
export type Shape = Drawing['shape']

/** How far beside the plot a pointer still belongs to its first or last place, as a share of the plot's width. */
const BESIDE = 0.02

/** Which of the `count` places lies at `share` of the plot's width; null beside it. */
export function placeAt(share: number, count: number, shape: Shape): number | null {
	if (!(share >= -BESIDE && share <= 1 + BESIDE) || count === 0) return null
	const place = shape === 'lines' ? Math.round(share * (count - 1)) : Math.floor(share * count)
	return Math.min(count - 1, Math.max(0, place))
}
