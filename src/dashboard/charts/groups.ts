import type { Cents } from '../../ledger/types'
import type { Group } from '../../metrics/types'

/** A share of `sum`, from 0 to 1; 0 when there is nothing. */
export const shareOf = (cents: Cents, sum: Cents): number => (sum > 0 ? cents / sum : 0)

/** The largest `most` groups, and all others as one sum (null when none are left). */
export function largest(
	groups: readonly Group[],
	most: number,
): { shown: readonly Group[]; rest: Cents | null } {
	if (groups.length <= most) return { shown: groups, rest: null }
	const rest = groups.slice(most).reduce((sum, group) => sum + group.cents, 0)
	return { shown: groups.slice(0, most), rest }
}
