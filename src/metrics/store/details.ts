import {
	COLUMNS,
	readValue,
	type TransactionRow,
	type TypedColumns,
	USUAL_VALUES,
} from '../../ledger/columns'
import { MAX_INSTALLMENTS } from '../../ledger/limits'
import { rememberedMonthNumber } from '../../ledger/month'
import type { TransactionColumns } from '../../ledger/types'
import { FIRST_MONTH, MONTHS } from './month-items'

/** What all but few transactions have in the columns that only few say anything in. */
const NOTHING_SAID = { category_text: null, source_text: null, person_text: null, ...USUAL_VALUES }

type RareName = keyof typeof NOTHING_SAID
const RARE = Object.keys(NOTHING_SAID) as RareName[]

/** What few transactions say: texts that matched nothing, and what refunds, transfers, known and moved parts need. */
export type Details = Pick<TransactionRow, RareName>

/** Distinct details, each held once: 0 is none at all, 1 that it came from a file. */
export class DetailsIndex {
	private readonly held: Details[] = [NOTHING_SAID, { ...NOTHING_SAID, imported: true }]
	private readonly ids = new Map<string, number>()

	enter(details: Details): number {
		const key = JSON.stringify(details)
		let id = this.ids.get(key)
		if (id === undefined) {
			id = this.held.length
			this.ids.set(key, id)
			this.held.push(details)
		}
		return id
	}

	get(id: number): Details {
		return this.held[id]!
	}
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

/** The details of a row; null: they break the rules. */
export function readDetails(columns: TransactionColumns | TypedColumns, index: number): Details | null {
	const details: Record<string, unknown> = {}
	for (const name of RARE) {
		const value = 'rows' in columns ? readValue(columns, name, index) : columns[name]?.[index]
		const held = HOLD[COLUMNS[name]](value ?? null)
		if (held === undefined) return null
		details[name] = held
	}
	return details as unknown as Details
}

/** By the type of a column: what a value is held as; undefined: it breaks the rules. */
const HOLD: Record<(typeof COLUMNS)[RareName], (value: unknown) => unknown> = {
	raw_text: textOf,
	given_month: textOf,
	flag: (value) => value === true,
	reference: (value) => (value === null || Number.isInteger(value) ? value : undefined),
	part: (value) => (value === null || isPart(value) ? value : undefined),
	moves: (value) => (value === null || (Array.isArray(value) && value.every(isMove)) ? value : undefined),
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null
}

function isMove(value: unknown): boolean {
	if (!Array.isArray(value) || !(value[0] === null || isPart(value[0]))) return false
	const month = typeof value[1] === 'string' ? rememberedMonthNumber(value[1]) : Number.NaN
	return value[1] === null || (month >= FIRST_MONTH && month < FIRST_MONTH + MONTHS)
}

function isPart(value: unknown): boolean {
	return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_INSTALLMENTS
}
