import type { LocalDay } from '../ledger/types'
import type { Told } from './earlier-answers'
import type { CorrectionRow, ImportRow } from './inbox-rows'
import type { DatedAmount } from './likeness'
import type { RecordedPurchase } from './matching'
import type { RecordedFormLine } from './other-form'

/** What the inbox holds, or has just decided, of one message id. */
export interface InboxAnswer {
	message_id: string
	status: 'accepted' | 'rejected'
	reason: string | null
	transaction_id: string | null
	person: string | null
	/** Fingerprint of the file that it came from. */
	bytes: string | null
	/** A line that says of a purchase of before that it is that one is an `amend`. */
	action?: string
}

/** A line of an earlier file that is recorded, as the file had it. */
export interface EarlierLine extends DatedAmount {
	/** The account that its file was said to be of; empty: nobody named it. */
	account: string
}

export interface EarlierLines {
	lines: EarlierLine[]
	/** All that there is: of very many lines some tell enough. */
	isWhole: boolean
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
	/** What was told of this very file, else of the last one with its account's number, or of its form; null: none was sent. */
	toldOf(file: { bytes: string; form: string; number: string | null }): Promise<Told | null>
	/** What files brought from a day to another, of whichever account. */
	earlierLines(days: { from: LocalDay; to: LocalDay; timezone: string }): Promise<EarlierLines>
	/**
	 * What files of other forms than this brought from a day to another, of whichever account; not what a file of this form
	 * was said to have, too.
	 */
	otherForms(files: {
		form: string
		from: LocalDay
		to: LocalDay
		timezone: string
	}): Promise<RecordedFormLine[]>
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
