import { shownColors } from './category-colors'
import { dayNumber, daysInMonth, monthOf } from './day'
import { monthNumber } from './month'
import type { BillMonth, Budget, Cents, LedgerSettings, LocalDay } from './types'

/** What was spent in a bill month: in all, and by category (`id` null: without a category). */
export interface MonthSpending {
	cents: Cents
	groups: readonly { id: number | null; cents: Cents }[]
}

/** Where a budget stands: `warn` from 80 %, `over` from 100 %. */
export type BudgetLevel = 'ok' | 'warn' | 'over'

export interface BudgetProgress {
	/** Null: the whole bill. */
	category_id: number | null
	/** Name of the category; null for the whole bill. */
	name: string | null
	color: number | null
	/** The month from which this budget holds. */
	since: BillMonth
	limit: Cents
	spent: Cents
	/** `limit − spent`; negative when passed. */
	left: Cents
	/** `spent / limit`. */
	share: number
	level: BudgetLevel
	/** What is usually spent by today, of this limit; null where too few months tell. All of it once the month is over. */
	allowed: Cents | null
	/** `spent` is past `allowed`. */
	ahead: boolean
}

/** The share of a month's spending that is usually spent by today's day of it; null: too few months tell. */
export interface SpendingPace {
	all: number | null
	categories: readonly { id: number | null; share: number | null }[]
}

/** The months before whose courses tell the pace, and how many with any spending there must be. */
export const PACE_MONTHS = 6
const FEWEST_COURSES = 3

/** What of one month's spending, or of a category's in it, was spent by the day that is today's of this month. */
export interface Course {
	of: number | null | 'all'
	spent: Cents
	whole: Cents
}

/** The share that is usually spent by today's day of a month: the median of the months before that have any spending. */
export function paceOf(courses: readonly Course[]): SpendingPace {
	const shares = new Map<Course['of'], number[]>()
	for (const { of, spent, whole } of courses)
		if (whole > 0) shares.set(of, [...(shares.get(of) ?? []), spent / whole])
	const categories: { id: number | null; share: number | null }[] = []
	for (const [id, held] of shares) if (id !== 'all') categories.push({ id, share: medianShare(held) })
	categories.sort((a, b) => (a.id ?? 0) - (b.id ?? 0))
	return { all: medianShare(shares.get('all') ?? []), categories }
}

/** Null: too few to claim anything. */
function medianShare(shares: readonly number[]): number | null {
	if (shares.length < FEWEST_COURSES) return null
	const sorted = shares.toSorted((a, b) => a - b)
	const half = sorted.length / 2
	return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
}

/** The notices' thresholds, in whole per cent. Integer arithmetic: 80.00 of 100.00 is at 80 %, 79.99 is not. */
export const WARN_PERCENT = 80
export const OVER_PERCENT = 100

export function budgetLevel(spent: Cents, limit: Cents): BudgetLevel {
	if (BigInt(spent) * 100n >= BigInt(limit) * BigInt(OVER_PERCENT)) return 'over'
	return BigInt(spent) * 100n >= BigInt(limit) * BigInt(WARN_PERCENT) ? 'warn' : 'ok'
}

/** Days of `month` gone by (today included) and its length: all of a past month, none of a coming one. */
export function daysGone(month: BillMonth, today: LocalDay): { gone: number; days: number } {
	const days = daysInMonth(monthNumber(month))
	const gone = dayNumber(today) - dayNumber(`${month}-01`) + 1
	return { gone: Math.min(Math.max(gone, 0), days), days }
}

/**
 * How the budgets of a bill month stand: the whole bill first, then categories by share, fullest first.
 * `spending` is the month's, whatever filter the reader has set. `pace` is asked for of today's month only.
 */
export function budgetProgress(
	directory: Pick<LedgerSettings, 'budgets' | 'categories'>,
	spending: MonthSpending,
	month: BillMonth,
	today: LocalDay,
	pace: SpendingPace | null = null,
): BudgetProgress[] {
	const isOver = month < monthOf(today)
	const shareBy = (id: number | null) => {
		if (isOver) return 1
		if (month > monthOf(today) || !pace) return null
		return id === null ? pace.all : (pace.categories.find((one) => one.id === id)?.share ?? null)
	}
	const spentOn = new Map(spending.groups.map(({ id, cents }) => [id, cents]))
	const colors = shownColors(directory.categories)
	const rows: BudgetProgress[] = []
	for (const { category_id, month: since, amount_cents: limit } of budgetsInForce(directory.budgets, month)) {
		const category = directory.categories.find(({ id }) => id === category_id)
		if (category_id !== null && !category) continue
		const spent = category_id === null ? spending.cents : (spentOn.get(category_id) ?? 0)
		const usual = shareBy(category_id)
		const allowed = usual === null ? null : Math.round(limit * usual)
		rows.push({
			category_id,
			name: category?.name ?? null,
			color: category ? (colors.get(category.id) ?? null) : null,
			since,
			limit,
			spent,
			left: limit - spent,
			share: spent / limit,
			level: budgetLevel(spent, limit),
			allowed,
			ahead: allowed !== null && spent > allowed,
		})
	}
	const whole = (row: BudgetProgress) => (row.category_id === null ? 1 : 0)
	return rows.sort(
		(a, b) => whole(b) - whole(a) || b.share - a.share || (a.name ?? '').localeCompare(b.name ?? ''),
	)
}

/** The rows that ask for attention, worst first; the whole bill among them. */
export function needingAttention(rows: readonly BudgetProgress[]): BudgetProgress[] {
	return rows.filter(({ level }) => level !== 'ok').sort((a, b) => b.share - a.share)
}

/**
 * The budgets that hold in a bill month: of each category (and of the whole bill, `category_id` null) the latest row not
 * after `month`. A row of 0 ends its budget.
 */
export function budgetsInForce(budgets: readonly Budget[], month: BillMonth): Budget[] {
	const latest = new Map<number | null, Budget>()
	for (const budget of budgets) {
		if (budget.month > month) continue
		const held = latest.get(budget.category_id)
		if (!held || budget.month > held.month) latest.set(budget.category_id, budget)
	}
	return [...latest.values()].filter(({ amount_cents }) => amount_cents > 0)
}
