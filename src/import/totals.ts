import { billMonth } from '../ledger/bill'
import { dayNumber, monthOf } from '../ledger/day'
import { monthName, monthNumber } from '../ledger/month'
import { liveParts } from '../ledger/parts'
import type { Basis, BillMonth, Cents } from '../ledger/types'
import { knownSource } from './bills'
import type { ImportKind, KnownLedger, PlanItem } from './types'

export const KINDS: readonly ImportKind[] = ['expense', 'refund', 'income', 'transfer']

/** What a file brings to one month, by kind. */
export interface MonthTotals {
	month: BillMonth
	cents: Record<ImportKind, Cents>
}

/** How the ledger places what it records. */
interface Placing {
	basis: Basis
	ledger: KnownLedger
}

/** Totals by month, newest first, as the ledger will count them: each part in its bill, or all by the day; transfers by their day. */
export function totalsByMonth(items: readonly PlanItem[], { basis, ledger }: Placing): MonthTotals[] {
	const billOf = billsByDay(ledger)
	const months = new Map<BillMonth, MonthTotals>()
	for (const item of items)
		for (const [month, cents] of placesOf(item, basis, billOf)) {
			let totals = months.get(month)
			if (!totals) {
				totals = { month, cents: { expense: 0, refund: 0, income: 0, transfer: 0 } }
				months.set(month, totals)
			}
			totals.cents[item.kind] += cents
		}
	return [...months.values()].sort((a, b) => (a.month < b.month ? 1 : -1))
}

function placesOf(item: PlanItem, basis: Basis, billOf: (item: PlanItem) => BillMonth): [BillMonth, Cents][] {
	const { kind, day, amount_cents, installments, moves = null } = item
	if (kind === 'transfer') return [[monthOf(day), amount_cents]]
	const first = monthNumber(item.bill_month ?? billOf(item))
	const parts = liveParts({ amount_cents, installments, moves }, first, dayNumber(day))
	if (basis === 'purchase') return [[monthOf(day), parts.reduce((sum, { cents }) => sum + cents, 0)]]
	return parts.map(({ month, cents }) => [monthName(month), cents])
}

/** The bill that a line's day tells. A file has many lines, and few days and sources. */
function billsByDay(ledger: KnownLedger): (item: PlanItem) => BillMonth {
	const bills = new Map<string, BillMonth>()
	return ({ source: name, day }) => {
		const key = `${day} ${name}`
		let bill = bills.get(key)
		if (bill === undefined) {
			const source = knownSource(ledger, name)
			bill = source ? billMonth(day, source.cycles, source.closings) : monthOf(day)
			bills.set(key, bill)
		}
		return bill
	}
}
