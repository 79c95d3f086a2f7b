import { makeCalendar } from '../ledger/calendar'
import { DAY_MS, dayNumber } from '../ledger/day'
import { fitsGivenMonth } from '../ledger/inbox'
import { addMonths } from '../ledger/month'
import type { BillMonth, Cents, LocalDay } from '../ledger/types'
import { partOfSlot, type RecordedPurchase } from './matching'
import type { DateOrder, FileType, PlanItem } from './types'

/** A line as the inbox takes it; every row of an array has the same columns. */
export interface ImportRow {
	message_id: string
	action: 'record' | 'amend'
	kind: PlanItem['kind'] | null
	occurred_at: string | null
	description: string | null
	amount: string | null
	category: string | null
	source: string | null
	person: string | null
	to_source: string | null
	installments: number | null
	part: number | null
	parts: number | null
	bill_month: string | null
	payload: ImportPayload | null
	/** Of what only Painel's own file knows; the other files' rows are without. */
	target_message_id?: string | null
	from_part?: number | null
	parts_to?: string | null
	sent_at?: string | null
}

/** What a member says of something that is recorded already; a field left out stays as it is, an empty text takes it away. */
export interface CorrectionRow {
	message_id: string
	action: 'amend' | 'restore' | 'void'
	target_message_id: string
	target_item?: number
	source?: string
	to_source?: string
	bill_month?: string
	payload?: ImportPayload
}

/** What is kept of where a line came from. */
export interface ImportPayload {
	via: 'import'
	/** The line as it stands in the file; the page shows it as the purchase's original message. */
	message: string
	line: number
	file: string
	/** Fingerprint of the file's bytes: the same file sent again is known by it, whatever it is called. */
	bytes: string
	/** Which form the file has (its profile, or its header): the account answered once is proposed for the next of the form. */
	form: string
	/** The account that was answered. */
	account: string
	/** What it was said to be, where the file leaves that open. */
	type?: FileType
	/** Fingerprint of the account's number in the file. */
	number?: string
	/** In which order day and month were read, and the latest that a day without a year was taken for. */
	order: DateOrder | null
	until: LocalDay | null
	/** Of a line that is a part of a purchase recorded by chat: which part of it, and what the file says of it. */
	matched_part?: number
	day?: LocalDay
	cents?: Cents
	kind?: PlanItem['kind']
	part?: number | null
}

export type FileFacts = Pick<
	ImportPayload,
	'file' | 'bytes' | 'form' | 'type' | 'account' | 'number' | 'order' | 'until'
>

/** The row that records a line: at noon of its day in the ledger's timezone. */
export function recordRow(item: PlanItem, file: FileFacts, timezone: string): ImportRow {
	return {
		message_id: item.message_id,
		action: 'record',
		kind: item.kind,
		occurred_at: item.at === undefined ? noonOf(item.day, timezone) : new Date(item.at).toISOString(),
		description: item.description,
		amount: decimalOf(item.amount_cents),
		category: item.category,
		source: item.source,
		person: item.person,
		to_source: item.to_source,
		installments: item.installments,
		part: item.part,
		parts: item.parts,
		bill_month: item.bill_month,
		payload: payloadOf(item, file),
	}
}

/** Long before any bill: a part may be moved as long as its bill is open, and these moves were made in their time. */
const BEFORE_ALL = '1970-01-01T00:00:00Z'

/** The rows that move or cancel parts as they were. Sent again they change nothing. */
export const moveRows = ({ message_id, moves = [] }: PlanItem): ImportRow[] =>
	moves.map(([from_part, to]) => ({
		...NO_RECORD,
		message_id: `${message_id}:parts:${from_part}`,
		target_message_id: message_id,
		from_part,
		parts_to: to ?? 'cancel',
		sent_at: BEFORE_ALL,
	}))

/** The row that says: the line where the money came in, or left, is this transfer too. A file that has only that line finds it. */
export const sideRows = ({ message_id, source, to_source, other_side }: PlanItem): ImportRow[] =>
	other_side
		? [
				{
					...NO_RECORD,
					message_id: other_side.message_id,
					target_message_id: message_id,
					...(other_side.end === 'source' ? { source } : { to_source }),
					from_part: null,
					parts_to: null,
					sent_at: null,
				},
			]
		: []

const NO_RECORD: Omit<ImportRow, 'message_id'> = {
	action: 'amend',
	kind: null,
	occurred_at: null,
	description: null,
	amount: null,
	category: null,
	source: null,
	person: null,
	to_source: null,
	installments: null,
	part: null,
	parts: null,
	bill_month: null,
	payload: null,
}

