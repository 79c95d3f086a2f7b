import { otherEndOf } from './app-transfers'
import {
	isCardPayment,
	isGivenBack,
	isLentByCard,
	isOwnTransfer,
	isWithdrawal,
	takenBack,
} from './bank-words'
import { isBillPayment, isCardAlone, isInvestment } from './operations'
import type { ReadRow } from './rows'
import type { FileType, ImportKind } from './types'

/** What a line is, and between which places money went. Null: not known, or none. */
export interface Judged {
	kind: ImportKind
	source: string | null
	to_source: string | null
	/** A transfer that pays a card's bill: of the one in `to_source`, or of one that the line doesn't name. */
	paysBill: boolean
	/** A payment of a card's bill that came back: from the one in `source`, or from one that the line doesn't name. */
	isFromCard: boolean
	/** Of a transfer that came in: where from, if the line names it. The other account's line may list the same one. */
	from: string | null
}

export interface Places {
	/** The account or card that the line is of. */
	own: string | null
	/** What the household calls cash. */
	cash: string
	/** The names of the household's cards, normalised. */
	cards: readonly string[]
	/** Whether a name is an account's or a card's of the household, or of the file. */
	isAccount: (name: string) => boolean
}

/**
 * The kind of a line by the way its money went and by its words. On a card: a purchase, money back, or its bill being paid.
 * In an account: spent, received or given back, or moved between the household's own places.
 */
export function judgeLine(row: ReadRow, direction: 'in' | 'out', type: FileType, places: Places): Judged {
	const other = otherEndOf(row, places.isAccount)
	if (other !== undefined) return { ...movedBy(direction, type, places.own), ...endOf(other, direction) }
	const isTransfer = row.typed !== null && /^transfer/.test(row.typed)
	if (isTransfer && (row.toSource !== null || row.block.profile?.isOurs))
		return transfer(row.source ?? places.own, row.toSource)
	if (isTransfer) return movedBy(direction, type, places.own)
	if (row.typed === 'refund') return plain('refund', places.own)
	if (row.block.profile?.isOurs) return plain(direction === 'in' ? 'income' : 'expense', places.own)
	return type === 'card' ? judgeOnCard(row, direction, places) : judgeInAccount(row, direction, places)
}

function judgeOnCard({ description }: ReadRow, direction: 'in' | 'out', { own }: Places): Judged {
	if (direction === 'out') {
		const undone = takenBack(description)
		return undone && isCardPayment(undone) ? movedBy(direction, 'card', own) : plain('expense', own)
	}
	if (!isGivenBack(description) && isCardPayment(description)) return movedBy(direction, 'card', own)
	return plain('refund', own)
}

function judgeInAccount({ description }: ReadRow, direction: 'in' | 'out', places: Places): Judged {
	const { own, cash, cards } = places
	if (isInvestment(description) || isOwnTransfer(description)) return movedBy(direction, 'account', own)
	const undone = takenBack(description)
	if (undone !== null && isInvestment(undone)) return movedBy(direction, 'account', own)
	if (direction === 'in') return judgeReceived(description, undone, places)
	if (isBillPayment(description, cards) || isCardAlone(description)) return transfer(own, null, true)
	return isWithdrawal(description) ? transfer(own, cash) : plain('expense', own)
}

/** What was moved comes back the way it went; what was spent lowers spending. */
function judgeReceived(description: string, undone: string | null, { own, cash, cards }: Places): Judged {
	if (isLentByCard(description)) return transfer(null, own)
	if (undone !== null && isBillPayment(undone, cards)) return { ...transfer(null, own), isFromCard: true }
	if (undone !== null && isWithdrawal(undone)) return { ...transfer(null, own), from: cash }
	return plain(isGivenBack(description) ? 'refund' : 'income', own)
}

/** Money that was moved to or from a line's own place. What comes to a card pays its bill. */
export const movedBy = (direction: 'in' | 'out', type: FileType, own: string | null): Judged =>
	direction === 'out' ? transfer(own, null) : transfer(null, own, type === 'card')

const endOf = (other: string | null, direction: 'in' | 'out'): Partial<Judged> =>
	direction === 'out' ? { to_source: other } : { from: other }

const plain = (kind: ImportKind, source: string | null): Judged => ({
	kind,
	source,
	to_source: null,
	paysBill: false,
	isFromCard: false,
	from: null,
})

/** A place is never transferred to itself: the inbox refuses it. */
function transfer(source: string | null, to: string | null, paysBill = false): Judged {
	return {
		kind: 'transfer',
		source,
		to_source: to === source ? null : to,
		paysBill,
		isFromCard: false,
		from: null,
	}
}
