import type { BillMonth, Cents } from '../../ledger/types'
import type { MonthPoint, Ref } from '../../metrics/types'

/** Categories with a layer of their own; the rest is "Outras". */
export const LAYERS = 5

/** The largest categories over all months, in order. */
export function layersOf(months: readonly MonthPoint[]): Ref[] {
	const sums = new Map<Ref, Cents>()
	for (const { groups } of months)
		for (const { id, cents } of groups) sums.set(id, (sums.get(id) ?? 0) + cents)
	return [...sums]
		.sort((a, b) => b[1] - a[1])
		.slice(0, LAYERS)
		.map(([id]) => id)
}

/** What each month spent on each layer's category; the last layer, without an id, is all the rest, where there is any. */
export function stackOf(
	months: readonly MonthPoint[],
	layers: readonly Ref[],
): { id: Ref | undefined; values: Cents[] }[] {
	const spentOn = (month: MonthPoint, id: Ref) => month.groups.find((group) => group.id === id)?.cents ?? 0
	const stack = layers.map((id) => ({ id, values: months.map((month) => spentOn(month, id)) }))
	const rest = months.map((month, at) =>
		stack.reduce((left, { values }) => left - (values[at] ?? 0), month.cents),
	)
	return rest.some((cents) => cents !== 0) ? [...stack, { id: undefined, values: rest }] : stack
}

/** What the closed months with any spending cost on average; null without one. */
export function averageOf(months: readonly MonthPoint[], thisMonth: BillMonth): Cents | null {
	const closed = months.filter(({ month, cents }) => month < thisMonth && cents > 0)
	if (closed.length === 0) return null
	return Math.round(closed.reduce<number>((sum, { cents }) => sum + cents, 0) / closed.length)
}
