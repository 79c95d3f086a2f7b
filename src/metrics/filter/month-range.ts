import { monthNumber } from '../../ledger/month'
import { FIRST_MONTH, MONTHS } from '../store/rows'
import type { Filter } from '../types'

/** A run of bill months, ends included, counted from January 1970. Empty when `to < from`. */
export interface MonthRange {
	from: number
	to: number
}

export const ALL_MONTHS: MonthRange = { from: 0, to: MONTHS - 1 }

/** The months a filter asks for. What is no month restricts nothing. */
export function rangeOf(filter: Filter): MonthRange {
	if (!filter.months) return ALL_MONTHS
	const from = monthNumber(filter.months.from) - FIRST_MONTH
	const to = monthNumber(filter.months.to) - FIRST_MONTH
	return {
		from: Number.isNaN(from) ? 0 : Math.max(0, from),
		to: Number.isNaN(to) ? MONTHS - 1 : Math.min(MONTHS - 1, to),
	}
}
