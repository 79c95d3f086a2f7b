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
	/** Ids (36 characters each), then each different description and raw text once. */
	text: string
	/** Where each of the different texts ends in `text`. */
	ends: Int32Array
	/** Which of them are the row's description and raw texts, column by column; −1: null. */
	texts: Int32Array
	sum: number
}

export const PACKED_FORMAT = 2
const ID_LENGTH = 36
const TEXTS = ['description', 'category_text', 'source_text', 'person_text'] as const
const REFS = ['category_id', 'source_id', 'person_id'] as const
const WIDE = ['revision', 'amount_cents', 'occurred_at'] as const

export function packColumns(columns: TransactionColumns): PackedColumns {
	const rows = columns.id.length
	const wide = new Float64Array(rows * WIDE.length)
	const narrow = new Int32Array(rows * (1 + REFS.length))
	const small = new Uint8Array(rows * 2)
	const texts = new Int32Array(rows * TEXTS.length)
	WIDE.forEach((name, k) => {
		wide.set(columns[name], k * rows)
	})
	for (let i = 0; i < rows; i++) {
		const month = columns.bill_month[i]!
		narrow[i] = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
		small[i] = columns.installments[i]!
		small[rows + i] = (columns.kind[i] === 'income' ? 1 : 0) | (columns.voided[i] ? 2 : 0)
	}
	REFS.forEach((name, k) => {
		for (let i = 0; i < rows; i++) narrow[(k + 1) * rows + i] = columns[name][i] ?? -1
	})
	// A map keeps its order: that of the numbers it gives.
	const numbers = new Map<string, number>()
	TEXTS.forEach((name, k) => {
		for (let i = 0; i < rows; i++) {
			const value = columns[name][i]
			let number = -1
			if (value !== null && value !== undefined) {
				number = numbers.get(value) ?? numbers.size
				if (number === numbers.size) numbers.set(value, number)
			}
			texts[k * rows + i] = number
		}
	})
	let end = rows * ID_LENGTH
	const ends = Int32Array.from(numbers.keys(), (value) => {
		end += value.length
		return end
	})
	const text = columns.id.join('') + [...numbers.keys()].join('')
	const packed = { format: PACKED_FORMAT, rows, wide, narrow, small, text, ends, texts } as const
	return { ...packed, sum: checksum(packed) }
}

/** Null: damaged, of another version, or never ours. */
export function unpackColumns(value: unknown): TransactionColumns | null {
	if (!isPacked(value) || value.sum !== checksum(value)) return null
	const { rows, wide, narrow, small, text, ends, texts } = value
	const columns: Record<string, unknown[]> = {
		id: filled(rows, (i) => text.slice(i * ID_LENGTH, (i + 1) * ID_LENGTH)),
		installments: filled(rows, (i) => small[i]),
		kind: filled(rows, (i) => (small[rows + i]! & 1 ? 'income' : 'expense')),
		voided: filled(rows, (i) => (small[rows + i]! & 2) !== 0),
		bill_month: filled(rows, (i) => monthText(narrow[i]!)),
	}
	WIDE.forEach((name, k) => {
		columns[name] = filled(rows, (i) => wide[k * rows + i])
	})
	REFS.forEach((name, k) => {
		columns[name] = filled(rows, (i) => {
			const id = narrow[(k + 1) * rows + i]!
			return id < 0 ? null : id
		})
	})
	// Rows that share a text get the same string: who takes them in need not look at its letters again.
	const different = filled(ends.length, (n) => text.slice(n > 0 ? ends[n - 1] : rows * ID_LENGTH, ends[n]))
	TEXTS.forEach((name, k) => {
		columns[name] = filled(rows, (i) => {
			const number = texts[k * rows + i]!
			return number < 0 ? null : different[number]
		})
	})
	return parseColumns(columns)
}

/** As `Array.from({ length }, …)`, several times as fast. */
function filled<T>(length: number, at: (i: number) => T): T[] {
	const values = new Array<T>(length)
	for (let i = 0; i < length; i++) values[i] = at(i)
	return values
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
		packed.texts instanceof Int32Array &&
		packed.texts.length === (rows as number) * TEXTS.length &&
		typeof packed.text === 'string'
	)
}

/** FNV-1a over the numbers and the texts. */
function checksum(packed: Omit<PackedColumns, 'sum'>): number {
	const { wide, narrow, small, ends, texts, text } = packed
	let hash = mixed(0x811c9dc5, new Int32Array(wide.buffer, wide.byteOffset, wide.length * 2))
	hash = mixed(hash, narrow)
	hash = mixed(hash, small)
	hash = mixed(hash, ends)
	hash = mixed(hash, texts)
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
	return hash >>> 0
}

function mixed(start: number, words: Int32Array | Uint8Array): number {
	let hash = start
	for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193)
	return hash
}
