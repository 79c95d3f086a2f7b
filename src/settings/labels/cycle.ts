import { type BillCycle, billMonth, closingDate } from '../../ledger/bill'
import { dayName, dayNumber } from '../../ledger/day'
import { addMonths } from '../../ledger/month'
import type { BillClosing, BillMonth, LocalDay } from '../../ledger/types'

/** A card's open bill and the next one, to show what its closing day means. */
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
	const bill = billMonth(today, [cycle])
	const next = closingDate(bill, [cycle])
	return {
		lastDay: dayName(next - 1),
		bill,
		nextDay: dayName(next),
		nextBill: billMonth(dayName(next), [cycle]),
	}
}

/** A bill and when it closes: `date` is the first day whose purchases go to the next bill. */
export interface ClosingRow {
	month: BillMonth
	date: LocalDay
	usual: LocalDay
	moved: boolean
	/** The dates between which it may be moved: outside of them another bill would have no days. */
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
	const open = billMonth(today, [cycle], closings)
	return [-1, 0, 1, 2].map((step) => {
		const month = addMonths(open, step)
		const date = dayName(closingDate(month, [cycle], closings))
		return {
			month,
			date,
			usual: dayName(closingDate(month, [cycle])),
			moved: closings.some((closing) => closing.bill_month === month),
			min: dayName(closingDate(addMonths(month, -1), [cycle], closings) + 1),
			max: dayName(closingDate(addMonths(month, 1), [cycle], closings) - 1),
		}
	})
}

/** Whether a typed closing date keeps the bills in order. */
export function fitsClosing(row: ClosingRow, date: LocalDay): boolean {
	return !Number.isNaN(dayNumber(date)) && date >= row.min && date <= row.max
}

/** A day of the month as typed: null when empty, NaN when it is none. */
export function readDayOfMonth(text: string): number | null {
	const trimmed = text.trim()
	if (trimmed === '') return null
	if (!/^\d{1,2}$/.test(trimmed)) return Number.NaN
	const day = Number(trimmed)
	return day >= 1 && day <= 31 ? day : Number.NaN
}

export interface CycleProblem {
	field: 'closing_day' | 'due_day'
	problem: 'dayWrong' | 'dueAlone'
	/** What of the two days can be read. */
	readable: BillCycle
}

/** A card's days as typed. A bill that never closes has no day on which it is due. */
export function readCycle(closing: string, due: string): BillCycle | CycleProblem {
	const closing_day = readDayOfMonth(closing)
	const due_day = readDayOfMonth(due)
	const cycle = { closing_day, due_day }
	const readable = {
		closing_day: Number.isNaN(closing_day) ? null : closing_day,
		due_day: Number.isNaN(due_day) ? null : due_day,
	}
	if (Number.isNaN(closing_day)) return { field: 'closing_day', problem: 'dayWrong', readable }
	if (Number.isNaN(due_day)) return { field: 'due_day', problem: 'dayWrong', readable }
	if (due_day !== null && closing_day === null) return { field: 'closing_day', problem: 'dueAlone', readable }
	return cycle
}
