import {
	COLUMN_NAMES,
	COLUMNS,
	type ColumnType,
	columnsFrom,
	emptyColumns,
	FITS,
	KINDS,
	type TypedColumns,
	type TypedValues,
	USUAL_VALUES,
} from '../ledger/columns'
import { MAX_INSTALLMENTS } from '../ledger/limits'
import { monthNumber } from '../ledger/month'
import type { LedgerChanges, TransactionColumns } from '../ledger/types'

/**
 * Parsing at the edge: nothing from the network or the device's storage goes further before it passed here.
 * Each parser answers null for anything unfit; none throws.
 */

const MAX_ID = 2 ** 31 - 1

const natural = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0

function areMovesText(text: string): boolean {
	try {
		return FITS.moves(JSON.parse(text))
	} catch {
		return false
	}
}

/** What FITS asks of a value of each type, in typed arrays. */
const FITS_TYPED: { [Type in ColumnType]: (values: TypedValues[Type], texts: readonly string[]) => boolean } =
	{
		uuid: () => true,
		revision: (values) => areWhole(values, 1),
		kind: (values) => areWithin(values, 0, KINDS.length - 1),
		cents: (values) => areWhole(values, 0),
		parts: (values) => areWithin(values, 1, MAX_INSTALLMENTS),
		month: (values) => areWithin(values, monthNumber('0000-01'), monthNumber('9999-12')),
		instant: (values) => areWhole(values, Number.MIN_SAFE_INTEGER),
		text: (values, texts) => areWithin(values, 0, texts.length - 1),
		reference: (values) => areWithin(values, -1, MAX_ID),
		raw_text: (values, texts) => areWithin(values, -1, texts.length - 1),
		part: (values) => areWithin(values, 0, MAX_INSTALLMENTS),
		given_month: (values) => areWithin(values, -1, monthNumber('9999-12')),
		moves: (values, texts) => values.every((value) => value === -1 || areMovesText(texts[value] ?? '')),
		flag: (values) => areWithin(values, 0, 1),
	}

/**
 * Checked columns; columns that this version does not know are left out, and rare ones that are not there hold what rows
 * usually do. Null: one value or length is unfit.
 */
export function parseColumns(value: unknown): TransactionColumns | null {
	if (typeof value !== 'object' || value === null) return null
	const source = value as Record<string, unknown>
	const length = Array.isArray(source.id) ? source.id.length : -1
	for (const name of COLUMN_NAMES) {
		const column = source[name]
		if (name in USUAL_VALUES && (column === undefined || column === null)) continue
		if (!Array.isArray(column) || column.length !== length) return null
		const test = FITS[COLUMNS[name]]
		for (let i = 0; i < length; i++) if (!test(column[i])) return null
	}
	return columnsFrom(
		(name) =>
			(source[name] as unknown[] | null | undefined) ??
			new Array(length).fill(USUAL_VALUES[name as keyof typeof USUAL_VALUES]),
	)
}

/** Whether typed columns, from the device's storage, hold nothing that `parseColumns` would refuse. */
export function fitTypedColumns(columns: TypedColumns): boolean {
	const { texts } = columns
	return (
		texts.every(FITS.text) &&
		COLUMN_NAMES.every((name) => {
			const test = FITS_TYPED[COLUMNS[name]] as (values: unknown, texts: readonly string[]) => boolean
			return test(columns[name], texts)
		})
	)
}

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
	const { head, upto, rows, inbox_revision, settings_revision, epoch } = value as Record<string, unknown>
	if (![head, upto, inbox_revision, settings_revision, epoch].every(natural)) return null
	const columns = rows === null || rows === undefined ? emptyColumns() : parseColumns(rows)
	if (!columns) return null
	for (const revision of columns.revision) if (revision <= after || revision > (upto as number)) return null
	return {
		head: head as number,
		upto: upto as number,
		rows: columns,
		inbox_revision: inbox_revision as number,
		settings_revision: settings_revision as number,
		epoch: epoch as number,
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

/** An `inbox`, `settings` or `epoch` broadcast: its number, or null. */
export function parseRevisionHint(
	value: unknown,
	name: 'inbox_revision' | 'settings_revision' | 'epoch',
): number | null {
	if (typeof value !== 'object' || value === null) return null
	const revision = (value as Record<string, unknown>)[name]
	return natural(revision) ? (revision as number) : null
}
