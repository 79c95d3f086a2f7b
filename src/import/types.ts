import type { Closing, CycleVersion } from '../ledger/bill'
import type { BillMonth, Cents, LocalDay, Move } from '../ledger/types'
import type { Rest } from './rest'

/** What one line of a file becomes. Amounts are always positive; the kind says which way the money went. */
export interface PlanItem {
	/** Line of the file, from 1, as an editor counts. */
	line: number
	/** The line as it stands in the file, for people. */
	text: string
	/** Same line, same id: a file sent again records nothing twice. */
	message_id: string
	kind: ImportKind
	/** With `installments` above 1 the whole purchase, with `part` that part alone. */
	amount_cents: Cents
	day: LocalDay
	description: string
	source: string | null
	category: string | null
	person: string | null
	/** Of a transfer: where the money went. A card there means that its bill was paid. */
	to_source: string | null
	installments: number
	/** This line is part k of n of a purchase; both or none. */
	part: number | null
	parts: number | null
	/** The bill that the line belongs to, or, of a transfer, that it pays. */
	bill_month: BillMonth | null
	/** When it happened, in milliseconds, where the file says more than the day. */
	at?: number
	/** Parts that were moved or cancelled. */
	moves?: readonly Move[]
	/** The transaction that Painel's own file says this is: where it is in the ledger, the line is there already. */
	transaction?: string
	/** Of a refund: the message id of the line whose purchase it belongs to. */
	refund_of?: string
	/** Of a transfer that the file lists in both places: the line that is left out. */
	other_side?: OtherSide
}

export interface OtherSide {
	line: number
	message_id: string
	/** Which end of the transfer it is of. */
	end: 'source' | 'to_source'
	/** What it is taken for in a file that has it alone. */
	alone: ImportKind
}

export type ImportKind = 'expense' | 'income' | 'refund' | 'transfer'

/** A line that is no transaction of its own. */
export interface LeftOutLine {
	line: number
	why:
		| 'balance'
		| 'total'
		| 'heading'
		| 'zero'
		| 'skipped'
		| 'not_booked'
		| 'not_done'
		| 'other_side'
		| 'sheet_hidden'
		| 'sheet_repeated'
	/** The line that the other side of a transfer belongs to. */
	of?: number
	text: string
}

/** A line that looks like a transaction and cannot be read. */
export interface UnreadableLine {
	line: number
	why: UnreadableReason
	text: string
}

export type UnreadableReason =
	| 'date_unreadable'
	| 'amount_unreadable'
	| 'amount_too_large'
	| 'amount_currency'
	| 'cells_beyond_header'
	| 'above_header'
	| 'description_missing'
	| 'description_too_long'
	| 'installments_unreadable'
	| 'occurred_at_out_of_range'
	| 'bill_month_out_of_range'

export type QuestionId = 'bill' | 'account' | 'type' | 'signs' | 'year' | 'order' | 'card'

/** What only a person knows. The plan is made with `proposed` until there is an answer. */
export interface Question {
	id: QuestionId
	proposed: string | null
	/** Where the proposal comes from, for the person to judge it. */
	reason: QuestionReason
	/** The card or the day that the reason speaks of. */
	about: string | null
	/** What else was answered to it before. */
	choices?: string[]
}

/** What is proposed for the question whose file it is, by what was imported before. */
export interface AccountProposal {
	/** Null: the account that nobody named. */
	proposed: string | null
	reason: 'lines_in_common' | 'same_person' | 'another_person' | 'other_lines' | 'newest_account'
	/** Accounts of before, the newest first. */
	choices: string[]
}

export type QuestionReason =
	| AccountProposal['reason']
	| 'form_of_bank'
	| 'account_unsaid'
	| 'like_a_card'
	| 'card_without_minus'
	| 'payment_without_minus'
	| 'minus_is_out'
	| 'types_against_signs'
	| 'balance_against_columns'
	| 'way_or_how_paid'
	| 'balance_against_format'
	| 'balance_says_not'
	| 'types_say_no_way'
	| 'transfers_either_way'
	| 'only_refunds_have_minus'
	| 'no_minus'
	| 'title_of_spending'
	| 'dates_without_year'
	| 'file_name'
	| 'order_unproved'
	| 'no_purchases'
	| 'closing_day'
	| 'due_date'
	| 'newest_purchase'
	| 'newest_line'
	| 'only_card'
	| 'card_unsaid'

