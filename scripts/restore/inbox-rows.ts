import { createHash } from 'node:crypto'
import type { FileItem, FileTransaction, LedgerFile } from './ledger-file'

/** A row for the inbox. All rows of a request have the same columns; null is "not given". */
export type InboxRow = typeof NOTHING

const NOTHING = {
	message_id: '',
	item: 0,
	action: 'record',
	target_message_id: null as string | null,
	target_item: null as number | null,
	sender: null as string | null,
	sent_at: null as string | null,
	kind: null as string | null,
	occurred_at: null as string | null,
	description: null as string | null,
	amount: null as unknown,
	category: null as string | null,
	source: null as string | null,
	person: null as string | null,
	to_source: null as string | null,
	installments: null as number | null,
	part: null as number | null,
	parts: null as number | null,
	bill_month: null as string | null,
	from_part: null as number | null,
	parts_to: null as string | null,
	payload: null as unknown,
}

/** Long before any bill: a part may be moved as long as its bill is open, and these moves were made in their time. */
const BEFORE_ALL = '1970-01-01T00:00:00Z'

/** What the file asks for, in the order in which it may be sent. */
export interface RowsToSend {
	/** Purchases first, then the refunds that name them, then moved parts, then what was undone again. */
	steps: InboxRow[][]
	/** The purchases that must be there at the end. */
	live: FileTransaction[]
	/** How many purchases were undone and stay behind. */
	undone: number
	/** How many refused messages wait for somebody ("a conferir"), and how many of these cannot be sent again. */
	waiting: number
	notSent: number
}

/**
 * Each live purchase becomes one message with all that the ledger knows of it now, under the id of the message that recorded
 * it: so later corrections and repeated imports still find it. Of its original message text and sender are kept.
 */
export function rowsToSend(file: LedgerFile): RowsToSend {
	const senders = new Map(file.senders.map(({ id, sender }) => [id, sender]))
	const senderOf = ({ sender_id }: FileItem) => (sender_id === null ? null : (senders.get(sender_id) ?? null))
	const originals = new Map(file.inbox.map((item) => [keyOf(item), item]))
	const live = file.transactions.filter(({ voided }) => !voided)
	const byId = new Map(file.transactions.map((transaction) => [transaction.id, transaction]))
	// An undone purchase that a refund still belongs to goes along, and is undone again.
	const undone = new Map<string, FileTransaction>()
	for (const { refund_of } of live) {
		const purchase = refund_of === null ? undefined : byId.get(refund_of)
		if (purchase?.voided && purchase.kind === 'expense') undone.set(purchase.id, purchase)
	}
	const rowOf = (transaction: FileTransaction): InboxRow => {
		const original = originals.get(keyOf(transaction))
		return {
			...recordOf(transaction, byId),
			sender: original ? senderOf(original) : null,
			sent_at: original?.sent_at ?? null,
			payload: original?.payload ?? null,
		}
	}
	const all = [...live, ...undone.values()]
	const names = (transaction: FileTransaction) => purchaseOf(transaction, byId) !== null
	const waiting = file.inbox.filter(
		({ status, transaction_id, dismissed_at }) =>
			status === 'rejected' && transaction_id === null && dismissed_at === null,
	)
	const sent = waiting.filter(isRefusedAgain)
	return {
		steps: [
			all.filter((transaction) => !names(transaction)).map(rowOf),
			all.filter(names).map(rowOf),
			all.flatMap(movesOf),
			[...undone.values()].map(voidOf),
			sent.map((item) => ({ ...asSent(item), sender: senderOf(item) })),
		],
		live,
		undone: file.transactions.length - live.length,
		waiting: waiting.length,
		notSent: waiting.length - sent.length,
	}
}

export const keyOf = ({ message_id, item }: { message_id: string; item: number }): string =>
	`${item} ${message_id}`

/** The purchase that a refund belongs to, if it can still be named: the inbox takes no other than an expense. */
export function purchaseOf(
	{ refund_of }: FileTransaction,
	byId: Map<string, FileTransaction>,
): FileTransaction | null {
	const purchase = refund_of === null ? undefined : byId.get(refund_of)
	return purchase?.kind === 'expense' ? purchase : null
}

function recordOf(transaction: FileTransaction, byId: Map<string, FileTransaction>): InboxRow {
	const { message_id, item, kind, occurred_at, description, installments, part, parts } = transaction
	const refunded = purchaseOf(transaction, byId)
	// What a refund does not say is its purchase's: an empty text is "none".
	const label = (text: string | null) => text ?? (refunded ? '' : null)
	const month = transaction.bill_given ? transaction.bill_month : transaction.pays_month
	return {
		...NOTHING,
		message_id,
		item,
		kind,
		occurred_at,
		description,
		amount: decimalOf(transaction.amount_cents),
		category: label(transaction.category_text),
		source: label(transaction.source_text),
		person: label(transaction.person_text),
		to_source: transaction.to_source_text,
		installments,
		part,
		parts,
		bill_month: month?.slice(0, 7) ?? null,
		target_message_id: refunded?.message_id ?? null,
		target_item: refunded?.item ?? null,
	}
}

const movesOf = ({ message_id, item, moves }: FileTransaction): InboxRow[] =>
	(moves ?? []).map(([from_part, month]) => ({
		...NOTHING,
		message_id: ownId(`parts:${item}:${from_part}`, message_id),
		action: 'amend',
		target_message_id: message_id,
		target_item: item,
		from_part,
		parts_to: month ?? 'cancel',
		sent_at: BEFORE_ALL,
	}))

const voidOf = ({ message_id, item }: FileTransaction): InboxRow => ({
	...NOTHING,
	message_id: ownId(`void:${item}`, message_id),
	action: 'void',
	target_message_id: message_id,
	target_item: item,
})

/** Made of the message's own, so that it counts once however often it is sent; ids have at most 512 characters. */
const ownId = (what: string, message_id: string): string =>
	`restore:${what}:${createHash('sha256').update(message_id).digest('hex')}`

/**
 * Whether a refused message is refused now, too: a future day has come since, and a correction could find its purchase.
 * Sent again these would change figures.
 */
const isRefusedAgain = ({ action, reason }: FileItem): boolean =>
	(action === 'record' || action === 'keep') &&
	reason !== 'occurred_at_out_of_range' &&
	!reason?.startsWith('target_')

function asSent(item: FileItem): InboxRow {
	const fields = Object.keys(NOTHING).filter((field) => field in item) as (keyof FileItem & keyof InboxRow)[]
	return Object.assign({ ...NOTHING }, Object.fromEntries(fields.map((field) => [field, item[field]])))
}

function decimalOf(cents: number): string {
	const digits = String(cents).padStart(3, '0')
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
