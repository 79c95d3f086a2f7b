import { cardBill, paidOfBills } from '../../../src/ledger/card-bills.ts'
import { dayNumber, monthOf } from '../../../src/ledger/day.ts'
import { expectEqual } from '../../../src/metrics/testing/compare.ts'
import type { Model, Purchase } from './model.ts'
import type { Stored } from './stored.ts'

const spent = (kind: string, amount: number) =>
	kind === 'expense' ? amount : kind === 'refund' ? -amount : 0

/** Sums of a map's entries, those of nothing left out. */
function sums(entries: [string, number][]): Record<string, number> {
	const found: Record<string, number> = {}
	for (const [key, value] of entries) found[key] = (found[key] ?? 0) + value
	return found
}

/** Holds every purchase of a ledger, every total of a month both ways, and every card's bill to what its model says. */
export function expectSame(stored: Stored, model: Model): void {
	expectEqual(
		stored.purchases.map(({ id: _, ledger_id: __, revision: ___, at: ____, ...row }) => row),
		purchasesOf(model),
	)
	const totals = (found: Stored['billItems']) =>
		Object.fromEntries(found.map(({ key, amounts, spending }) => [key, [amounts, spending || 0]]))
	const [byBill, byDay] = [billEntries(model), dayEntries(model)]
	expectEqual(totals(stored.monthlyTotals), totalsOf(byBill))
	expectEqual(totals(stored.billItems), totalsOf(byBill))
	expectEqual(totals(stored.totalsByDay), totalsOf(byDay))
	const order = new Map(stored.purchases.map((row) => [row.message_id, row.id]))
	for (const { ledger_id: _, source_id, month, ...bill } of stored.bills)
		expectEqual(bill, cardOf(model, byBill, source_id, month, order), { source_id, month })
}

/** Each purchase as the database must keep it, by message. */
function purchasesOf(model: Model): Record<string, unknown>[] {
	const purchases = [...model.purchases].sort((a, b) => (a.message_id < b.message_id ? -1 : 1))
	return purchases.map((purchase) => {
		const months = [
			monthOf(model.dayOf(purchase.at)),
			...model.partsOf(purchase).map(({ bill }) => bill),
		].sort()
		const isTransfer = purchase.kind === 'transfer'
		return {
			message_id: purchase.message_id,
			kind: purchase.kind,
			amount_cents: purchase.cents,
			installments: purchase.installments,
			part: purchase.part,
			parts: purchase.parts,
			bill: model.billOf(purchase),
			first: months[0],
			last: months.at(-1),
			source_id: model.sourceOf(purchase.source),
			to_source_id: isTransfer ? model.sourceOf(purchase.to_source) : null,
			category_id: model.labelOf('category', purchase.category),
			pays: isTransfer ? purchase.given : null,
			bill_given: !isTransfer && purchase.given !== null,
			moves: purchase.moves.length ? purchase.moves : null,
			voided: purchase.voided,
			refund_of: purchase.refundOf,
		}
	})
}

/** What counts in a month. */
interface Entry {
	month: string
	cents: number
	purchase: Purchase
}

/** Each part in its bill's month. */
export function billEntries(model: Model): Entry[] {
	return model
		.live()
		.flatMap((purchase) =>
			model.partsOf(purchase).map(({ bill, cents }) => ({ month: bill, cents, purchase })),
		)
}

/** Each purchase whole in the month of its day. */
export function dayEntries(model: Model): Entry[] {
	return model.live().map((purchase) => ({
		month: monthOf(model.dayOf(purchase.at)),
		cents: model.partsOf(purchase).reduce((sum, part) => sum + part.cents, 0),
		purchase,
	}))
}

/** Amounts and spending of each month and kind, as `2026-11 expense`. */
function totalsOf(entries: Entry[]): Record<string, [number, number]> {
	const found = sums(entries.map(({ month, cents, purchase }) => [`${month} ${purchase.kind}`, cents]))
	return Object.fromEntries(
		Object.entries(found).map(([key, sum]) => [key, [sum, spent(key.slice(8), sum) || 0]]),
	)
}

/** What is spent, received and bought in a month. */
export function figuresOf(entries: Entry[], month: string) {
	const here = entries.filter((one) => one.month === month)
	return {
		spending: here.reduce((sum, { cents, purchase }) => sum + spent(purchase.kind, cents), 0),
		income: here.reduce((sum, { cents, purchase }) => sum + (purchase.kind === 'income' ? cents : 0), 0),
		purchases: new Set(
			here
				.filter(({ purchase }) => purchase.kind === 'expense' && (purchase.part ?? 1) === 1)
				.map(({ purchase }) => purchase.message_id),
		).size,
	}
}

/** A card's bill by the rules of the page over what the model knows; payments of one moment count in the order of their ids. */
function cardOf(model: Model, byBill: Entry[], source: number, month: string, ids: Map<string, string>) {
	const payments = model
		.live()
		.filter(({ kind, to_source }) => kind === 'transfer' && model.sourceOf(to_source) === source)
		.sort((a, b) => a.at - b.at || (ids.get(a.message_id)! < ids.get(b.message_id)! ? -1 : 1))
	const card = {
		cycles: model.cyclesOf(source),
		closings: model.closingsOf(source),
		amounts: sums(
			byBill
				.filter(({ purchase }) => model.sourceOf(purchase.source) === source)
				.map((entry) => [
					entry.month,
					['refund', 'income'].includes(entry.purchase.kind) ? -entry.cents : entry.cents,
				]),
		),
		payments: payments.map(({ at, cents, given }) => ({
			day: dayNumber(model.dayOf(at)),
			cents,
			pays: given,
		})),
	}
	const { month: _, ...bill } = cardBill(card, month, dayNumber(model.dayOf(Date.now())), paidOfBills(card))
	return bill
}
