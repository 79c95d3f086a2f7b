import { rememberedMonthName, rememberedMonthNumber } from './month'
import type { TransactionColumns } from './types'
import { formatUuid, parseUuid } from './uuid'

/**
 * `TransactionColumns` with numbers in typed arrays and each different text once: what the device keeps, and the quickest
 * way into the metrics store, for it makes no object of any row. Columns have `rows` entries, `id` four words for each.
 */
export interface TypedColumns {
	rows: number
	/** The uuid as four words, the first digits in the first. */
	id: Uint32Array
	revision: Float64Array
	/** 0: expense, 1: income. */
	kind: Uint8Array
	amount_cents: Float64Array
	installments: Uint8Array
	/** Months since year 0: `year * 12 + month - 1`. */
	bill_month: Int32Array
	occurred_at: Float64Array
	/** −1 stands for null here and below. */
	category_id: Int32Array
	source_id: Int32Array
	person_id: Int32Array
	/** Which of `texts`. */
	description: Int32Array
	category_text: Int32Array
	source_text: Int32Array
	person_text: Int32Array
	/** 1: voided. */
	voided: Uint8Array
	/** Each different description and raw text once, in any order. */
	texts: readonly string[]
}

/** How each column lies in memory: values a row, and the array that holds them. Widest first, so that all fit into one buffer. */
const COLUMNS = [
	['revision', Float64Array, 1],
	['amount_cents', Float64Array, 1],
	['occurred_at', Float64Array, 1],
	['id', Uint32Array, 4],
	['category_id', Int32Array, 1],
	['source_id', Int32Array, 1],
	['person_id', Int32Array, 1],
	['description', Int32Array, 1],
	['category_text', Int32Array, 1],
	['source_text', Int32Array, 1],
	['person_text', Int32Array, 1],
	['bill_month', Int32Array, 1],
	['kind', Uint8Array, 1],
	['installments', Uint8Array, 1],
	['voided', Uint8Array, 1],
] as const

/** Bytes of one row in a buffer of typed columns. */
export const TYPED_ROW_BYTES = COLUMNS.reduce(
	(sum, [, type, width]) => sum + type.BYTES_PER_ELEMENT * width,
	0,
)

const REFS = ['category_id', 'source_id', 'person_id'] as const
const WIDE = ['revision', 'amount_cents', 'occurred_at'] as const
const TEXTS = ['description', 'category_text', 'source_text', 'person_text'] as const

/** The columns of `rows` rows that lie in a buffer, from its start. */
export function typedColumnsIn(buffer: ArrayBuffer, rows: number, texts: readonly string[]): TypedColumns {
	const columns: Record<string, unknown> = { rows, texts }
	let start = 0
	for (const [name, type, width] of COLUMNS) {
		columns[name] = new type(buffer, start, rows * width)
		start += rows * width * type.BYTES_PER_ELEMENT
	}
	return columns as unknown as TypedColumns
}

/**
 * Columns of JSON as typed ones, in `buffer` where one with room is given. What they hold must be within the rules of the
 * wire (`parseColumns` in the feed).
 *
 * @example metrics.apply(toTypedColumns(columns)) // the same as metrics.apply(columns)
 */
export function toTypedColumns(columns: TransactionColumns, buffer?: ArrayBuffer): TypedColumns {
	const rows = columns.id.length
	const texts: string[] = []
	const typed = typedColumnsIn(buffer ?? new ArrayBuffer(rows * TYPED_ROW_BYTES), rows, texts)
	for (const name of WIDE) typed[name].set(columns[name])
	for (let row = 0; row < rows; row++) {
		parseUuid(columns.id[row]!, typed.id, row * 4)
		typed.kind[row] = columns.kind[row] === 'income' ? 1 : 0
		typed.installments[row] = columns.installments[row]!
		typed.bill_month[row] = rememberedMonthNumber(columns.bill_month[row]!)
		typed.voided[row] = columns.voided[row] ? 1 : 0
		for (const name of REFS) typed[name][row] = columns[name][row] ?? -1
	}
	const numbers = new Map<string, number>()
	for (const name of TEXTS) {
		const column = columns[name]
		for (let row = 0; row < rows; row++) {
			const text = column[row] ?? null
			let number = text === null ? -1 : numbers.get(text)
			if (number === undefined) {
				number = texts.push(text!) - 1
				numbers.set(text!, number)
			}
			typed[name][row] = number
		}
	}
	return typed
}

/** Typed columns as the columns of JSON they were made from. */
export function toPlainColumns(typed: TypedColumns): TransactionColumns {
	const column = <T>(at: (row: number) => T) => Array.from({ length: typed.rows }, (_, row) => at(row))
	const ref = (name: (typeof REFS)[number]) =>
		column((row) => (typed[name][row]! < 0 ? null : typed[name][row]!))
	const text = (name: (typeof TEXTS)[number]) => column((row) => typed.texts[typed[name][row]!] ?? null)
	return {
		id: column((row) => formatUuid(typed.id, row * 4)),
		revision: [...typed.revision],
		kind: column((row) => (typed.kind[row] === 1 ? 'income' : 'expense')),
		amount_cents: [...typed.amount_cents],
		installments: [...typed.installments],
		bill_month: column((row) => rememberedMonthName(typed.bill_month[row]!)),
		occurred_at: [...typed.occurred_at],
		description: column((row) => typed.texts[typed.description[row]!]!),
		category_id: ref('category_id'),
		category_text: text('category_text'),
		source_id: ref('source_id'),
		source_text: text('source_text'),
		person_id: ref('person_id'),
		person_text: text('person_text'),
		voided: column((row) => typed.voided[row] === 1),
	}
}

export function isTyped(rows: TransactionColumns | TypedColumns): rows is TypedColumns {
	return 'texts' in rows
}
