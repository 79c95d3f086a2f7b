import { monthName, monthNumber } from '../../ledger/month'
import type { BillMonth } from '../../ledger/types'
import type { Filtered } from '../filter/filtered'
import { FIRST_MONTH, MONTHS } from '../store/month-items'
import type { MonthPoint } from '../types'

/** Spending and income of one month as the filter shows it; with `plain`, of the whole ledger. */
export function monthPoint(filtered: Filtered, number: number, plain = false): MonthPoint {
	const shown = plain ? filtered.plainMonth(number) : filtered.month(number)
	const month = monthName(number + FIRST_MONTH)
	return shown?.summary() ?? { month, cents: 0, count: 0, items: 0, income: 0, incomes: 0, groups: [] }
}

/** `count` months ending with `last`. */
export function monthsUpTo(filtered: Filtered, last: BillMonth, count: number): MonthPoint[] {
	const end = monthNumber(last) - FIRST_MONTH
	if (Number.isNaN(end)) return []
	return Array.from({ length: count }, (_, index) => monthPoint(filtered, end - count + 1 + index))
}

/** The months after `month` up to the last that has spending. */
export function monthsAfter(filtered: Filtered, month: BillMonth): MonthPoint[] {
	const first = Math.max(0, monthNumber(month) - FIRST_MONTH + 1)
	let last = MONTHS - 1
	while (last >= first && !filtered.month(last)?.sums().spending().items) last--
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
		monthPoint(filtered, first + index),
	)
}
