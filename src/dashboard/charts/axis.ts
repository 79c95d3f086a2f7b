import type { Cents } from '../../ledger/types'
import type { ValueAxis } from './drawing'

/** Steps that read well, as multiples of a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10]

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
export function roundAxis(max: Cents, wanted: number): Pick<ValueAxis, 'top' | 'ticks'> {
	const held = Math.max(max, 1_000)
	const candidates = [wanted, wanted + 1, Math.max(2, wanted - 1)].map((ticks) => ({
		ticks,
		top: roundTop(held, ticks),
	}))
	// Five steps of 2.5 end on 12.5: too long for the room beside an axis, and 1.25 would be written rounded.
	const written = candidates.filter(({ top }) => String(top).replace(/0+$/, '').length <= 2)
	return written.reduce((best, axis) => (axis.top < best.top ? axis : best))
}

/** Room for the texts of an axis on the page, and their size, in px. */
export const AXIS_ON_PAGE = { width: 44, font: 12 }

/** A value axis from 0 to a round top. */
export function valueAxis(
	values: readonly (Cents | null)[],
	steps: number,
	text: (cents: Cents) => string,
	size: Pick<ValueAxis, 'width' | 'font'> = AXIS_ON_PAGE,
): ValueAxis {
	const max = values.reduce<Cents>((most, value) => Math.max(most, value ?? 0), 0)
	return { ...roundAxis(max, steps), text, ...size }
}
