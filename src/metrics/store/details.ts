import {
	COLUMNS,
	type ColumnType,
	FITS,
	readValue,
	type TransactionRow,
	type TypedColumns,
	USUAL_VALUES,
} from '../../ledger/columns'
import { Numbered } from '../../ledger/numbered'
import type { TransactionColumns } from '../../ledger/types'

/** What all but few transactions have in the columns that only few say anything in. */
const NOTHING_SAID = { category_text: null, source_text: null, person_text: null, ...USUAL_VALUES }

type RareName = keyof typeof NOTHING_SAID
const RARE = Object.keys(NOTHING_SAID) as RareName[]

/** What few transactions say: texts that matched nothing, and what refunds, transfers, known and moved parts need. */
export type Details = Pick<TransactionRow, RareName>

/** Distinct details, of which there are two to begin with. */
export function makeDetails(): Numbered<Details> {
	const details = new Numbered<Details>()
	for (const imported of [false, true]) details.enter({ ...NOTHING_SAID, imported })
	return details
}

/** By row: 1 where it says anything that few do, but that it came from a file. A column at a time, since nearly all say nothing. */
export function findDetails(columns: TransactionColumns | TypedColumns, rows: number): Uint8Array {
	const found = new Uint8Array(rows)
	for (const name of RARE) {
		if (name === 'imported') continue
		const values = columns[name]
		if (Array.isArray(values)) {
			for (let row = 0; row < rows; row++) if ((values[row] || null) !== null) found[row] = 1
		} else if (values) {
			const none = values instanceof Uint8Array ? 0 : -1
			for (let row = 0; row < rows; row++) if ((values as Int32Array)[row]! > none) found[row] = 1
		}
	}
	return found
}

/** Of these types a value that is none counts as nothing said; of the others the row breaks the rules. */
const LENIENT: readonly ColumnType[] = ['raw_text', 'given_month', 'flag']

/** The details of a row; null: they break the rules. */
export function readDetails(columns: TransactionColumns | TypedColumns, index: number): Details | null {
	const details: Record<string, unknown> = { ...NOTHING_SAID }
	for (const name of RARE) {
		const value = 'rows' in columns ? readValue(columns, name, index) : columns[name]?.[index]
		if (FITS[COLUMNS[name]](value ?? null)) details[name] = value ?? null
		else if (!LENIENT.includes(COLUMNS[name])) return null
	}
	return details as Details
}
