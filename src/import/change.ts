import { addMonths } from '../ledger/month'
import type { BillMonth } from '../ledger/types'
import { movedBy } from './kinds'
import type { ImportKind, Plan, PlanItem } from './types'

/** What a person changes of all lines with one text. */
export interface Change {
	kind?: ImportKind
	/** A category's name; empty: none. */
	category?: string
}

type OfFile = Pick<Plan['file'], 'type' | 'columns'>

/** A line of a plan with what a person changed of it. */
export function changed(item: PlanItem, { kind = item.kind, category }: Change, file: OfFile): PlanItem {
	return {
		...withKind(item, kind, file),
		category: category === undefined ? item.category : category || null,
	}
}

/** A line as a plan judged it, taken for another kind: a transfer has a place at each end, the others have one. */
function withKind(item: PlanItem, kind: ImportKind, file: OfFile): PlanItem {
	if (kind === item.kind) return item
	if (kind === 'transfer') {
		const moved = movedBy(item.kind === 'expense' ? 'out' : 'in', file.type, item.source)
		return {
			...item,
			kind,
			source: moved.source,
			to_source: moved.to_source,
			installments: 1,
			part: null,
			parts: null,
			bill_month: moved.paysBill ? billPaid(item.bill_month, file, -1) : null,
		}
	}
	if (item.kind !== 'transfer') return { ...item, kind }
	const paidBill = file.type === 'card' && item.source === null
	return {
		...item,
		kind,
		source: item.source ?? item.to_source,
		to_source: null,
		bill_month: paidBill ? billPaid(item.bill_month, file, 1) : item.bill_month,
	}
}

/** A payment in a card's file pays the bill before the one that its other lines are of, unless a column names the bill. */
function billPaid(bill: BillMonth | null, { columns }: OfFile, months: 1 | -1): BillMonth | null {
	return bill === null || columns.bill !== undefined ? bill : addMonths(bill, months)
}
