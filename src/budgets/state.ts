import { createMemo, createSignal } from 'solid-js'
import type { LedgerSession } from '../app/session'
import { isCovered } from '../feed/coverage'
import { averages } from '../ledger/budget-form'
import { type BudgetProgress, budgetProgress, daysGone, needingAttention } from '../ledger/budgets'
import { shownColors } from '../ledger/category-colors'
import { addMonths } from '../ledger/month'
import type { Cents } from '../ledger/types'
import { usualPace } from '../metrics/figures/pace'
import { createFigure } from '../metrics/solid'

/** The whole bill or one category, with how its budget stands. */
export interface BudgetItem {
	/** Null: the whole bill. */
	categoryId: number | null
	/** The category's name; null for the whole bill. */
	name: string | null
	color: number | null
	/** Null: it has no budget. */
	progress: BudgetProgress | null
	spent: Cents
}

/** What the budgets page shows of one bill month, which its reader can change. */
export function createBudgetMonth(session: LedgerSession) {
	const [month, setMonth] = createSignal(session.thisMonth())
	const spending = createFigure(session.metrics, (metrics) => metrics.spendingOf(month()))
	const pace = createFigure(session.metrics, (metrics) =>
		session.feed().coverage.complete ? usualPace(metrics, month()) : null,
	)
	const before = createFigure(session.metrics, (metrics) =>
		averages((at) => metrics.spendingOf(at), month(), metrics.months()[0]),
	)

	const items = createMemo((): BudgetItem[] => {
		const directory = session.directory()
		if (!directory) return []
		const progress = budgetProgress(directory, spending(), month(), session.today(), pace())
		const spentOn = new Map(spending().groups.map(({ id, cents }) => [id, cents]))
		const item = (categoryId: number | null, name: string | null, color: number | null): BudgetItem => ({
			categoryId,
			name,
			color,
			progress: progress.find((row) => row.category_id === categoryId) ?? null,
			spent: categoryId === null ? spending().cents : (spentOn.get(categoryId) ?? 0),
		})
		const share = ({ progress }: BudgetItem) => progress?.share ?? -1
		const colors = shownColors(directory.categories)
		const categories = directory.categories
			.map(({ id, name }) => item(id, name, colors.get(id) ?? null))
			.sort((a, b) => share(b) - share(a) || a.name!.localeCompare(b.name!))
		return [item(null, null, null), ...categories]
	})
	const withBudget = createMemo(() => items().filter(({ progress }) => progress !== null))

	return {
		month,
		step: (months: number) => setMonth(addMonths(month(), months)),
		/** The whole bill first, then the categories by the share that is spent. */
		withBudget,
		withoutBudget: createMemo(() => items().filter(({ progress }) => progress === null)),
		/** A usual month, from the three before; undefined: nothing was spent in them. */
		averageOf: (categoryId: number | null): Cents | undefined => before().get(categoryId),
		/** How many budgets are close to their limit or past it. */
		attention: () => needingAttention(withBudget().flatMap(({ progress }) => progress ?? [])).length,
		/** Where the month of today stands; null for any other month. */
		today: () => (month() === session.thisMonth() ? daysGone(month(), session.today()) : null),
		isPast: () => month() < session.thisMonth(),
		/** The month's purchases are all in; until then its amounts are said to be incomplete. */
		complete: () => isCovered(session.feed().coverage, month()),
	}
}

export type BudgetMonth = ReturnType<typeof createBudgetMonth>
