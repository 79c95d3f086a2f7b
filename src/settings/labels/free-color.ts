import { COLORS } from '../../ledger/category-colors'
import type { Category } from '../../ledger/types'

/** The palette slot that the fewest categories use; the lowest among equals. */
export function freeColor(categories: readonly Pick<Category, 'color'>[]): number {
	const used = Array.from({ length: COLORS }, () => 0)
	for (const { color } of categories) used[color - 1] = (used[color - 1] ?? 0) + 1
	return used.indexOf(Math.min(...used)) + 1
}
