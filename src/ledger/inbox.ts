import { parseAmount } from './amount'
import { KINDS } from './columns'
import { DAY_MS, monthOf } from './day'
import { LONGEST_DESCRIPTION, MAX_INSTALLMENTS } from './limits'
import { isBillMonth, monthNumber } from './month'
import { cleanText } from './name'
import type { BillMonth, Cents, Kind, LocalDay, RejectReason } from './types'

/** One item as an agent posts it to the inbox; every column but `message_id` may be left out. */
export interface InboxRow {
	message_id: string
	item?: number | null
	action?: string | null
	target_message_id?: string | null
	target_item?: number | null
	/** Words by which a correction names its purchase, where it names no message. */
	target_text?: string | null
	kind?: string | null
	/** ISO 8601 with an offset. */
	occurred_at?: string | null
	description?: string | null
	/** A JSON number or a string, as the agent understood it. */
	amount?: unknown
	category?: string | null
	source?: string | null
	person?: string | null
	/** Of a transfer: where the money went. */
	to_source?: string | null
	/** Who wrote it, and when. */
	sender?: string | null
	sent_at?: string | null
	/** Part k of a purchase of n parts, known by its parts. */
	part?: number | null
	parts?: number | null
	/** `YYYY-MM`: the bill of the first part; of a transfer, the one that it pays. */
	bill_month?: string | null
	/** Of an amend: this part (null: the first that is not billed) and later ones go to that bill, `open`, or `cancel`. */
	from_part?: number | null
	parts_to?: string | null
	/** The refused correction that this one answers. */
	completes_message_id?: string | null
	completes_item?: number | null
	installments?: number | null
	/** Anything else worth keeping. The page shows the person's words from it: see `original-message.ts`. */
	payload?: unknown
}

/** Every reason for which the inbox refuses an item, in the order in which the rules are tried. */
export const REJECT_REASONS = [
	'unknown_action',
	'not_understood',
	'target_not_found',
	'target_ambiguous',
	'target_changed',
	'unknown_kind',
	'description_missing',
	'description_too_long',
	'amount_missing',
	'amount_unreadable',
	'amount_not_positive',
	'amount_too_large',
	'occurred_at_out_of_range',
	'installments_out_of_range',
	'parts_out_of_range',
	'bill_month_unreadable',
	'bill_month_out_of_range',
	'to_source_unexpected',
	'same_place',
] as const satisfies readonly RejectReason[]

/** Whether a text from the wire is a reason this page knows. */
export function isRejectReason(value: unknown): value is RejectReason {
	return (REJECT_REASONS as readonly unknown[]).includes(value)
}

/** What the rules read from a row that records a purchase or income, before bills and labels are looked up. */
export interface RecordFields {
	kind: Kind
	amount_cents: Cents
	installments: number
	/** In ms. */
	occurred_at: number
	description: string
	category_text: string | null
	source_text: string | null
	person_text: string | null
	to_source_text: string | null
	part: number | null
	parts: number | null
	/** The bill that somebody named; of a transfer the one that it pays. */
	given_month: BillMonth | null
}

export interface Refusal {
	reason: RejectReason
	detail: string | null
}

const refuse = (reason: RejectReason, detail: string | null = null): Refusal => ({ reason, detail })

/** Reads a whole purchase or income; the rules are tried in the order of `REJECT_REASONS`. `now` in ms. */
export function readRecord(row: InboxRow, now: number): RecordFields | Refusal {
	const kind = row.kind ?? 'expense'
	if (!(KINDS as readonly string[]).includes(kind)) return refuse('unknown_kind', kind)
	const description = cleanText(row.description)
	if (description === null) return refuse('description_missing')
	const length = [...description].length
	if (length > LONGEST_DESCRIPTION) return refuse('description_too_long', String(length))
	const amount = parseAmount(row.amount)
	if ('reason' in amount) return refuse(amount.reason, row.amount == null ? null : String(row.amount))
	const occurred_at = row.occurred_at == null ? now : Date.parse(row.occurred_at)
	if (occurred_at > now + DAY_MS || occurred_at < yearsBefore(now, 10))
		return refuse('occurred_at_out_of_range', row.occurred_at ?? null)
	const installments = row.installments ?? 1
	if (!Number.isInteger(installments) || installments < 1 || installments > MAX_INSTALLMENTS)
		return refuse('installments_out_of_range', String(installments))
	const part = row.part ?? null
	const parts = row.parts ?? null
	if (!fitParts(part, parts, installments, kind))
		return refuse('parts_out_of_range', `${part ?? '–'}/${parts ?? '–'}, ${installments}x`)
	const given_month = row.bill_month || null
	if (given_month !== null && !isBillMonth(given_month)) return refuse('bill_month_unreadable', given_month)
	const to_source_text = cleanText(row.to_source)
	if (to_source_text !== null && kind !== 'transfer') return refuse('to_source_unexpected', to_source_text)
	return {
		kind: kind as Kind,
		amount_cents: amount.cents,
		installments,
		occurred_at,
		description,
		category_text: cleanText(row.category),
		source_text: cleanText(row.source),
		person_text: cleanText(row.person),
		to_source_text,
		part,
		parts,
		given_month,
	}
}

/** A part and how many there are: both or none, of what is otherwise paid at once; a transfer has one part. */
function fitParts(part: number | null, parts: number | null, installments: number, kind: string): boolean {
	if (kind === 'transfer' && installments > 1) return false
	if (part === null && parts === null) return true
	const isCount = (value: number | null) =>
		Number.isInteger(value) && value! >= 1 && value! <= MAX_INSTALLMENTS
	return isCount(part) && isCount(parts) && part! <= parts! && installments === 1
}

/** Whether a named bill is near enough to the day: from 1 month before (of a transfer 24) to 120 after. */
export function fitsGivenMonth(kind: Kind, given: BillMonth, day: LocalDay): boolean {
	const distance = monthNumber(given) - monthNumber(monthOf(day))
	return distance >= (kind === 'transfer' ? -24 : -1) && distance <= 120
}

/** The row that a correction makes of the one it corrects: what it gives replaces, the rest stays. */
export function mergeRows(target: InboxRow, given: InboxRow): InboxRow {
	const merged: Record<string, unknown> = { ...target }
	for (const field of [
		'kind',
		'occurred_at',
		'description',
		'amount',
		'category',
		'source',
		'person',
		'installments',
		'to_source',
		'part',
		'parts',
		'bill_month',
	] as const)
		if (given[field] !== undefined && given[field] !== null) merged[field] = given[field]
	return merged as unknown as InboxRow
}

function yearsBefore(now: number, years: number): number {
	const date = new Date(now)
	return date.setUTCFullYear(date.getUTCFullYear() - years)
}
