import { type BillCycle, billMonth, type CycleVersion, closingDate, cycleOf } from '../../ledger/bill'
import { dayName, dayNumber } from '../../ledger/day'
import { addMonths } from '../../ledger/month'
import type { BillClosing, BillMonth, LedgerSettings, LocalDay, SourceCycle } from '../../ledger/types'

/** The versions of a source's cycle, from the first bill on, and its bills that close on another date. */
export function cyclesOf(
	directory: LedgerSettings | null,
	source: number,
): { cycles: SourceCycle[]; closings: BillClosing[] } {
	const ofSource = ({ source_id }: { source_id: number }) => source_id === source
	return {
		cycles: (directory?.cycles ?? [])
			.filter(ofSource)
			.sort((a, b) => ((a.from_month ?? '') < (b.from_month ?? '') ? -1 : 1)),
		closings: (directory?.bill_closings ?? []).filter(ofSource),
	}
}

/** What holds for the bills of `version` once it is taken away: the days of the version before it, or none. */
export function versionBefore(version: SourceCycle, versions: readonly SourceCycle[]): SourceCycle {
	const before = versions[versions.indexOf(version) - 1] ?? null
	const { closing_day = null, due_day = null } = before ?? {}
	return { ...version, closing_day, due_day }
}

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
	cycles: readonly CycleVersion[],
	closings: readonly Pick<BillClosing, 'bill_month' | 'closing_date'>[],
	today: LocalDay,
): ClosingRow[] {
	const open = billMonth(today, cycles, closings)
	return [-1, 0, 1, 2]
		.map((step) => addMonths(open, step))
		.filter((month) => cycleOf(month, cycles)?.closing_day != null)
		.map((month) => ({
			month,
			date: dayName(closingDate(month, cycles, closings)),
			usual: dayName(closingDate(month, cycles)),
			moved: closings.some((closing) => closing.bill_month === month),
			min: dayName(closingDate(addMonths(month, -1), cycles, closings) + 1),
			max: dayName(closingDate(addMonths(month, 1), cycles, closings) - 1),
		}))
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

/** Everything that is wrong with a card's days as typed. */
export interface CycleProblems {
	problems: { field: 'closing_day' | 'due_day'; problem: 'dayWrong' | 'dueAlone' }[]
	/** What of the two days can be read. */
	readable: BillCycle
}

/** A card's days as typed. A bill that never closes has no day on which it is due. */
export function readCycle(closing: string, due: string): BillCycle | CycleProblems {
	const closing_day = readDayOfMonth(closing)
	const due_day = readDayOfMonth(due)
	const cycle = { closing_day, due_day }
	const readable = {
		closing_day: Number.isNaN(closing_day) ? null : closing_day,
		due_day: Number.isNaN(due_day) ? null : due_day,
	}
	const problems: CycleProblems['problems'] = []
	if (Number.isNaN(closing_day)) problems.push({ field: 'closing_day', problem: 'dayWrong' })
	if (Number.isNaN(due_day)) problems.push({ field: 'due_day', problem: 'dayWrong' })
	if (problems.length === 0 && due_day !== null && closing_day === null)
		problems.push({ field: 'closing_day', problem: 'dueAlone' })
	return problems.length > 0 ? { problems, readable } : cycle
}
