import { monthName, monthNumber } from '../../ledger/month'
import type { BillMonth } from '../../ledger/types'
import type { CompiledFilter } from '../filter/compiled-filter'
import type { Filtered } from '../filter/filtered'
import { groupBy } from '../live/group-sums'
import type { ComboSums } from '../store/combo-sums'
import { INCOME } from '../store/combos'
import { FIRST_MONTH, MONTHS } from '../store/rows'
import type { MonthPoint } from '../types'

/** Spending and income of one month as the lens shows it. */
export function monthPoint(view: Filtered, month: number): MonthPoint {
	const focus = view.focus(month)
	return focus ? focus.remember((cube) => summarise(view, month, cube, view.lens)) : emptyPoint(month)
}

/** The same of the whole ledger, whatever the filter. */
export function plainMonthPoint(view: Filtered, month: number): MonthPoint {
	const focus = view.plainFocus(month)
	return focus ? focus.remember((cube) => summarise(view, month, cube, view.everything)) : emptyPoint(month)
}

function summarise(view: Filtered, month: number, cube: ComboSums, lens: CompiledFilter): MonthPoint {
	const { codes } = view.store
	let cents = 0
	let count = 0
	let income = 0
	let incomes = 0
	for (let code = 0; code < cube.size; code++) {
		cents += cube.cents[code]! * lens.spends[code]!
		count += cube.counts[code]! * lens.spends[code]!
		if (codes.kinds[code] !== INCOME) continue
		income += cube.cents[code]! * lens.passes[code]!
		incomes += cube.counts[code]! * lens.passes[code]!
	}
	const groups = groupBy(codes.categories, cube, lens.spends)
	return { month: monthName(month + FIRST_MONTH), cents, count, income, incomes, groups }
}

function emptyPoint(month: number): MonthPoint {
	return { month: monthName(month + FIRST_MONTH), cents: 0, count: 0, income: 0, incomes: 0, groups: [] }
}

/** `count` months ending with `last`. */
export function monthsUpTo(view: Filtered, last: BillMonth, count: number): MonthPoint[] {
	const end = monthNumber(last) - FIRST_MONTH
	if (Number.isNaN(end)) return []
	return Array.from({ length: count }, (_, index) => monthPoint(view, end - count + 1 + index))
}

/** The months after `month` up to the last that has spending. */
export function monthsAfter(view: Filtered, month: BillMonth): MonthPoint[] {
	const first = Math.max(0, monthNumber(month) - FIRST_MONTH + 1)
	let last = MONTHS - 1
	while (last >= first && !hasSpending(view, last)) last--
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => monthPoint(view, first + index))
}

function hasSpending(view: Filtered, month: number): boolean {
	return view.store.buckets[month] !== undefined && monthPoint(view, month).count > 0
}

/** The months that hold any item, whatever the filter. */
export function monthsHeld(view: Filtered): BillMonth[] {
	const months: BillMonth[] = []
	for (const bucket of view.store.buckets) {
		if (bucket && bucket.length > 0) months.push(monthName(bucket.month + FIRST_MONTH))
	}
	return months
}
