import { billMonth, closingDate } from './bill'
import type { Calendar } from './calendar'
import type { TransactionRow } from './columns'
import { dayNumber } from './day'
import { addMonths, monthName, monthNumber } from './month'
import { cleanText, findLabel } from './name'
import { keptMoves, movedParts, partMonth } from './parts'
import type { BillMonth, Kind, Label, LedgerSettings, LocalDay } from './types'

/** What a correction says. What is left out stays as it is; an empty text takes away. */
export interface CorrectionFields {
	kind?: Kind
	description?: string
	/** In units with two decimals, as JSON carries amounts. */
	amount?: number
	category?: string
	source?: string
	person?: string
	/** Of a transfer: where the money went. */
	to_source?: string
	/** ISO 8601. */
	occurred_at?: string
	/** The bill of the first part (of a transfer the one that it pays); empty: as the rules say. */
	bill_month?: BillMonth | ''
	installments?: number
	/** This part and later ones go to that bill, or `cancel`. Both or none. */
	from_part?: number
	parts_to?: BillMonth | 'cancel'
}

export type CorrectionAction = 'amend' | 'void' | 'restore'

/** One item as the function `correct` takes it. */
export interface CorrectionItem extends CorrectionFields {
	/** Made by the page: sent twice, it counts once. */
	message_id: string
	action: CorrectionAction
	/** What it is about: a transaction, or an item of the inbox. */
	transaction_id?: string
	target_message_id?: string
	target_item?: number
	/** The refused correction that it puts right: that one's fields are taken over, and it leaves the list. */
	completes_message_id?: string
	completes_item?: number
	/** Refused as `target_changed` where the transaction has another revision. */
	if_revision?: number
}

/**
 * The transaction that a correction makes of `row`, as the database files it (`private.corrected`, `private.moved` and
 * `private.put_transaction`), under the same revision. What a rule would refuse must not come here.
 */
export function correctedRow(
	row: TransactionRow,
	{ action, ...said }: Pick<CorrectionItem, 'action'> & CorrectionFields,
	settings: LedgerSettings,
	calendar: Calendar,
): TransactionRow {
	if (action === 'void') return { ...row, voided: true }
	const kind = said.kind ?? row.kind
	const installments = said.installments ?? row.installments
	const isTransfer = kind === 'transfer'
	// Of a transfer a given bill is the one that it pays: as another kind it would mean another thing.
	const stays = isTransfer === (row.kind === 'transfer')
	const { sources } = settings
	const source = labelled(sources, said.source, row.source_id, row.source_text)
	const category = labelled(settings.categories, said.category, row.category_id, row.category_text)
	const person = labelled(settings.people, said.person, row.person_id, row.person_text)
	const to = stays
		? labelled(sources, said.to_source, row.to_source_id, row.to_source_text)
		: labelled(sources, said.to_source ?? '', null, null)
	const given = said.bill_month === undefined ? (stays ? givenMonth(row) : null) : said.bill_month || null
	const occurred_at = said.occurred_at === undefined ? row.occurred_at : Date.parse(said.occurred_at)
	const bill = billOf(settings, source.id, calendar.dayAt(occurred_at), row.part)
	return {
		...row,
		voided: false,
		kind,
		installments,
		occurred_at,
		amount_cents: said.amount === undefined ? row.amount_cents : Math.round(said.amount * 100),
		description: cleanText(said.description) ?? row.description,
		category_id: category.id,
		category_text: category.text,
		source_id: source.id,
		source_text: source.text,
		person_id: person.id,
		person_text: person.text,
		to_source_id: isTransfer ? to.id : null,
		to_source_text: isTransfer ? to.text : null,
		bill_month: isTransfer || given === null ? bill : given,
		bill_given: !isTransfer && given !== null,
		pays_month: isTransfer ? given : null,
		moves: movesAfter(row, said, installments),
		refund_of: kind === 'refund' ? row.refund_of : null,
	}
}

/** The bill that somebody named, or null where the rules place it; of a transfer the one that it was said to pay. */
export function givenMonth(row: Pick<TransactionRow, 'bill_given' | 'bill_month' | 'pays_month'>) {
	return row.bill_given ? row.bill_month : row.pays_month
}

/** The bill month of a first part on `day` where nobody named one. `part`: it is that part of a purchase known by its parts. */
export function billOf(
	{ cycles, bill_closings }: Pick<LedgerSettings, 'cycles' | 'bill_closings'>,
	source: number | null,
	day: LocalDay,
	part: number | null = null,
): BillMonth {
	const ofSource = (other: { source_id: number }) => other.source_id === source
	const bill = billMonth(day, cycles.filter(ofSource), bill_closings.filter(ofSource))
	return addMonths(bill, (part ?? 1) - 1)
}

/**
 * The first part from which on none was billed yet, so that it and all later ones can be brought forward or cancelled; null:
 * there is none. `private.moved` in SQL judges so.
 */
export function firstUnbilled(
	row: Pick<TransactionRow, 'kind' | 'installments' | 'bill_month' | 'moves' | 'source_id'>,
	{ cycles, bill_closings }: Pick<LedgerSettings, 'cycles' | 'bill_closings'>,
	today: LocalDay,
): number | null {
	if (row.kind === 'transfer') return null
	const ofSource = (other: { source_id: number }) => other.source_id === row.source_id
	const ownCycles = cycles.filter(ofSource)
	const closings = bill_closings.filter(ofSource)
	const isBilled = (part: number) => {
		const month = partMonth(monthNumber(row.bill_month), row.moves, part)
		return month !== null && closingDate(monthName(month), ownCycles, closings) <= dayNumber(today)
	}
	let first = row.installments + 1
	while (first > 1 && !isBilled(first - 1)) first--
	return first > row.installments ? null : first
}

/** The moment of a correction of the day: the same time of day, on `day`. Where the clocks skip it, the first that exists. */
export function momentOn(day: LocalDay, occurredAt: number, calendar: Calendar): number {
	const number = dayNumber(day)
	const time = occurredAt - calendar.startOfDay(calendar.dayNumberAt(occurredAt))
	const moment = calendar.startOfDay(number) + time
	return calendar.dayNumberAt(moment) === number ? moment : calendar.startOfDay(number)
}

function labelled(
	labels: readonly Label[],
	said: string | undefined,
	id: number | null,
	text: string | null,
): { id: number | null; text: string | null } {
	if (said === undefined) return { id, text }
	const found = findLabel(labels, said)
	return { id: found, text: found === null ? cleanText(said) : null }
}

function movesAfter(row: TransactionRow, { from_part, parts_to }: CorrectionFields, installments: number) {
	const kept = keptMoves(row.moves, installments)
	if (from_part === undefined || parts_to === undefined) return kept
	return movedParts(kept, from_part, parts_to === 'cancel' ? null : parts_to)
}
