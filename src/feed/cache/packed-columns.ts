import type { TransactionColumns } from '../../ledger/types'
import { parseColumns } from '../wire'

/**
 * Rows as the device stores them: numbers in typed arrays, all texts in one string. Storing and reading copies memory
 * instead of building a hundred thousand objects. `sum` tells damage.
 */
export interface PackedColumns {
	format: typeof PACKED_FORMAT
	rows: number
	/** revision, amount_cents, occurred_at, one after the other. */
	wide: Float64Array
	/** bill month as months since year 0, category, source, person (−1: none). */
	narrow: Int32Array
	/** installments; kind and voided as bits. */
	small: Uint8Array
	/** Ids (36 characters each), then descriptions and the three raw texts. */
	text: string
	/** Where each description and raw text ends in `text`; −1: null. */
	ends: Int32Array
	sum: number
}

export const PACKED_FORMAT = 1
const ID_LENGTH = 36
const TEXTS = ['description', 'category_text', 'source_text', 'person_text'] as const
const REFS = ['category_id', 'source_id', 'person_id'] as const
const WIDE = ['revision', 'amount_cents', 'occurred_at'] as const

export function packColumns(columns: TransactionColumns): PackedColumns {
	const rows = columns.id.length
	const wide = new Float64Array(rows * WIDE.length)
	const narrow = new Int32Array(rows * (1 + REFS.length))
	const small = new Uint8Array(rows * 2)
	const ends = new Int32Array(rows * TEXTS.length)
	const pieces: string[] = [columns.id.join('')]
	WIDE.forEach((name, k) => {
		wide.set(columns[name], k * rows)
	})
	let length = rows * ID_LENGTH
	for (let i = 0; i < rows; i++) {
		const month = columns.bill_month[i]!
		narrow[i] = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
		small[i] = columns.installments[i]!
		small[rows + i] = (columns.kind[i] === 'income' ? 1 : 0) | (columns.voided[i] ? 2 : 0)
	}
	REFS.forEach((name, k) => {
		for (let i = 0; i < rows; i++) narrow[(k + 1) * rows + i] = columns[name][i] ?? -1
	})
	TEXTS.forEach((name, k) => {
		for (let i = 0; i < rows; i++) {
			const value = columns[name][i]
			if (value === null || value === undefined) {
				ends[k * rows + i] = -1
				continue
			}
			pieces.push(value)
			length += value.length
			ends[k * rows + i] = length
		}
	})
	const text = pieces.join('')
	const packed = { format: PACKED_FORMAT, rows, wide, narrow, small, text, ends } as const
	return { ...packed, sum: checksum(packed) }
}

/** Null: damaged, of another version, or never ours. */
export function unpackColumns(value: unknown): TransactionColumns | null {
	if (!isPacked(value) || value.sum !== checksum(value)) return null
	const { rows, wide, narrow, small, text, ends } = value
	const columns: Record<string, unknown[]> = {
		id: Array.from({ length: rows }, (_, i) => text.slice(i * ID_LENGTH, (i + 1) * ID_LENGTH)),
		installments: Array.from(small.subarray(0, rows)),
		kind: Array.from(small.subarray(rows), (bits) => (bits & 1 ? 'income' : 'expense')),
		voided: Array.from(small.subarray(rows), (bits) => (bits & 2) !== 0),
		bill_month: Array.from(narrow.subarray(0, rows), monthText),
	}
	WIDE.forEach((name, k) => {
		columns[name] = Array.from(wide.subarray(k * rows, (k + 1) * rows))
	})
	REFS.forEach((name, k) => {
		columns[name] = Array.from(narrow.subarray((k + 1) * rows, (k + 2) * rows), (id) => (id < 0 ? null : id))
	})
	let start = rows * ID_LENGTH
	TEXTS.forEach((name, k) => {
		const column: (string | null)[] = new Array(rows)
		for (let i = 0; i < rows; i++) {
			const end = ends[k * rows + i]!
			column[i] = end < 0 ? null : text.slice(start, end)
			if (end >= 0) start = end
		}
		columns[name] = column
	})
	return parseColumns(columns)
}

const monthTexts = new Map<number, string>()

/** Few months come again and again: each is one text, which readers know again without looking at its letters. */
function monthText(number: number): string {
	let text = monthTexts.get(number)
	if (text === undefined) {
		text = `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
		monthTexts.set(number, text)
	}
	return text
}

function isPacked(value: unknown): value is PackedColumns {
	if (typeof value !== 'object' || value === null) return false
	const packed = value as Partial<PackedColumns>
	const rows = packed.rows
	return (
		packed.format === PACKED_FORMAT &&
		Number.isSafeInteger(rows) &&
		(rows as number) >= 0 &&
		packed.wide instanceof Float64Array &&
		packed.wide.length === (rows as number) * WIDE.length &&
		packed.narrow instanceof Int32Array &&
		packed.narrow.length === (rows as number) * (1 + REFS.length) &&
		packed.small instanceof Uint8Array &&
		packed.small.length === (rows as number) * 2 &&
		packed.ends instanceof Int32Array &&
		packed.ends.length === (rows as number) * TEXTS.length &&
		typeof packed.text === 'string'
	)
}

/** FNV-1a over the numbers and the texts. */
function checksum(packed: Omit<PackedColumns, 'sum'>): number {
	const { wide, narrow, small, ends, text } = packed
	let hash = mixed(0x811c9dc5, new Int32Array(wide.buffer, wide.byteOffset, wide.length * 2))
	hash = mixed(hash, narrow)
	hash = mixed(hash, small)
	hash = mixed(hash, ends)
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
	return hash >>> 0
}

function mixed(start: number, words: Int32Array | Uint8Array): number {
	let hash = start
	for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193)
	return hash
}
