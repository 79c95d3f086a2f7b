import { type BillCycle, billMonth, closingDate } from '../../ledger/bill'
import { dayName, dayNumber } from '../../ledger/day'
import { addMonths } from '../../ledger/month'
import type { BillClosing, BillMonth, LocalDay } from '../../ledger/types'

/** The next turn of a card's bill, to show what its closing day means. */
export interface CycleExample {
	/** The last day of the bill now open, and that bill. */
	lastDay: LocalDay
	bill: BillMonth
	/** The first day of the bill after it. */
	nextDay: LocalDay
	nextBill: BillMonth
}

/** Null for a source without a closing day. */
export function cycleExample(cycle: BillCycle, today: LocalDay): CycleExample | null {
	if (cycle.closing_day === null) return null
	const bill = billMonth(today, cycle)
	const next = closingDate(bill, cycle)
	return {
		lastDay: dayName(next - 1),
		bill,
		nextDay: dayName(next),
		nextBill: billMonth(dayName(next), cycle),
	}
}

/** A bill and when it closes: `date` is the first day whose purchases go to the next bill. */
export interface ClosingRow {
	month: BillMonth
	date: LocalDay
	usual: LocalDay
	moved: boolean
	/** A date outside would leave another bill without days. */
	min: LocalDay
	max: LocalDay
}

/** The bills around today whose closing may have been moved: the one before, the open one and the two after. */
export function closingRows(
	cycle: BillCycle,
	closings: readonly Pick<BillClosing, 'bill_month' | 'closing_date'>[],
	today: LocalDay,
): ClosingRow[] {
	if (cycle.closing_day === null) return []
	const open = billMonth(today, cycle, closings)
	return [-1, 0, 1, 2].map((step) => {
		const month = addMonths(open, step)
		const date = dayName(closingDate(month, cycle, closings))
		return {
			month,
			date,
			usual: dayName(closingDate(month, cycle)),
			moved: closings.some((closing) => closing.bill_month === month),
			min: dayName(closingDate(addMonths(month, -1), cycle, closings) + 1),
			max: dayName(closingDate(addMonths(month, 1), cycle, closings) - 1),
		}
	})
}

/** Whether a date typed for a bill's closing keeps the bills in order. */
export function fitsClosing(row: ClosingRow, date: LocalDay): boolean {
	return !Number.isNaN(dayNumber(date)) && date >= row.min && date <= row.max
}
