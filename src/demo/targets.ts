import { parseAmount } from '../ledger/amount'
import type { InboxRow } from '../ledger/inbox'
import { cleanText, findLabel, normalise } from '../ledger/name'
import type { DemoLedger } from './ledger'
import type { InboxRecord, TransactionRecord } from './records'

/** The agent a message came from. */
export interface Sender {
	id: string
	name: string
	/** A member corrects what any agent recorded; an agent only its own. */
	isMember?: boolean
}

/** How long "the last one" is the last one. */
const LAST_MS = 15 * 60_000

/** The transaction that a row names by its message, voided or not: a message of several items needs `target_item`. */
export function namedTransaction(
	ledger: DemoLedger,
	sender: Sender,
	row: InboxRow,
): TransactionRecord | null {
	const ofMessage = ledger
		.transactions()
		.filter(
			({ message_id, agent_id }) =>
				message_id === row.target_message_id && (sender.isMember || agent_id === sender.id),
		)
	const item = row.target_item ?? (ofMessage.length === 1 ? ofMessage[0]?.item : undefined)
	return ofMessage.find((other) => other.item === item) ?? null
}

/** Whether a row names what it is about by words alone: "apaga o uber". */
export const isNamedByWords = (row: InboxRow): boolean =>
	!row.target_message_id && row.target_item == null && normalise(row.target_text ?? '') !== ''

/** Whether a purchase is of the person whom a row names. */
function ofPerson(ledger: DemoLedger, row: InboxRow): (other: TransactionRecord) => boolean {
	const text = cleanText(row.person)
	const person = normalise(text ?? '')
	const known = findLabel(ledger.directory.people, text)
	return (other) =>
		known === null ? normalise(other.person_text ?? '') === person : other.person_id === known
}

/** What a row may mean by its words, newest first: of its person, or, where there is none, of others. */
function purchasesNamed(ledger: DemoLedger, sender: Sender, row: InboxRow) {
	const words = normalise(row.target_text ?? '').split(' ')
	const all = ledger
		.transactions()
		.filter(
			({ description, voided, agent_id }) =>
				voided === (row.action === 'restore') &&
				(sender.isMember || agent_id === sender.id) &&
				words.every((word) => normalise(description).includes(word)),
		)
		.reverse()
	const own = all.filter(ofPerson(ledger, row))
	return { own, named: own.length > 0 ? own : all }
}

/**
 * The purchase that a correction names by its words, as the database finds it: the only one of its person's, or of several the one
 * that they have just told of. Null: none; 'ambiguous': several, or somebody else's.
 */
export function correctedByWords(
	ledger: DemoLedger,
	sender: Sender,
	row: InboxRow,
	now: number,
): TransactionRecord | 'ambiguous' | null {
	const { own, named } = purchasesNamed(ledger, sender, row)
	const isRecent = (record: TransactionRecord) => receivedAt(ledger, record) >= now - LAST_MS
	const [newest, next] = own
	if (newest && (!next || (isRecent(newest) && !isRecent(next)))) return newest
	return named.length > 0 ? 'ambiguous' : null
}

/** The purchase that money came back on, by its words: the only one of that name, or the only one that is large enough. */
export function refundedByWords(ledger: DemoLedger, sender: Sender, row: InboxRow): TransactionRecord | null {
	const named = purchasesNamed(ledger, sender, row).named.filter(({ kind }) => kind === 'expense')
	const amount = parseAmount(row.amount)
	const fitting =
		named.length > 1
			? named.filter(({ amount_cents }) => 'cents' in amount && amount_cents >= amount.cents)
			: named
	return fitting.length === 1 ? fitting[0]! : null
}

const receivedAt = (ledger: DemoLedger, { message_id, item }: TransactionRecord): number =>
	ledger.inbox.find((other) => other.message_id === message_id && other.item === item)?.received_at ?? 0

/**
 * The transaction or refused item that the row names; without a name, the person's newest transaction. One that is voided is only
 * found to be restored, and a correction stands for what it corrected.
 */
export function findTarget(
	ledger: DemoLedger,
	sender: Sender,
	row: InboxRow,
): TransactionRecord | InboxRecord | null {
	const wanted = (other: TransactionRecord) =>
		other.voided === (row.action === 'restore') && (sender.isMember || other.agent_id === sender.id)
	if (!row.target_message_id && row.target_item != null) return null
	if (row.target_message_id) {
		// A message of several items needs `target_item`: a guess could change another purchase.
		const items = ledger.inbox.filter((other) => other.message_id === row.target_message_id)
		const item = row.target_item ?? (items.length === 1 ? items[0]?.item : undefined)
		const named = (other: { message_id: string; item: number }) =>
			other.message_id === row.target_message_id && other.item === item
		const filed = items.find(named)?.transaction_id
		const transaction = filed ? ledger.find(filed) : ledger.transactions().find(named)
		if (transaction && wanted(transaction)) return transaction
		return (
			ledger.inbox.find(
				(other) =>
					named(other) && other.status === 'rejected' && !other.amended && other.dismissed_at === null,
			) ?? null
		)
	}
	const isTheirs = ofPerson(ledger, row)
	return ledger.transactions().findLast((other) => wanted(other) && isTheirs(other)) ?? null
}
