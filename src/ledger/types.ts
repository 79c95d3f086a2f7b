/**
 * The types of a ledger, shared by all of the page. Plain types, no dependency.
 * Names follow the tables in `supabase/migrations`; see docs/ARCHITECTURE.md.
 */

/** A bill month, `YYYY-MM`. Strings of this form sort in time order. */
export type BillMonth = string

/** A local calendar day in the ledger's timezone, `YYYY-MM-DD`. */
export type LocalDay = string

/** Integer cents. Always a safe integer; never a float of reais. */
export type Cents = number

/**
 * `refund`: money back on a purchase, which lowers spending. `transfer`: between one's own places (a card's bill paid, cash
 * taken out), in no total.
 */
export type Kind = 'expense' | 'income' | 'refund' | 'transfer'

/** From this part on (until the next entry) the parts lie in that one bill; null: they are cancelled. */
export type Move = readonly [from_part: number, bill: BillMonth | null]

/**
 * How a month is counted. `bill`: each installment in its bill month. `purchase`: the whole transaction in the calendar month
 * of its local day.
 */
export type Basis = 'bill' | 'purchase'

export type Role = 'owner' | 'editor' | 'viewer'

export interface Ledger {
	id: string
	name: string
	/** ISO 4217. */
	currency: string
	/** IANA name; the local day and month follow it. */
	timezone: string
	/** How its months are counted, unless somebody asks for the other way. */
	basis: Basis
	/** Whether editors and owners may put right on the page what agents recorded. */
	corrections: boolean
	/** What the signed-in person may do. */
	role: Role
}

/** A name with aliases. `id` is unique within its ledger only. */
export interface Label {
	id: number
	name: string
	aliases: string[]
}

export interface Category extends Label {
	/** Palette slot, 1 to 10 (`--c1` … `--c10`). */
	color: number
}

export interface Source extends Label {
	/** A cancelled card, say: not offered any more, while what was bought with it stays. */
	archived: boolean
}

export type Person = Label

/** A card's two days, and the bill from which they are valid, until a later version. */
export interface SourceCycle {
	source_id: number
	/** Null: from the beginning. */
	from_month: BillMonth | null
	/** Null: the cycle is dropped, its bills are calendar months. */
	closing_day: number | null
	due_day: number | null
}

/** One bill of one source closing on another date than `closing_day` says (banks move it). */
export interface BillClosing {
	source_id: number
	bill_month: BillMonth
	/** The first day whose purchases go to the next bill. */
	closing_date: LocalDay
}

/** Valid from `month` until a later row of the same category. `category_id` null: the whole bill. `amount_cents` 0 ends it. */
export interface Budget {
	category_id: number | null
	month: BillMonth
	amount_cents: Cents
}

/** What comes again every month, as an editor confirmed it. */
export interface Recurring {
	id: string
	name: string
	/** Day of the month, clamped to its last one. */
	day: number
	amount_cents: Cents
	kind: Kind
	category_id: number | null
	source_id: number | null
	/** The last day on which it may fall due; null: it goes on. */
	until: LocalDay | null
}

/** Bill months, both ends included. */
export interface Months {
	from: BillMonth
	to: BillMonth
}

/** A ledger's settings: what people set rather than record. One `settings_revision` covers them all. */
export interface LedgerSettings {
	settings_revision: number
	ledger: Ledger
	categories: Category[]
	sources: Source[]
	people: Person[]
	cycles: SourceCycle[]
	bill_closings: BillClosing[]
	budgets: Budget[]
	recurring: Recurring[]
}

/**
 * Transactions in column form, as `ledger_changes` and the `changes` broadcast carry them: every array has the same length.
 * A row replaces the one held with the same `id` only if its `revision` is newer; a `voided` row stays as a tombstone.
 */
