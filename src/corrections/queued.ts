import type { TransactionRow } from '../ledger/columns'
import type { CorrectionFields, CorrectionItem } from '../ledger/correction'
import type { RejectReason } from '../ledger/types'

/** Where a correction stands; README.md draws the ways between these. */
export type CorrectionStatus = 'held' | 'queued' | 'sending' | 'accepted' | 'conflict' | 'refused'

/** Why a correction was refused: by the inbox's rules, or because this person may not correct. */
export type CorrectionRefusal = RejectReason | 'not_allowed' | 'corrections_off' | 'not_sent'

/** A correction on its way to the server. Never changed: each step makes a new one. */
export interface QueuedCorrection {
	/** Its `message_id`: sent twice, it counts once. */
	readonly id: string
	/** The transaction that it changes; of a refused message the one that it makes of it. */
	readonly transaction: string
	readonly item: Omit<CorrectionItem, 'message_id' | 'if_revision'>
	/** The server's row that the person saw; null: there was none (a refused message). */
	readonly saw: TransactionRow | null
	/** What the purchase is called, for lists. */
	readonly name: string
	/** In ms; also the order in which corrections are sent. */
	readonly madeAt: number
	readonly status: CorrectionStatus
	/** It may have reached the server: it can't be taken back, and only the server knows what became of it. */
	readonly wasSent: boolean
	/** Of a refused one that the server has kept: the id of that row. */
	readonly inboxId: string | null
	readonly reason: CorrectionRefusal | null
	/** Of an accepted one: the revision that it made. */
	readonly revision: number | null
}

/** The columns that a correction's fields change. */
const COLUMNS_OF = {
	kind: ['kind'],
	description: ['description'],
	amount: ['amount_cents'],
	category: ['category_id', 'category_text'],
	source: ['source_id', 'source_text'],
	person: ['person_id', 'person_text'],
	to_source: ['to_source_id', 'to_source_text'],
	occurred_at: ['occurred_at'],
	bill_month: ['bill_month', 'bill_given', 'pays_month'],
	installments: ['installments'],
	from_part: ['moves'],
	parts_to: ['moves'],
} as const satisfies Record<keyof CorrectionFields, readonly (keyof TransactionRow)[]>

export type CorrectedField = keyof typeof COLUMNS_OF

/** The fields that a correction gives. */
export function fieldsOf(item: CorrectionFields): CorrectedField[] {
	return (Object.keys(COLUMNS_OF) as CorrectedField[]).filter((field) => item[field] !== undefined)
}

/** Whether the fields that a correction changes still are in `now` what the person saw, so that nothing of anybody's is lost. */
export function isUntouched({ item, saw }: QueuedCorrection, now: TransactionRow): boolean {
	if (item.action !== 'amend' || saw === null || now.voided) return false
	const columns = fieldsOf(item).flatMap((field) => COLUMNS_OF[field])
	return columns.every((column) => JSON.stringify(saw[column]) === JSON.stringify(now[column]))
}

/** What there is to decide where somebody else was faster: whose value counts, whether it comes back, or whether it goes all the same. */
export type Question = 'changed' | 'gone' | 'voiding'

/** `theirs`: the server's row. */
export function questionOf({ item }: QueuedCorrection, theirs: TransactionRow | null): Question {
	if (item.action === 'void') return 'voiding'
	return theirs?.voided ? 'gone' : 'changed'
}

/** The fields in which two versions of a transaction differ. */
export function fieldsBetween(saw: TransactionRow, now: TransactionRow): CorrectedField[] {
	const differs = (column: keyof TransactionRow) =>
		JSON.stringify(saw[column]) !== JSON.stringify(now[column])
	return (Object.keys(COLUMNS_OF) as CorrectedField[]).filter((field) => COLUMNS_OF[field].some(differs))
}

/** Whether it can still be taken back without leaving a trace. */
export const canUndo = ({ status, wasSent }: QueuedCorrection): boolean =>
	!wasSent && (status === 'held' || status === 'queued')

/** Whether it waits for the person: the server will not take it as it is. */
export const needsPerson = ({ status }: QueuedCorrection): boolean =>
	status === 'conflict' || status === 'refused'

const STATUSES: readonly unknown[] = ['held', 'queued', 'sending', 'accepted', 'conflict', 'refused']

/** A stored correction as an object; null when it is none of this version. */
export function parseQueued(text: string): QueuedCorrection | null {
	try {
		const value = JSON.parse(text) as QueuedCorrection
		const isWhole =
			typeof value.id === 'string' &&
			typeof value.transaction === 'string' &&
			typeof value.name === 'string' &&
			Number.isFinite(value.madeAt) &&
			STATUSES.includes(value.status) &&
			typeof value.wasSent === 'boolean' &&
			['amend', 'void', 'restore'].includes(value.item?.action) &&
			(value.saw === null || value.saw?.id === value.transaction)
		if (!isWhole) return null
		// The page closed while it was on its way: only asking again tells what became of it.
		return value.status === 'sending' ? { ...value, status: 'queued' } : value
	} catch {
		return null
	}
}
