import { monthNumber } from '../ledger/month'
import type { TypedColumns } from '../ledger/typed-columns'
import type { LedgerChanges, TransactionColumns } from '../ledger/types'

/**
 * Parsing at the edge: nothing from the network or the device's storage goes further before it passed here.
 * Each parser answers null for anything unfit; none throws.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
/** The database allows 280; some room, so that a later limit does not blind older pages. */
const LONGEST_TEXT = 2000

type Test = (value: unknown) => boolean

const integer: Test = (v) => Number.isSafeInteger(v)
const natural: Test = (v) => Number.isSafeInteger(v) && (v as number) >= 0
const text: Test = (v) => typeof v === 'string' && v.length <= LONGEST_TEXT
const textOrNull: Test = (v) => v === null || text(v)
const idOrNull: Test = (v) => v === null || natural(v)

const COLUMNS: { [Name in keyof TransactionColumns]: Test } = {
	id: (v) => typeof v === 'string' && UUID.test(v),
	revision: (v) => natural(v) && (v as number) > 0,
	kind: (v) => v === 'expense' || v === 'income',
	amount_cents: (v) => natural(v),
	installments: (v) => natural(v) && (v as number) >= 1 && (v as number) <= 120,
	bill_month: (v) => typeof v === 'string' && MONTH.test(v),
	occurred_at: integer,
	description: text,
	category_id: idOrNull,
	category_text: textOrNull,
	source_id: idOrNull,
	source_text: textOrNull,
	person_id: idOrNull,
	person_text: textOrNull,
	voided: (v) => typeof v === 'boolean',
}

export const COLUMN_NAMES = Object.keys(COLUMNS) as (keyof TransactionColumns)[]

/** Columns without a row. */
export function emptyColumns(): TransactionColumns {
	const columns: Record<string, unknown[]> = {}
	for (const name of COLUMN_NAMES) columns[name] = []
	return columns as unknown as TransactionColumns
}

/** Checked columns; columns that this version does not know are left out. Null: one value or length is unfit. */
export function parseColumns(value: unknown): TransactionColumns | null {
	if (typeof value !== 'object' || value === null) return null
	const source = value as Record<string, unknown>
	const length = Array.isArray(source.id) ? source.id.length : -1
	const parsed: Record<string, unknown[]> = {}
	for (const name of COLUMN_NAMES) {
		const column = source[name]
		if (!Array.isArray(column) || column.length !== length) return null
		const test = COLUMNS[name]
		for (let i = 0; i < length; i++) if (!test(column[i])) return null
		parsed[name] = column
	}
	return parsed as unknown as TransactionColumns
}

/** Whether typed columns, from the device's storage, hold nothing that `parseColumns` would refuse. */
export function fitTypedColumns(columns: TypedColumns): boolean {
	const { texts } = columns
	return (
		texts.every(text) &&
		areWhole(columns.revision, 1) &&
		areWhole(columns.amount_cents, 0) &&
		areWhole(columns.occurred_at, Number.MIN_SAFE_INTEGER) &&
		areWithin(columns.installments, 1, 120) &&
		areWithin(columns.kind, 0, 1) &&
		areWithin(columns.voided, 0, 1) &&
		areWithin(columns.bill_month, FIRST_MONTH, LAST_MONTH) &&
		[columns.category_id, columns.source_id, columns.person_id].every((ids) => areWithin(ids, -1, MAX_ID)) &&
		areWithin(columns.description, 0, texts.length - 1) &&
		[columns.category_text, columns.source_text, columns.person_text].every((numbers) =>
			areWithin(numbers, -1, texts.length - 1),
		)
	)
}

const FIRST_MONTH = monthNumber('0000-01')
const LAST_MONTH = monthNumber('9999-12')
const MAX_ID = 2 ** 31 - 1

function areWhole(values: Float64Array, least: number): boolean {
	for (let at = 0; at < values.length; at++)
		if (!(values[at]! >= least && Number.isSafeInteger(values[at]))) return false
	return true
}

function areWithin(values: Int32Array | Uint8Array, least: number, most: number): boolean {
	for (let at = 0; at < values.length; at++) if (values[at]! < least || values[at]! > most) return false
	return true
}

/** An answer of `ledger_changes` asked for revisions after `after`. */
export function parseChanges(value: unknown, after: number): LedgerChanges | null {
	if (typeof value !== 'object' || value === null) return null
	const { head, upto, rows, inbox_revision, settings_revision } = value as Record<string, unknown>
	if (!natural(head) || !natural(upto) || !natural(inbox_revision) || !natural(settings_revision)) return null
	const columns = rows === null || rows === undefined ? emptyColumns() : parseColumns(rows)
	if (!columns) return null
	for (const revision of columns.revision) if (revision <= after || revision > (upto as number)) return null
	return {
		head: head as number,
		upto: upto as number,
		rows: columns,
		inbox_revision: inbox_revision as number,
		settings_revision: settings_revision as number,
	}
}

export interface ChangesHint {
	from: number
	to: number
	/** Present only if they are all the rows of `from+1 … to`. */
	rows: TransactionColumns | null
}

/**
 * A `changes` broadcast. Rows are kept only when they are exactly one for each revision: a cut-off or doctored list
 * still tells that something changed, and the catch-up reads what.
 */
export function parseChangesHint(value: unknown): ChangesHint | null {
	if (typeof value !== 'object' || value === null) return null
	const { from, to, rows } = value as Record<string, unknown>
	if (!natural(from) || !natural(to) || (to as number) <= (from as number)) return null
	const hint = { from: from as number, to: to as number }
	const columns = rows === undefined || rows === null ? null : parseColumns(rows)
	return { ...hint, rows: columns && isExactly(columns.revision, hint.from, hint.to) ? columns : null }
}

function isExactly(revisions: number[], from: number, to: number): boolean {
	if (revisions.length !== to - from) return false
	const seen = new Set(revisions)
	return seen.size === revisions.length && revisions.every((revision) => revision > from && revision <= to)
}

/** An `inbox` or `settings` broadcast: its revision, or null. */
export function parseRevisionHint(
	value: unknown,
	name: 'inbox_revision' | 'settings_revision',
): number | null {
	if (typeof value !== 'object' || value === null) return null
	const revision = (value as Record<string, unknown>)[name]
	return natural(revision) ? (revision as number) : null
}
