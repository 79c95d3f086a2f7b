import type { Cents } from '../../ledger/types'

/** Steps that read well, as multiples of a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10]

/** A value axis from 0: its round top, and into how many equal steps it is cut. */
export interface Axis {
	top: Cents
	ticks: number
}

function roundTop(max: Cents, ticks: number): Cents {
	const least = max / ticks
	const power = 10 ** Math.floor(Math.log10(least))
	const step = STEPS.find((candidate) => candidate * power >= least - 1e-9) ?? 10
	return Math.round(step * power) * ticks
}

/**
 * The axis that wastes least room above `max`, with about `wanted` steps (one more or less), each a round number. Never
 * empty, so that a chart without data has an axis too.
 */
export function roundAxis(max: Cents, wanted: number): Axis {
	const held = Math.max(max, 1_000)
	const candidates = [wanted, wanted + 1, Math.max(2, wanted - 1)].map((ticks) => ({
		ticks,
		top: roundTop(held, ticks),
	}))
	return candidates.reduce((best, axis) => (axis.top < best.top ? axis : best))
}