/** The same row as one that names its purchase: what it does not say is not the purchase's. */
export const refundRow = (row: ImportRow, refundOf: string | null): ImportRow => ({
	...row,
	...(refundOf === null
		? {}
		: { category: row.category ?? '', source: row.source ?? '', person: row.person ?? '' }),
	target_message_id: refundOf,
	from_part: null,
	parts_to: null,
	sent_at: null,
})

/** The row that brings an undone purchase back; once for each time that it was undone. */
export function restoreRow(item: PlanItem, file: FileFacts, revision: number): CorrectionRow {
	return {
		message_id: `${item.message_id}:restore:${revision}`,
		action: 'restore',
		target_message_id: item.message_id,
		payload: payloadOf(item, file),
	}
}

/**
 * The row that says: this line is a purchase recorded by chat. It has the line's own id, so that the line is found when its file is
 * sent again, and adds to the purchase what only the bank knows.
 */
export function matchRow(
	item: PlanItem,
	purchase: RecordedPurchase,
	file: FileFacts,
	timezone: string,
): CorrectionRow {
	return {
		message_id: item.message_id,
		action: 'amend',
		target_message_id: purchase.message_id,
		target_item: purchase.item,
		...whatTheBankAdds(item, purchase, timezone),
		payload: { ...payloadOf(item, file), ...saidBy(item) },
	}
}

const saidBy = (item: PlanItem) => ({
	matched_part: partOfSlot(item),
	day: item.day,
	cents: item.amount_cents,
	kind: item.kind,
	part: item.part,
})

type Added = Pick<CorrectionRow, 'source' | 'to_source' | 'bill_month'>

/** A place that was not said, and the bill where the bank has it in another. A part that is known already decides the bill. */
function whatTheBankAdds(item: PlanItem, purchase: RecordedPurchase, timezone: string): Added {
	const added: Added = {}
	// A file of another form has said all that this one could.
	if (purchase.file !== undefined) return added
	if (purchase.source === null && item.source !== null) added.source = item.source
	if (item.kind === 'transfer' && purchase.to_source === null && item.to_source !== null)
		added.to_source = item.to_source
	const first = firstBillBy(item, purchase)
	const day = makeCalendar(timezone).dayAt(purchase.occurred_at)
	const isFree = purchase.moves === null && purchase.taken.length === 0
	if (first !== null && first !== purchase.bill_month && isFree && fitsGivenMonth(item.kind, first, day))
		added.bill_month = first
	return added
}

/** The bill of a purchase's first part, by the bill of the part that the line is; of a transfer the bill that it pays. */
function firstBillBy(item: PlanItem, purchase: RecordedPurchase): BillMonth | null {
	if (item.bill_month === null) return null
	if (item.part === null || purchase.part !== null) return item.bill_month
	return addMonths(item.bill_month, 1 - item.part)
}

/** The row that undoes what an import recorded or brought back. `at` names this undoing: sent twice, it counts once. */
export const undoRow = (messageId: string, at: number): CorrectionRow => ({
	message_id: `${messageId}:undo:${at}`,
	action: 'void',
	target_message_id: messageId,
})

/** The row that takes from a purchase what a match added to it; null where it added nothing. The purchase was there before the import and stays. */
export function unmatchRow(
	matched: CorrectionRow,
	purchase: RecordedPurchase,
	at: number,
): CorrectionRow | null {
	const { source, to_source, bill_month } = matched
	if (source === undefined && to_source === undefined && bill_month === undefined) return null
	return {
		message_id: `${matched.message_id}:undo:${at}`,
		action: 'amend',
		target_message_id: purchase.message_id,
		target_item: purchase.item,
		...(source === undefined ? {} : { source: '' }),
		...(to_source === undefined ? {} : { to_source: '' }),
		...(bill_month === undefined ? {} : { bill_month: purchase.given_month ?? '' }),
	}
}

const payloadOf = ({ text, line }: PlanItem, file: FileFacts): ImportPayload => ({
	via: 'import',
	message: text,
	line,
	...file,
})

/** A file has few days and many lines, and each day costs a search. */
const noons = new Map<string, string>()

/** The instant half a day after a local day begins: within that day, also where clocks change. */
function noonOf(day: LocalDay, timezone: string): string {
	const key = `${timezone} ${day}`
	let noon = noons.get(key)
	if (!noon) {
		noon = new Date(makeCalendar(timezone).startOfDay(dayNumber(day)) + DAY_MS / 2).toISOString()
		noons.set(key, noon)
	}
	return noon
}

/** `1234.56`: one form that means the same in every language. */
function decimalOf(cents: Cents): string {
	const digits = String(cents).padStart(3, '0')
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
