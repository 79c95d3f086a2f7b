import type { BillMonth, Cents } from '../../ledger/types'
import type { MadeInto } from '../../metrics/types'

/** Of bills beside the one looked at, so many are named, or the first of more. */
const NAMED = 2

/** What was spent today, as it is told: in this bill, in others by their names, and in all that come after those. */
export interface TodayInBills {
	here: Cents
	named: MadeInto[]
	later: Cents
}

/** @param made what was spent today, by bill, in the order of bills */
export function todayInBills(made: readonly MadeInto[], thisMonth: BillMonth): TodayInBills {
	const others = made.filter(({ bill, cents }) => bill !== thisMonth && cents !== 0)
	const named = others.length > NAMED ? others.slice(0, 1) : others
	return {
		here: made.find(({ bill }) => bill === thisMonth)?.cents ?? 0,
		named,
		later: others.slice(named.length).reduce((sum, { cents }) => sum + cents, 0),
	}
}
