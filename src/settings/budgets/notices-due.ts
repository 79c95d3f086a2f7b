import type { BillMonth } from '../../ledger/types'
import type { BudgetProgress } from '../budget-progress'

/** A threshold that a budget passed and that nobody was told of yet. */
export interface Notice {
	progress: BudgetProgress
	level: 'warn' | 'over'
}

/** What was told already: `month category level`. Kept per ledger and device. */
export type Told = ReadonlySet<string>

const keyOf = (month: BillMonth, category: number | null, level: 'warn' | 'over') =>
	`${month} ${category ?? 'all'} ${level}`

/**
 * Which thresholds to tell of now, once each per category and bill. A budget that jumped past 100 % is told of once, as
 * passed; a budget that sinks under a threshold and comes back is not told of again in the same bill.
 */
export function noticesDue(
	rows: readonly BudgetProgress[],
	month: BillMonth,
	told: Told,
): { due: Notice[]; told: Set<string> } {
	const now = new Set(told)
	const due: Notice[] = []
	for (const progress of rows) {
		if (progress.level === 'ok') continue
		const key = keyOf(month, progress.category_id, progress.level)
		const isNew = !now.has(key)
		now.add(key)
		if (progress.level === 'over') now.add(keyOf(month, progress.category_id, 'warn'))
		if (isNew) due.push({ progress, level: progress.level })
	}
	return { due, told: now }
}

/** Forgets what was told of bills long closed. */
export function pruneTold(told: Told, oldest: BillMonth): Set<string> {
	return new Set([...told].filter((key) => key >= oldest))
}
