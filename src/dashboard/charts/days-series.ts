import { addDays, addMonthsTo, dayNumber } from '../../ledger/day'
import { addMonths } from '../../ledger/month'
import type { BillMonth, Cents, LocalDay } from '../../ledger/types'
import type { DayPoint } from '../../metrics/types'

/** Two cumulative lines over the same days: this period, and the one before moved onto it. */
export interface DaysSeries {
	days: LocalDay[]
	/** Null after today: what hasn't happened is not a flat line. */
	current: (Cents | null)[]
	before: (Cents | null)[]
	/** Spent on the day itself. */
	spent: Cents[]
	counts: number[]
	/** Index of today, or null when it lies outside. */
	todayIndex: number | null
}

/** Longest line drawn, in days; more is a table's work. */
const LONGEST = 800

/**
 * Lays the days of a period (`from`…`to`, bill months) over those of the period before, which lies `length` months
 * earlier. The axis runs from the first day that either has to the end of the last month.
 */
export function daysSeries(
	current: readonly DayPoint[],
	before: readonly DayPoint[],
	period: { from: BillMonth; to: BillMonth; length: number },
	today: LocalDay,
): DaysSeries {
	const moved = before.map((point) => ({ ...point, day: addMonthsTo(point.day, period.length) }))
	const monthEnd = addDays(`${addMonths(period.to, 1)}-01`, -1)
	const candidates = [`${period.from}-01`, monthEnd, current[0]?.day, current.at(-1)?.day, moved[0]?.day]
		.filter((day) => day !== undefined)
		.sort()
	const first = candidates[0]!
	const last = candidates.at(-1)!
	const length = Math.min(LONGEST, dayNumber(last) - dayNumber(first) + 1)
	const days = Array.from({ length }, (_, index) => addDays(first, index))
	const at = new Map(days.map((day, index) => [day, index]))

	const spent = new Array<Cents>(length).fill(0)
	const counts = new Array<number>(length).fill(0)
	for (const point of current) {
		const index = at.get(point.day)
		if (index === undefined) continue
		spent[index] = point.cents
		counts[index] = point.count
	}
	const todayIndex = at.get(today) ?? null
	// A bill still open may already hold days ahead (installments): they count when their day comes.
	const lastKnown = today < first ? -1 : (todayIndex ?? length - 1)
	return {
		days,
		current: running(spent, current.length > 0).map((sum, index) => (index <= lastKnown ? sum : null)),
		before: running(sumsAt(moved, at, length), before.length > 0),
		spent,
		counts,
		todayIndex,
	}
}

/** About so many (`wanted`) days of the series to name, evenly spread; today is one of them, and no other is close to it. */
export function datesUnder({ days, todayIndex }: DaysSeries, wanted: number) {
	const last = days.length - 1
	const step = Math.max(1, Math.round(last / (wanted - 1)))
	const isFarFromToday = (index: number) => todayIndex === null || Math.abs(index - todayIndex) > step * 0.6
	return days
		.map((day, index) => ({ day, index, today: index === todayIndex }))
		.filter(({ index, today }) => today || (index % step === 0 && isFarFromToday(index)))
		.map(({ day, index, today }) => ({ day, today, at: last > 0 ? index / last : 0 }))
}

function sumsAt(points: readonly DayPoint[], at: Map<LocalDay, number>, length: number): Cents[] {
	const sums = new Array<Cents>(length).fill(0)
	for (const { day, cents } of points) {
		const index = at.get(day)
		// Two days of a long month may fall on the last of a short one.
		if (index !== undefined) sums[index] = sums[index]! + cents
	}
	return sums
}

function running(sums: readonly Cents[], known: boolean): (Cents | null)[] {
	let total = 0
	return sums.map((cents) => {
		total += cents
		return known ? total : null
	})
}
