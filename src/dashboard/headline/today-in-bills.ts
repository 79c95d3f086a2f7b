import type { BillMonth, Cents } from '../../ledger/types'
import type { MadeInto } from '../../metrics/types'

/** What was spent today, as one line has room to tell it. */
export interface TodayInBills {
	/** In the bill looked at. */
	here: Cents
	/** In all others. */
	elsewhere: Cents
	/** The other bill, where there is only one. */
	only: BillMonth | null
}

/** @param made what was spent today, by bill */
export function todayInBills(made: readonly MadeInto[], thisMonth: BillMonth): TodayInBills {
	const others = made.filter(({ bill, cents }) => bill !== thisMonth && cents !== 0)
	return {
		here: made.find(({ bill }) => bill === thisMonth)?.cents ?? 0,
		elsewhere: others.reduce((sum, { cents }) => sum + cents, 0),
		only: others.length === 1 ? others[0]!.bill : null,
	}
}
