import { addMonthsToDay, type DayNumber } from './day'
import { type MonthNumber, rememberedMonthNumber } from './month'
import type { Cents, Move } from './types'

/** What part `k` (from 1) of a purchase costs: every part is the quotient, the first takes the remainder too. */
export function installmentCents(total: Cents, installments: number, k: number): Cents {
	const part = Math.floor(total / installments)
	return k === 1 ? total - part * (installments - 1) : part
}

/** All parts of a purchase; their sum is `total`. */
export function splitInstallments(total: Cents, installments: number): Cents[] {
	return Array.from({ length: installments }, (_, index) => installmentCents(total, installments, index + 1))
}

/**
 * The bill that part `k` lies in: `first`, the bill of part 1, and k − 1 months on, unless it was moved; null: it was
 * cancelled, and counts nowhere.
 */
export function partMonth(first: MonthNumber, moves: readonly Move[] | null, k: number): MonthNumber | null {
	const move = moves?.findLast(([from]) => from <= k)
	if (!move) return first + k - 1
	return move[1] === null ? null : rememberedMonthNumber(move[1])
}

/** One live part of a purchase. */
export interface LivePart {
	/** From 1. */
	part: number
	month: MonthNumber
	cents: Cents
	day: DayNumber
}

/**
 * The parts of a purchase that count, each on the purchase's day moved on by as many months, clamped. A part that was moved keeps its distance to the first, in days as in bills.
 */
export function liveParts(
	purchase: { amount_cents: Cents; installments: number; moves: readonly Move[] | null },
	first: MonthNumber,
	day: DayNumber,
): LivePart[] {
	const live: LivePart[] = []
	for (let part = 1; part <= purchase.installments; part++) {
		const month = partMonth(first, purchase.moves, part)
		if (month === null) continue
		const cents = installmentCents(purchase.amount_cents, purchase.installments, part)
		live.push({ part, month, cents, day: month === first ? day : addMonthsToDay(day, month - first) })
	}
	return live
}

/**
 * The moves of a purchase after another one: from part `from` on into the bill `to`, or cancelled where that is null. What was
 * said of these parts before no longer holds.
 */
export function movedParts(moves: readonly Move[] | null, from: number, to: Move[1]): readonly Move[] {
	return [...(keptMoves(moves, from - 1) ?? []), [from, to]]
}

/** The moves that still mean something where the purchase has so many parts; null: none. */
export function keptMoves(moves: readonly Move[] | null, parts: number): readonly Move[] | null {
	const kept = moves?.filter(([from]) => from <= parts) ?? []
	return kept.length > 0 ? kept : null
}
