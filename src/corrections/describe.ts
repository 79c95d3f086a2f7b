import type { Formats } from '../app/formats'
import type { TransactionRow } from '../ledger/columns'
import type { LedgerSettings, Move } from '../ledger/types'
import { useWords } from '../words'
import { type CorrectedField, fieldsBetween, fieldsOf, type QueuedCorrection } from './queued'

const t = useWords('corrections')

/** One field of a correction in words. */
export interface Change {
	field: string
	from: string
	to: string
}

/** Writes values of transactions in the ledger's formats and the reader's language. */
export interface Writing {
	formats: Formats
	settings: LedgerSettings | null
}

/** What a correction changes, field by field: what was seen, and what it makes of it. */
export function changesOf(
	{ item, saw }: Pick<QueuedCorrection, 'item' | 'saw'>,
	made: TransactionRow,
	writing: Writing,
): Change[] {
	return fieldsOf(item)
		.filter((field) => field !== 'parts_to')
		.map((field) => ({
			field: fieldName(field, made),
			from: saw === null ? '–' : fieldText(saw, field, writing),
			to: fieldText(made, field, writing),
		}))
}

const NAMES = {
	kind: 'kind',
	description: 'description',
	amount: 'amount',
	category: 'category',
	source: 'source',
	person: 'person',
	to_source: 'to_source',
	occurred_at: 'day',
	bill_month: 'bill',
	installments: 'installments',
	from_part: 'parts',
	parts_to: 'parts',
} as const

/** What a field is called; of a transfer the bill is the one that it pays. */
export function fieldName(field: CorrectedField, { kind }: Pick<TransactionRow, 'kind'>): string {
	const name = NAMES[field]
	return t(`corrections.fields.${name === 'bill' && kind === 'transfer' ? 'pays' : name}`)
}

/** One value of a transaction, as it is to be read. */
export function fieldText(
	row: TransactionRow,
	field: CorrectedField,
	{ formats, settings }: Writing,
): string {
	const named = (
		labels: readonly { id: number; name: string }[] = [],
		id: number | null,
		text: string | null,
	) => labels.find((label) => label.id === id)?.name ?? text ?? '–'
	switch (field) {
		case 'kind':
			return t(`corrections.kinds.${row.kind}`)
		case 'description':
			return row.description
		case 'amount':
			return formats.money(row.amount_cents)
		case 'category':
			return named(settings?.categories, row.category_id, row.category_text)
		case 'source':
			return named(settings?.sources, row.source_id, row.source_text)
		case 'person':
			return named(settings?.people, row.person_id, row.person_text)
		case 'to_source':
			return named(settings?.sources, row.to_source_id, row.to_source_text)
		case 'occurred_at':
			return formats.dayYear(formats.localDay(row.occurred_at))
		case 'bill_month': {
			const month = row.kind === 'transfer' ? row.pays_month : row.bill_month
			return month === null ? '–' : formats.monthShort(month)
		}
		case 'installments':
			return `${row.installments}×`
		default:
			return movesText(row.moves, formats)
	}
}

function movesText(moves: readonly Move[] | null, formats: Formats): string {
	if (!moves?.length) return t('corrections.partsStay')
	return moves
		.map(([part, bill]) => {
			const where = bill === null ? t('corrections.cancelled') : formats.monthShort(bill)
			return `${t('corrections.partsTo', { part })}: ${where}`
		})
		.join('; ')
}

/** What became of a transaction since somebody saw it, in one line. */
export function differencesOf(saw: TransactionRow, now: TransactionRow, writing: Writing): string {
	return fieldsBetween(saw, now)
		.filter((field) => field !== 'parts_to')
		.map((field) =>
			t('corrections.change', {
				field: fieldName(field, now),
				from: fieldText(saw, field, writing),
				to: fieldText(now, field, writing),
			}),
		)
		.join(' · ')
}

/** A correction in one line. */
export function summaryOf(
	correction: Pick<QueuedCorrection, 'item' | 'saw'>,
	made: TransactionRow,
	writing: Writing,
): string {
	if (correction.item.action === 'void') return t('corrections.voidChange')
	const changes = changesOf(correction, made, writing)
	if (changes.length === 0) return t('corrections.restoreChange')
	return changes
		.map(({ field, from, to }) =>
			correction.saw === null ? `${field}: ${to}` : t('corrections.change', { field, from, to }),
		)
		.join(' · ')
}
