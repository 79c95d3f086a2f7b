import type { SpendingPace } from '../../ledger/budgets'
import { addMonthsToDay } from '../../ledger/day'
import { monthNumber } from '../../ledger/month'
import type { BillMonth } from '../../ledger/types'
import type { Filtered } from '../filter/filtered'
import type { Metrics } from '../index'
import { FIRST_MONTH } from '../store/month-items'
import type { Ref } from '../types'

/** The months whose course tells the pace, and how many of them there must be. */
const MONTHS = 6
const FEWEST = 3

/** How much of `month` is usually spent by today's day of it; whatever the filter. */
export function usualPace(metrics: Metrics, month: BillMonth): SpendingPace {
	return metrics.derive(`pace ${month}`, (source, today) =>
		paceOf(source, monthNumber(month) - FIRST_MONTH, today),
	)
}

/**
 * The share of a month's spending that is usually spent by today's day of it: the median over the six months before that have
 * any. `month` counts from January 1970, `today` is a day number.
 */
function paceOf(filtered: Filtered, month: number, today: number): SpendingPace {
	const { categories: dimension } = filtered.store.combos
	const shares = new Map<Ref | 'all', number[]>([['all', []]])
	const add = (what: Ref | 'all', spent: number, whole: number) => {
		if (whole > 0) shares.set(what, [...(shares.get(what) ?? []), spent / whole])
	}
	for (let back = 1; back <= MONTHS; back++) {
		const shown = filtered.plainMonth(month - back)
		if (!shown) continue
		const whole = shown.sums()
		const spent = shown.upTo(addMonthsToDay(today, -back))
		add('all', spent.spending().cents, whole.spending().cents)
		for (const { id, cents } of whole.groups(dimension)) add(id, spent.centsOf(dimension, id), cents)
	}
	const [[, all], ...others] = [...shares] as [['all', number[]], ...[Ref, number[]][]]
	const categories = others.map(([id, held]) => ({ id, share: median(held) }))
	return { all: median(all), categories: categories.sort((a, b) => (a.id ?? 0) - (b.id ?? 0)) }
}

/** Null: too few to claim anything. */
function median(shares: number[]): number | null {
	if (shares.length < FEWEST) return null
	const sorted = shares.sort((a, b) => a - b)
	const half = sorted.length / 2
	return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
}
