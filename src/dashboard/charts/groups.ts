import type { Cents } from '../../ledger/types'
import type { Group, Ref } from '../../metrics/types'

/** A share of `sum`, from 0 to 1; 0 when there is nothing. */
export const shareOf = (cents: Cents, sum: Cents): number => (sum > 0 ? cents / sum : 0)

/** What is something, and less than a half percent: it is written so. */
const LESS_THAN_ONE = 0.001

/** Shares in whole percents, as parts of 1. */
export interface Shares {
	/** Of one group; 0 when it is not there. */
	of(id: Ref): number
	/** Of all groups behind the first `shown`. */
	behind(shown: number): number
}

/**
 * Each group's share of `sum`, in whole percents that add up as the groups do: never to 101 %. All are rounded down, and what is
 * then missing goes to those that lost most.
 */
export function sharesOf(groups: readonly Group[], sum: Cents): Shares {
	const exact = groups.map(({ cents }) => 100 * shareOf(cents, sum))
	const whole = exact.map(Math.floor)
	const total = exact.reduce((all, share) => all + share, 0)
	const missing = Math.round(total) - whole.reduce((all, share) => all + share, 0)
	const lost = (at: number) => (exact[at] ?? 0) - (whole[at] ?? 0)
	// Of two that lost as much the larger one, which comes first.
	const inTurn = whole.map((_, at) => at).sort((a, b) => lost(b) - lost(a) || a - b)
	for (const at of inTurn.slice(0, missing)) whole[at] = (whole[at] ?? 0) + 1
	const partOf = (percent: number, isAny: boolean) => (percent === 0 && isAny ? LESS_THAN_ONE : percent / 100)
	const byId = new Map(groups.map(({ id, cents }, at) => [id, partOf(whole[at] ?? 0, sum > 0 && cents > 0)]))
	return {
		of: (id) => byId.get(id) ?? 0,
		behind: (shown) =>
			partOf(
				whole.slice(shown).reduce((all, share) => all + share, 0),
				sum > 0 && groups.slice(shown).some(({ cents }) => cents > 0),
			),
	}
}

/** The largest `most` groups, and all others as one sum (null when none are left). */
export function largest(
	groups: readonly Group[],
	most: number,
): { shown: readonly Group[]; rest: Cents | null } {
	if (groups.length <= most) return { shown: groups, rest: null }
	const rest = groups.slice(most).reduce((sum, group) => sum + group.cents, 0)
	return { shown: groups.slice(0, most), rest }
}
