import { normalise } from '../ledger/name'
import type { SignedAmount } from './amounts'
import { isGivenBack } from './bank-words'
import type { ReadRow, ReadRows } from './rows'

/** A line whose status says that it did not happen, or was given back. */
export interface UndoneLine {
	amount: SignedAmount
	direction: 'in' | 'out' | null
	description: string
	/** It happened, and was given back since. */
	isGivenBack: boolean
}

/** A line that gives money back is left out where the purchase is that it came back of: the two come to nothing. */
export function leaveOutReturns(read: ReadRows): void {
	if (read.undone.length === 0) return
	const byAmount = byCents(read.rows)
	const returned = new Set<ReadRow>()
	for (const undone of read.undone) {
		const likely = (byAmount.get(undone.amount.cents) ?? []).filter(
			(row) => !returned.has(row) && isOtherWay(row, undone),
		)
		const row =
			likely.find(({ description }) => isOfSame(description, undone.description)) ??
			(undone.isGivenBack ? likely.find(({ description }) => isGivenBack(description)) : undefined)
		if (!row) continue
		returned.add(row)
		read.left_out.push({ line: row.line, why: 'not_done', text: row.text })
	}
	read.rows = read.rows.filter((row) => !returned.has(row))
}

function isOtherWay({ amount, direction }: ReadRow, undone: UndoneLine): boolean {
	return direction !== null && undone.direction !== null
		? direction !== undone.direction
		: amount.negative !== undone.amount.negative
}

/** Whether two descriptions are of one purchase: `Loja A`, and `Cancelamento Loja A`. */
function isOfSame(one: string, other: string): boolean {
	const [a, b] = [one, other].map((text) =>
		normalise(text).replace(OF_RETURN, ' ').replace(/\W+/g, ' ').trim(),
	)
	return a !== '' && a === b
}

const OF_RETURN =
	/\b(?:estornad[ao]|estornos?|cancelad[ao]|cancelamentos?|devolucao|devolvid[ao]|reembolso|reembolsad[ao]|compra|credito|refund|reversal|d[aeo])\b/g

function byCents(rows: ReadRow[]): Map<number, ReadRow[]> {
	const found = new Map<number, ReadRow[]>()
	for (const row of rows) {
		const same = found.get(row.amount.cents)
		if (same) same.push(row)
		else found.set(row.amount.cents, [row])
	}
	return found
}