export interface TransactionColumns {
	/** uuid. */
	id: string[]
	revision: number[]
	kind: Kind[]
	amount_cents: Cents[]
	installments: number[]
	/** Bill month of the first installment; part k falls k months later. */
	bill_month: BillMonth[]
	/** Milliseconds since the epoch. */
	occurred_at: number[]
	description: string[]
	category_id: (number | null)[]
	/** The raw text when no category matched, else null. */
	category_text: (string | null)[]
	source_id: (number | null)[]
	source_text: (string | null)[]
	person_id: (number | null)[]
	person_text: (string | null)[]
	voided: boolean[]
	/** Of a transfer: where the money went. */
	to_source_id: (number | null)[]
	to_source_text: (string | null)[]
	/** Part k of n of a purchase that is known by its parts (a bank's file); `installments` is 1 then. */
	part: (number | null)[]
	parts: (number | null)[]
	/** Of a transfer, where it was said: the bill of `to_source` that it pays. */
	pays_month: (BillMonth | null)[]
	/** Parts brought forward or cancelled, ascending by part. */
	moves: (readonly Move[] | null)[]
	/** The transaction that a refund belongs to. */
	refund_of: (string | null)[]
	/** The bill month was given, and stays whatever becomes of day, source and cycle. */
	bill_given: boolean[]
	/** It came from a file. */
	imported: boolean[]
}

/** What `ledger_changes` answers: the transactions with a revision in (`after`, `upto`]. */
export interface LedgerChanges {
	/** The ledger's counter when the statement's snapshot was taken. */
	head: number
	upto: number
	rows: TransactionColumns
	inbox_revision: number
	settings_revision: number
	/** The channel's epoch: part of its topic, and another one whenever somebody stopped being a member. */
	epoch: number
}

/** Why the inbox refused an item. Each is explained, with its remedy, in docs/ERRORS.md. */
export type RejectReason =
	| 'amount_missing'
	| 'amount_unreadable'
	| 'amount_not_positive'
	| 'amount_too_large'
	| 'description_missing'
	| 'description_too_long'
	| 'occurred_at_out_of_range'
	| 'installments_out_of_range'
	| 'parts_out_of_range'
	| 'bill_month_unreadable'
	| 'bill_month_out_of_range'
	| 'to_source_unexpected'
	| 'same_place'
	| 'unknown_action'
	| 'not_understood'
	| 'unknown_kind'
	| 'target_not_found'
	| 'target_ambiguous'
	| 'target_changed'

/** A row of the inbox: what an agent sent, kept for ever. */
export interface InboxItem {
	id: string
	message_id: string
	item: number
	action: string
	/** Milliseconds since the epoch. */
	received_at: number
	status: 'accepted' | 'rejected'
	reason: RejectReason | null
	reason_detail: string | null
	transaction_id: string | null
	revision: number | null
	dismissed_at: number | null
	agent_name: string | null
	/** Who filed it on the page; null: an agent sent it. */
	member_id: string | null
	/** The values exactly as sent. */
	description: string | null
	amount: unknown
	category: string | null
	source: string | null
	person: string | null
	kind: string | null
	/** In ms. */
	occurred_at: number | null
	installments: number | null
	to_source: string | null
	bill_month: string | null
	payload: unknown
	/** Of a correction refused because it named nothing clear: what it may have meant. */
	candidates: readonly Candidate[] | null
	/** Of a correction: what the transaction was, and what it is. */
	before: SaidOf | null
	after: SaidOf | null
}

/** A purchase that a correction may have meant. */
export interface Candidate {
	/** Null: a refused message, which made none. */
	transaction_id: string | null
	description: string | null
	amount: unknown
	day: LocalDay
}

/** A transaction as the answer to a correction tells it. */
export interface SaidOf {
	description: string
	amount_cents: Cents
	kind: Kind
	category: string | null
	source: string | null
	person: string | null
	to_source: string | null
	day: LocalDay
	bill_month: BillMonth
	installments: number
	moves: readonly Move[] | null
	voided: boolean
}

/** A purchase that may have been told twice, and the earlier ones that it may be. */
export interface ToldTwice {
	transaction_id: string
	said: SaidOf
	repeats: readonly SaidOf[]
}

/** A reply of the agent's that did not arrive. */
export interface UndeliveredReply {
	id: string
	/** Whom it was for; null: nobody of the ledger any more. */
	person: string | null
	said: string | null
	/** What the door gave as the reason. */
	detail: string | null
	failed_at: number
}

/** An agent that used to write and does not any more. */
export interface QuietAgent {
	name: string
	last_on: LocalDay
	/** Days that usually lay between two on which it wrote. */
	usual_days: number
}

/** A text that agents sent and that no category (source, person) has as a name, with how often it came. */
export interface UnknownText {
	what: 'category' | 'source' | 'person'
	text: string
	count: number
}
