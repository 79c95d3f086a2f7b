import { normalise } from '../ledger/name'
import type { Cents, LocalDay } from '../ledger/types'
import { isLentByCard } from './bank-words'
import type { ImportKind } from './types'

interface Line {
	kind: ImportKind
	source: string | null
	to_source: string | null
	direction: 'in' | 'out'
	description: string
	day: LocalDay
	cents: Cents
	row: { identity: { id: string | null } }
}

const SENT = /\bpix\b|^(?:transf\w*|pagamento|pagto|pgto|boleto)\b/

/**
 * Payments from an account that a card lent the money for (Pix by credit). The card's bill has them as purchases: of the account they are
 * none. Each is of the lent line's amount and account, and day; its id, where lines have one, tells which.
 */
export function paymentsLent<Payment extends Line>(lines: readonly Payment[]): Payment[] {
	const lent = lines.filter(({ direction, description }) => direction === 'in' && isLentByCard(description))
	if (lent.length === 0) return []
	const open = new Map<string, Set<Payment>>()
	for (const line of lines) {
		if (line.kind !== 'expense' || !SENT.test(normalise(line.description))) continue
		const there = open.get(keyOf(line))
		if (there) there.add(line)
		else open.set(keyOf(line), new Set([line]))
	}
	return lent.flatMap((line) => {
		const there = open.get(keyOf(line))
		const { id } = line.row.identity
		const own = [...(there ?? [])].filter(({ source }) => source === line.to_source)
		const payment = own.find(({ row }) => id !== null && row.identity.id === id) ?? own[0]
		if (!payment) return []
		there!.delete(payment)
		return [payment]
	})
}

const keyOf = ({ cents, day }: Line): string => `${cents} ${day}`