/** How the signs of a file were told. */
export interface Signs {
	/** What an amount without a minus is. */
	positive: 'expense' | 'income'
	/** What proves it; `asked` when nothing in the file does. */
	proof: 'columns' | 'marks' | 'type_column' | 'balance' | 'format' | 'asked' | 'answered'
}

export interface Plan {
	items: PlanItem[]
	left_out: LeftOutLine[]
	unreadable: UnreadableLine[]
	questions: Question[]
	file: {
		format: 'csv' | 'ofx' | 'xlsx'
		/** Name of the known export, or null when the general rules read the file. */
		profile: string | null
		type: FileType
		signs: Signs
		/** Of its first table: the header's cells (empty where there is none) and which column holds what. */
		header: string[]
		columns: Columns
		/** Files of one form have one header: the account answered for one is proposed for the next. */
		form: string
		/** What somebody said that it is, an account's or a card's; null: nobody had to. */
		typeSaid: FileType | null
		/** Whose file it is: as answered, or as proposed. */
		account: string | null
		/** Each of its lines is of an account or card that the file names: nobody is asked. */
		namesAccounts: boolean
		/** Fingerprint of the account's number, where the file names one; files with one number are of one account. */
		number: string | null
		/** The order of day and month that its days were read in. */
		order: DateOrder
		/** Of a file with days without a year: none was taken to be later. */
		until: LocalDay | null
	}
}

/** A bank account's statement, one card's bill, or an export of an app with accounts of its own. */
export type FileType = 'account' | 'card' | 'app'

/** What of a ledger helps to read a file. */
export interface KnownLedger {
	timezone: string
	/** Today in that timezone. */
	today: LocalDay
	/** All sources are known, with their cycles: a bill that these tell need not be given. */
	isWhole?: boolean
	/** A card has a cycle, each valid from a bill on, and bills that close on another date than it says. */
	sources: {
		name: string
		aliases: string[]
		cycles: readonly CycleVersion[]
		closings?: readonly Closing[]
	}[]
}

export interface PlanOptions {
	ledger: KnownLedger
	/** Answers to questions, as a person or an earlier import gave them. */
	answers?: Partial<Record<QuestionId, string>>
	/** What is proposed where it is asked whose file it is. */
	account?: AccountProposal
	/** Columns by name or by position from 1, in place of what was found. */
	columns?: Partial<Record<Field, string>>
	/** How days are written, in place of what was found. */
	order?: DateOrder
	/** Days without a year are no later than this, unless an answer says otherwise: so this very file was read before. */
	until?: LocalDay
	/** What the file is called: it may name the year of its days. */
	fileName?: string
	/** Values for each line that has none of its own. */
	constants?: Partial<Record<'category' | 'source' | 'person', string>>
	/** Lines whose description contains one of these are left out. */
	skip?: string[]
	/** Name of the character set, in place of what was found. */
	encoding?: string
	/** Awaited every so many lines, so that a page can paint and answer meanwhile. */
	rest?: Rest
}

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** What a column of a file may hold. */
export const FIELDS = [
	'date',
	'purchase_day',
	'description',
	'details',
	'amount',
	'credit',
	'debit',
	'mark',
	'type',
	'balance',
	'category',
	'source',
	'to_source',
	'person',
	'installments',
	'part',
	'parts',
	'bill',
	'total',
	'id',
	'currency',
	'booked',
	'record',
] as const
export type Field = (typeof FIELDS)[number]

/** Which column, by position, holds which field. */
export type Columns = Partial<Record<Field, number>>

/** One record of a table and the line where it begins. */
export interface FileLine {
	line: number
	cells: string[]
}

export type FileProblem = 'old_xls' | 'pdf' | 'broken_workbook' | 'side_by_side' | 'no_table' | 'no_column'

/** The file cannot be read at all; the message says what to do. */
export class ImportFileError extends Error {
	override name = 'ImportFileError'
	constructor(
		readonly problem: FileProblem,
		message: string,
		/** What of the file the problem is about, as it may be shown. */
		readonly detail = '',
	) {
		super(detail === '' ? message : `${message} ${detail}`)
	}
}
