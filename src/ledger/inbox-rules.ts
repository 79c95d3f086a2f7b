import { parseAmount } from './amount'
import { MAX_INSTALLMENTS } from './bill'
import type { InboxRow } from './inbox-row'
import { INVISIBLE } from './name'
import type { Cents, Kind, RejectReason } from './types'

/** What the rules read out of a row, before bills and labels are looked up. */
export interface Facts {
	kind: Kind
	amount_cents: Cents
	installments: number
	/** In ms. */
	occurred_at: number
	description: string
	category_text: string | null
	source_text: string | null
	person_text: string | null
}

export interface Refusal {
	reason: RejectReason
	detail: string | null
}

const DAY = 86_400_000
const MAX_DESCRIPTION = 280
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what a description must not hold.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g

const UNSEEN = new RegExp(`[${INVISIBLE}]+`, 'g')

/**
 * A free text as kept: without what nobody sees, trimmed, each run of control characters and of marks that turn its direction
 * made one space; null when nothing is left. `private.cleaned` in SQL gives the same.
 */
export function cleanText(value: string | null | undefined): string | null {
	const text = (value ?? '').replace(UNSEEN, '').replace(CONTROL, ' ').trim()
	return text === '' ? null : text
}

const refuse = (reason: RejectReason, detail: string | null = null): Refusal => ({ reason, detail })

/** Reads a whole purchase or income; the rules are tried in the order of `REJECT_REASONS`. `now` in ms. */
export function readRecord(row: InboxRow, now: number): Facts | Refusal {
	const kind = row.kind ?? 'expense'
	if (kind !== 'expense' && kind !== 'income') return refuse('unknown_kind', kind)
	const description = cleanText(row.description)
	if (description === null) return refuse('description_missing')
	const length = [...description].length
	if (length > MAX_DESCRIPTION) return refuse('description_too_long', String(length))
	const amount = parseAmount(row.amount)
	if ('reason' in amount) return refuse(amount.reason, row.amount == null ? null : String(row.amount))
	const occurred_at = row.occurred_at == null ? now : Date.parse(row.occurred_at)
	if (occurred_at > now + DAY || occurred_at < yearsBefore(now, 10))
		return refuse('occurred_at_out_of_range', row.occurred_at ?? null)
	const installments = row.installments ?? 1
	if (!Number.isInteger(installments) || installments < 1 || installments > MAX_INSTALLMENTS)
		return refuse('installments_out_of_range', String(installments))
	return {
		kind: kind as Kind,
		amount_cents: amount.cents,
		installments,
		occurred_at,
		description,
		category_text: cleanText(row.category),
		source_text: cleanText(row.source),
		person_text: cleanText(row.person),
	}
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
	] as const)
		if (given[field] !== undefined && given[field] !== null) merged[field] = given[field]
	return merged as unknown as InboxRow
}

function yearsBefore(now: number, years: number): number {
	const date = new Date(now)
	return date.setUTCFullYear(date.getUTCFullYear() - years)
}
