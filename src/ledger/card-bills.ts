import { billMonth, type Closing, type CycleVersion, closingDate, dueDate } from './bill'
import { type DayNumber, dayName, monthOf } from './day'
import { addMonths } from './month'
import type { BillMonth, Cents, LocalDay } from './types'

/** Until its closing date a bill is `open`; then it waits to be paid, `overdue` from the day after it was due. */
export type BillState = 'open' | 'closed' | 'partly' | 'overdue' | 'paid'

/** A card's bill. */
export interface CardBill {
	month: BillMonth
	/** The first day whose purchases go to the next bill. */
	closes: LocalDay
	/** Null: the cycle says no day. */
	due: LocalDay | null
	/** Expenses and transfers from the card, less refunds and incomes on it. Negative where the card owes. */
	amount: Cents
	/** What transfers to the card paid. */
	paid: Cents
	left: Cents
	/** What was paid or refunded over the amount. It stands beside the next bill, and is not carried. */
	credit: Cents
	state: BillState
}

/** A transfer to the card. */
export interface CardPayment {
	day: DayNumber
	cents: Cents
	/** The bill that it was said to pay. */
	pays: BillMonth | null
}

/** What happened on a card. */
export interface CardHistory {
	/** What each bill holds. */
	amounts: Readonly<Record<BillMonth, Cents>>
	/** In the order in which they were made; ties by id. */
	payments: readonly CardPayment[]
}

/** A card as its bills are worked out from it. */
export interface Card extends CardHistory {
	cycles: readonly CycleVersion[]
	closings: readonly Closing[]
}

/**
 * What was paid of each bill. A payment that names its bill pays that one; any other the last bill closed by its day while
 * something is left of it, else the open one. It is never split.
 */
export function paidOfBills(card: Card): Map<BillMonth, Cents> {
	const paid = new Map<BillMonth, Cents>()
	const pay = (bill: BillMonth, cents: Cents) => paid.set(bill, (paid.get(bill) ?? 0) + cents)
	for (const { pays, cents } of card.payments) if (pays !== null) pay(pays, cents)
	for (const { pays, cents, day } of card.payments) {
		if (pays !== null) continue
		const closed = lastClosed(card, day)
		const left = (card.amounts[closed] ?? 0) - (paid.get(closed) ?? 0)
		pay(left > 0 ? closed : billMonth(dayName(day), card.cycles, card.closings), cents)
	}
	return paid
}

/** A bill as it stands on a day. `paid` is the answer of `paidOfBills`. */
export function cardBill(
	card: Card,
	month: BillMonth,
	today: DayNumber,
	paidOf: ReadonlyMap<BillMonth, Cents>,
): CardBill {
	const closes = closingDate(month, card.cycles, card.closings)
	const due = dueDate(month, card.cycles)
	const amount = card.amounts[month] ?? 0
	const paid = paidOf.get(month) ?? 0
	const left = Math.max(0, amount - paid)
	return {
		month,
		closes: dayName(closes),
		due: due === null ? null : dayName(due),
		amount,
		paid,
		left,
		credit: Math.max(0, paid - amount),
		state: stateOf(closes, due, today, paid, left),
	}
}

function stateOf(
	closes: DayNumber,
	due: DayNumber | null,
	today: DayNumber,
	paid: Cents,
	left: Cents,
): BillState {
	if (today < closes) return 'open'
	if (left === 0) return 'paid'
	if (due !== null && today > due) return 'overdue'
	return paid > 0 ? 'partly' : 'closed'
}

/** The bill that takes the purchases of a day, and the last one that takes no more. */
export function billsOn(card: Card, today: DayNumber): { open: BillMonth; closed: BillMonth } {
	return { open: billMonth(dayName(today), card.cycles, card.closings), closed: lastClosed(card, today) }
}

/**
 * Bills before `month` of which something is left, oldest first: rests are not carried, they stand beside what comes after.
 * Only from the first bill on that anything was paid of: a card whose payments nobody records owes nothing that is known.
 */
export function billsNotPaidOff(
	card: Card,
	month: BillMonth,
	paidOf: ReadonlyMap<BillMonth, Cents>,
): BillMonth[] {
	const first = [...paidOf.keys()].sort()[0]
	if (first === undefined) return []
	return Object.keys(card.amounts)
		.filter((bill) => first <= bill && bill < month && card.amounts[bill]! > (paidOf.get(bill) ?? 0))
		.sort()
}

/** The greatest bill, by bill month, that closed by a day. */
function lastClosed({ cycles, closings }: Card, day: DayNumber): BillMonth {
	// Closings lie at most two months from their bill.
	let month = addMonths(monthOf(dayName(day)), 3)
	while (closingDate(month, cycles, closings) > day) month = addMonths(month, -1)
	return month
}
