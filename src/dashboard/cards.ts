import { type Accessor, createMemo } from 'solid-js'
import type { LedgerSession } from '../app/session'
import { billsNotPaidOff, billsOn, type CardBill, cardBill, paidOfBills } from '../ledger/card-bills'
import { dayNumber } from '../ledger/day'
import type { BillMonth, Source } from '../ledger/types'
import { cardHistory } from '../metrics/live/card-sums'
import { createFigure } from '../metrics/solid'
import { cardsOf } from './labels'

/** A card with the bill that takes today's purchases, the one that closed last, and older ones that are not paid off. */
export interface CardNow {
	source: Source
	open: CardBill
	closed: CardBill
	/** Bills before that one of which something is left, oldest first. */
	rests: CardBill[]
}

/** A cancelled card of which nothing is left to be paid, and nothing comes any more. */
export function isOver({ source, open, closed, rests }: CardNow): boolean {
	return source.archived && open.amount === 0 && closed.left === 0 && rests.length === 0
}

/** How each card stands today, whatever the page's filter and basis; those that are over are left out. */
export function createCards(session: LedgerSession): Accessor<CardNow[]> {
	const histories = createFigure(session.metrics, (metrics) =>
		cardsOf(session.directory()).map((source) => cardHistory(metrics, source.id)),
	)
	return createMemo(() => {
		const { cycles = [], bill_closings = [] } = session.directory() ?? {}
		const today = dayNumber(session.today())
		return cardsOf(session.directory()).flatMap((source, at) => {
			const history = histories()[at]
			if (!history) return []
			const ofSource = ({ source_id }: { source_id: number }) => source_id === source.id
			const card = { ...history, cycles: cycles.filter(ofSource), closings: bill_closings.filter(ofSource) }
			const bills = billsOn(card, today)
			const paid = paidOfBills(card)
			const bill = (month: BillMonth) => cardBill(card, month, today, paid)
			const now = {
				source,
				open: bill(bills.open),
				closed: bill(bills.closed),
				rests: billsNotPaidOff(card, bills.closed, paid).map(bill),
			}
			return isOver(now) ? [] : now
		})
	})
}
