import { dayNumber } from '../ledger/day'
import { normalise } from '../ledger/name'
import type { Cents, LocalDay } from '../ledger/types'
import { assign, byCost, type Edge } from './assignment'
import { isOnlyCardPayment } from './bank-words'
import { DAYS_APART } from './matching'
import { isBillPayment, isInvestment } from './operations'
import type { ImportKind } from './types'

/** What a line says of a transfer: the end that it is of, and perhaps the other. */
export interface Side {
	kind: ImportKind
	source: string | null
	to_source: string | null
	paysBill: boolean
	/** Of one that received: where from, if it says so. */
	from: string | null
	description: string
	cents: Cents
	day: LocalDay
}

const NEAREST_FIRST = Array.from({ length: 2 * DAYS_APART + 1 }, (_, at) => at - DAYS_APART).sort(
	(a, b) => Math.abs(a) - Math.abs(b),
)

/** So many lines are looked at for one: more of one amount within a week tell nothing more. */
const MOST_LOOKED_AT = 24

/**
 * Finds transfers that a file lists twice, in the account that the money left and where it came in: one amount, within three days,
 * between two places. Each line has at most one other, and as many find one as can. The order of the file says nothing.
 *
 * @param placeOf the name of a place that its other names are the same as
 * @returns pairs of the line that paid and the line that received
 */
export function pairSides<Line extends Side>(
	lines: Line[],
	placeOf: (name: string) => string,
): [paid: Line, received: Line][] {
	const paid = inOrder(lines.filter(isPaying))
	const received = new Map<string, Line[]>()
	for (const line of inOrder(lines.filter(isReceiving))) {
		const key = keyOf(line.cents, dayNumber(line.day))
		const there = received.get(key)
		if (there) there.push(line)
		else received.set(key, [line])
	}
	const edges: Edge<Line>[] = []
	const names = new Map<Line, string>()
	const nameOf = (line: Line) => {
		const name = names.get(line) ?? String(names.size)
		names.set(line, name)
		return name
	}
	for (const [at, line] of paid.entries()) {
		const own: Edge<Line>[] = []
		for (const apart of NEAREST_FIRST) {
			const there = received.get(keyOf(line.cents, dayNumber(line.day) + apart)) ?? []
			// Where many are alike, lines don't all look at the same.
			for (let next = 0; next < there.length && own.length < MOST_LOOKED_AT; next++) {
				const other = there[(at + next) % there.length]!
				if (!areOne(line, other, placeOf)) continue
				own.push({
					line: at,
					slot: other,
					name: nameOf(other),
					isSure: true,
					cost: [isNamed(other, line) ? 0 : 1, Math.abs(apart)],
					lineLook: '',
					slotLook: '',
				})
			}
		}
		edges.push(...own.sort(byCost))
	}
	return assign(edges).flatMap(({ line, chosen }) => (chosen ? [[paid[line]!, chosen.slot]] : []))
}

const keyOf = (cents: Cents, day: number): string => `${cents} ${day}`

/** By what lines say: a file in another order pairs the same. */
const inOrder = <Line extends Side>(lines: Line[]): Line[] =>
	lines
		.map((line) => ({
			line,
			key: `${line.day} ${line.source ?? ''} ${line.to_source ?? ''} ${line.description}`,
		}))
		.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
		.map(({ line }) => line)

const isPaying = ({ kind, source }: Side): boolean => kind === 'transfer' && source !== null

/** Of a card that nobody knows as one, what pays its bill looks like an income. */
const isReceiving = (side: Side): boolean =>
	side.kind === 'transfer' ? side.source === null && side.to_source !== null : isUnknownCardPaid(side)

const isUnknownCardPaid = ({ kind, source, description }: Side): boolean =>
	kind === 'income' && source !== null && (isBillPayment(description) || isOnlyCardPayment(description))

/** Where a line received. */
export const placeReceiving = ({ source, to_source }: Side): string => (to_source ?? source)!

function areOne(paid: Side, received: Side, placeOf: (name: string) => string): boolean {
	const to = placeOf(placeReceiving(received))
	if (placeOf(paid.source!) === to) return false
	if (received.from !== null && placeOf(received.from) !== placeOf(paid.source!)) return false
	// A withdrawal says where the money went.
	if (paid.to_source !== null && placeOf(paid.to_source) !== to) return false
	const paysCard = received.paysBill || isUnknownCardPaid(received)
	if (paid.paysBill) return paysCard
	return !paysCard || (received.paysBill && !isInvestment(paid.description))
}

const isNamed = (received: Side, { description }: Side): boolean =>
	` ${normalise(description)} `.includes(` ${normalise(placeReceiving(received))} `)
