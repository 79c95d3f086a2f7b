import type { Told } from './earlier-answers'
import type { CorrectionRow, ImportRow } from './inbox-rows'
import type { RecordedPurchase } from './matching'

/** What the inbox holds, or has just decided, of one message id. */
export interface InboxAnswer {
	message_id: string
	status: 'accepted' | 'rejected'
	reason: string | null
	transaction_id: string | null
	person: string | null
	/** Fingerprint of the file that it came from. */
	bytes: string | null
}

/** A purchase that was undone, and the revision that undid it. */
export interface UndonePurchase {
	transaction_id: string
	revision: number
}

/** What an import asks of the inbox. The command asks as an agent, the page as a member with the import agent's token. */
export interface ImportInbox {
	/** Posts rows and answers those that are new; what was there before is left out. */
	post(rows: ImportRow[]): Promise<InboxAnswer[]>
	/** What is stored under these message ids, however many. */
	find(messageIds: string[]): Promise<InboxAnswer[]>
	/** What was told of this very file, or else of the last file of its form; null: none was sent. */
	toldOf(file: { bytes: string; form: string }): Promise<Told | null>
	/** Which of these are transactions of the ledger, whoever recorded them. */
	transactionsHere(ids: string[]): Promise<string[]>
	/** Which of these are undone, however many; empty where the caller may not see it. */
	undone(transactionIds: string[]): Promise<UndonePurchase[]>
	/** Files corrections as a member, at most 1,000; answers those that were filed before too. */
	correct(rows: CorrectionRow[]): Promise<InboxAnswer[]>
	/** What else than imports recorded between two instants, in milliseconds; null where the caller may not see it. */
	recorded(from: number, to: number): Promise<RecordedPurchase[] | null>
}

/** The inbox answered something that no retry changes; the message says what to do. */
export class ImportStopped extends Error {
	override name = 'ImportStopped'
	constructor(
		message: string,
		/** `no_answer`: the same may pass later. `not_allowed`: not to who asks. */
		readonly why: 'no_answer' | 'not_allowed' | null = null,
	) {
		super(message)
	}
}

/** The request took too long for the API: fewer rows at a time may pass. */
export class TooSlow extends Error {
	override name = 'TooSlow'
}

/** A row's message id is another agent's. */
export class TakenByAnother extends Error {
	override name = 'TakenByAnother'
	constructor(readonly messageId: string) {
		super(`${messageId} was sent by another agent`)
	}
}
