import { normalise } from '../ledger/name'
import type { SignedAmount } from './amounts'
import { isGivenBack } from './bank-words'

/** What of a line tells whether it gives money back. */
interface Line {
	amount: SignedAmount
	direction: 'in' | 'out' | null
	description: string
}

/** A line whose status says that it did not happen, or was given back. */
export interface UndoneLine extends Line {
	/** It happened, and was given back since. */
	isGivenBack: boolean
}

/** The lines that give back what others, which do not count, had taken: each two come to nothing. */
export function returnsOf<Row extends Line>(undone: UndoneLine[], rows: Row[]): Set<Row> {
	const returned = new Set<Row>()
	if (undone.length === 0) return returned
	const byAmount = byCents(rows)
	for (const line of undone) {
		const likely = (byAmount.get(line.amount.cents) ?? []).filter(
			(row) => !returned.has(row) && isOtherWay(row, line),
		)
		const row =
			likely.find(({ description }) => isOfSame(description, line.description)) ??
			(line.isGivenBack ? likely.find(({ description }) => isGivenBack(description)) : undefined)
		if (row) returned.add(row)
	}
	return returned
}

const isOtherWay = (row: Line, { amount, direction }: Line): boolean =>
	row.direction !== null && direction !== null
		? row.direction !== direction
		: row.amount.negative !== amount.negative

/** Whether two descriptions are of one purchase: `Loja A`, and `Cancelamento Loja A`. */
function isOfSame(one: string, other: string): boolean {
	const [a, b] = [one, other].map((text) =>
		normalise(text).replace(OF_RETURN, ' ').replace(/\W+/g, ' ').trim(),
	)
	return a !== '' && a === b
}

const OF_RETURN =
	/\b(?:estornad[ao]|estornos?|cancelad[ao]|cancelamentos?|devolucao|devolvid[ao]|reembolso|reembolsad[ao]|compra|credito|refund|reversal|d[aeo])\b/g

function byCents<Row extends Line>(rows: Row[]): Map<number, Row[]> {
	const found = new Map<number, Row[]>()
	for (const row of rows) {
		const same = found.get(row.amount.cents)
		if (same) same.push(row)
		else found.set(row.amount.cents, [row])
	}
	return found
}
