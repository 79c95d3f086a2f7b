import { MAX_INSTALLMENTS } from './limits'
import { isBillMonth, rememberedMonthName, rememberedMonthNumber } from './month'
import { Numbered } from './numbered'
import type { BillMonth, Cents, Kind, Move, TransactionColumns } from './types'
import { formatUuid, parseUuid } from './uuid'

/**
 * The columns of a transaction and what each holds, stated once. The wire, the device's storage, the demo and the tests go
 * by this table: a new column is a new line here.
 */
export const COLUMNS = {
	id: 'uuid',
	revision: 'revision',
	kind: 'kind',
	amount_cents: 'cents',
	installments: 'parts',
	bill_month: 'month',
	occurred_at: 'instant',
	description: 'text',
	category_id: 'reference',
	category_text: 'raw_text',
	source_id: 'reference',
	source_text: 'raw_text',
	person_id: 'reference',
	person_text: 'raw_text',
	voided: 'flag',
	to_source_id: 'reference',
	to_source_text: 'raw_text',
	part: 'part',
	parts: 'part',
	pays_month: 'given_month',
	moves: 'moves',
	refund_of: 'raw_text',
	bill_given: 'flag',
	imported: 'flag',
} as const satisfies Record<keyof TransactionColumns, keyof Values>

export type ColumnName = keyof typeof COLUMNS
export type ColumnType = (typeof COLUMNS)[ColumnName]

export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[]

/** The columns in which few transactions have anything, and what all others have there. */
export const USUAL_VALUES = {
	to_source_id: null,
	to_source_text: null,
	part: null,
	parts: null,
	pays_month: null,
	moves: null,
	refund_of: null,
	bill_given: false,
	imported: false,
} as const satisfies Partial<TransactionRow>

/** A transaction of which nothing is known yet but when it happened. */
export function blankRow(id: string, occurred_at: number): TransactionRow {
	return {
		id,
		revision: 0,
		kind: 'expense',
		amount_cents: 0,
		installments: 1,
		bill_month: '1970-01',
		occurred_at,
		description: '',
		category_id: null,
		category_text: null,
		source_id: null,
		source_text: null,
		person_id: null,
		person_text: null,
		voided: false,
		...USUAL_VALUES,
	}
}

/** The kinds of a transaction; typed columns hold the position in this list. */
export const KINDS = ['expense', 'income', 'refund', 'transfer'] as const satisfies readonly Kind[]

/** One value of each type, as JSON has it. */
interface Values {
	uuid: string
	revision: number
	kind: Kind
	cents: Cents
	parts: number
	month: BillMonth
	instant: number
	text: string
	reference: number | null
	raw_text: string | null
	part: number | null
	given_month: BillMonth | null
	moves: readonly Move[] | null
	flag: boolean
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** The database allows 280; some room, so that a later limit does not blind older pages. */
const LONGEST_TEXT = 2000

type Test = (value: unknown) => boolean

const integer: Test = (v) => Number.isSafeInteger(v)
const natural: Test = (v) => Number.isSafeInteger(v) && (v as number) >= 0
const text: Test = (v) => typeof v === 'string' && v.length <= LONGEST_TEXT
const isPart: Test = (v) => natural(v) && (v as number) >= 1 && (v as number) <= MAX_INSTALLMENTS
const isMonth: Test = (v) => typeof v === 'string' && isBillMonth(v)

/** Entries [part, bill or null], one at least, ascending by part. */
function areMoves(value: unknown): boolean {
	if (!Array.isArray(value) || value.length === 0) return false
	let before = 0
	for (const move of value) {
		if (!Array.isArray(move) || move.length !== 2) return false
		const [part, bill] = move
		if (!isPart(part) || part <= before || !(bill === null || isMonth(bill))) return false
		before = part
	}
	return true
}

/** What a value of each type must be, in JSON. */
export const FITS: Record<ColumnType, Test> = {
	uuid: (v) => typeof v === 'string' && UUID.test(v),
	revision: (v) => natural(v) && (v as number) > 0,
	kind: (v) => (KINDS as readonly unknown[]).includes(v),
	cents: natural,
	parts: isPart,
	month: isMonth,
	instant: integer,
	text,
	reference: (v) => v === null || natural(v),
	raw_text: (v) => v === null || text(v),
	part: (v) => v === null || isPart(v),
	given_month: (v) => v === null || isMonth(v),
	moves: (v) => v === null || areMoves(v),
	flag: (v) => typeof v === 'boolean',
}

/** The same in typed arrays. */
export interface TypedValues {
	/** Four words, the first digits in the first. */
	uuid: Uint32Array
	revision: Float64Array
	/** Position in `KINDS`. */
	kind: Uint8Array
	cents: Float64Array
	parts: Uint8Array
	/** Months since year 0: `year * 12 + month - 1`. */
	month: Int32Array
	instant: Float64Array
	/** Which of `texts`. */
	text: Int32Array
	/** −1 stands for null. */
	reference: Int32Array
	/** Which of `texts`; −1 stands for null. */
	raw_text: Int32Array
	/** 0 stands for null. */
	part: Uint8Array
	/** As `month`; −1 stands for null. */
	given_month: Int32Array
	/** Which of `texts`, where they lie as JSON; −1 stands for null. */
	moves: Int32Array
	/** 1: true. */
	flag: Uint8Array
}

/** One transaction of `TransactionColumns`. */
export type TransactionRow = { [Name in ColumnName]: TransactionColumns[Name][number] }

/**
 * `TransactionColumns` with numbers in typed arrays and each different text once: what the device keeps, and the quickest
 * way into the metrics store, since it makes no object for a row. A column has `rows` entries, `id` four words for each.
 */
export type TypedColumns = { [Name in ColumnName]: TypedValues[(typeof COLUMNS)[Name]] } & {
	rows: number
	/** Each different description and raw text once, in any order. */
	texts: readonly string[]
}

/** Gives each different text its number. */
type TextNumbers = (text: string) => number

/** How values of one type lie in memory. */
interface Codec<Value, Memory> {
	array: { new (buffer: ArrayBuffer, start: number, length: number): Memory; BYTES_PER_ELEMENT: number }
	/** Entries of the array for each row. */
	width: number
	write(values: readonly Value[], memory: Memory, numberOf: TextNumbers): void
	read(memory: Memory, row: number, texts: readonly string[]): Value
}

const asNumbers = {
	width: 1,
	write(values: readonly number[], memory: { set(values: readonly number[]): void }) {
		memory.set(values)
	},
	read: (memory: Float64Array | Uint8Array, row: number) => memory[row]!,
}

// Each writer has a loop of its own: it runs for every row of a snapshot, and a shared loop would call a function a value.
const CODECS: { [Type in ColumnType]: Codec<Values[Type], TypedValues[Type]> } = {
	uuid: {
		array: Uint32Array,
		width: 4,
		write(values, memory) {
			for (let row = 0; row < values.length; row++) parseUuid(values[row]!, memory, row * 4)
		},
		read: (memory, row) => formatUuid(memory, row * 4),
	},
	revision: { array: Float64Array, ...asNumbers },
	cents: { array: Float64Array, ...asNumbers },
	instant: { array: Float64Array, ...asNumbers },
	parts: { array: Uint8Array, ...asNumbers },
	kind: {
		array: Uint8Array,
		width: 1,
		write(values, memory) {
			for (let row = 0; row < values.length; row++) memory[row] = KINDS.indexOf(values[row]!)
		},
		read: (memory, row) => KINDS[memory[row]!]!,
	},
	month: {
		array: Int32Array,
		width: 1,
		write(values, memory) {
			for (let row = 0; row < values.length; row++) memory[row] = rememberedMonthNumber(values[row]!)
		},
		read: (memory, row) => rememberedMonthName(memory[row]!),
	},
	text: {
		array: Int32Array,
		width: 1,
		write(values, memory, numberOf) {
			for (let row = 0; row < values.length; row++) memory[row] = numberOf(values[row]!)
		},
		read: (memory, row, texts) => texts[memory[row]!]!,
	},
	raw_text: {
		array: Int32Array,
		width: 1,
		write(values, memory, numberOf) {
			for (let row = 0; row < values.length; row++) {
				const text = values[row] ?? null
				memory[row] = text === null ? -1 : numberOf(text)
			}
		},
		read: (memory, row, texts) => texts[memory[row]!] ?? null,
	},
	reference: {
		array: Int32Array,
		width: 1,
		write(values, memory) {
			for (let row = 0; row < values.length; row++) memory[row] = values[row] ?? -1
		},
		read: (memory, row) => (memory[row]! < 0 ? null : memory[row]!),
	},
	part: {
		array: Uint8Array,
		width: 1,
		write(values, memory) {
			for (let row = 0; row < values.length; row++) memory[row] = values[row] ?? 0
		},
		read: (memory, row) => memory[row]! || null,
	},
	given_month: {
		array: Int32Array,
		width: 1,
		write(values, memory) {
			for (let row = 0; row < values.length; row++) {
				const month = values[row] ?? null
				memory[row] = month === null ? -1 : rememberedMonthNumber(month)
			}
		},
		read: (memory, row) => (memory[row]! < 0 ? null : rememberedMonthName(memory[row]!)),
	},
	moves: {
		array: Int32Array,
		width: 1,
		write(values, memory, numberOf) {
			for (let row = 0; row < values.length; row++) {
				const moves = values[row] ?? null
				memory[row] = moves === null ? -1 : numberOf(JSON.stringify(moves))
			}
		},
		read: (memory, row, texts) =>
			memory[row]! < 0 ? null : (JSON.parse(texts[memory[row]!]!) as readonly Move[]),
	},
	flag: {
		array: Uint8Array,
		width: 1,
		write(values, memory) {
			for (let row = 0; row < values.length; row++) memory[row] = values[row] ? 1 : 0
		},
		read: (memory, row) => memory[row] === 1,
	},
}

/** The codec of a column, for code that goes through all of them. */
const codecOf = (name: ColumnName) => CODECS[COLUMNS[name]] as Codec<unknown, unknown>

/** Widest values first, so that all columns fit into one buffer without gaps. */
const LAYOUT = [...COLUMN_NAMES].sort(
	(a, b) => codecOf(b).array.BYTES_PER_ELEMENT - codecOf(a).array.BYTES_PER_ELEMENT,
)

/** Bytes of one row in a buffer of typed columns. */
export const TYPED_ROW_BYTES = LAYOUT.reduce(
	(sum, name) => sum + codecOf(name).array.BYTES_PER_ELEMENT * codecOf(name).width,
	0,
)

/** The columns of `rows` rows that lie in a buffer, from its start. */
export function typedColumnsIn(buffer: ArrayBuffer, rows: number, texts: readonly string[]): TypedColumns {
	const columns: Record<string, unknown> = { rows, texts }
	let start = 0
	for (const name of LAYOUT) {
		const { array, width } = codecOf(name)
		columns[name] = new array(buffer, start, rows * width)
		start += rows * width * array.BYTES_PER_ELEMENT
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
	const texts = new Numbered<string>()
	const typed = typedColumnsIn(buffer ?? new ArrayBuffer(rows * TYPED_ROW_BYTES), rows, texts.values)
	const numberOf = (text: string) => texts.enter(text)
	for (const name of COLUMN_NAMES) codecOf(name).write(columns[name], typed[name], numberOf)
	return typed
}

/** Typed columns as the columns of JSON they were made from. */
export function toPlainColumns(typed: TypedColumns): TransactionColumns {
	return columnsFrom((name) => {
		const { read } = codecOf(name)
		return Array.from({ length: typed.rows }, (_, row) => read(typed[name], row, typed.texts))
	})
}

/** One value of typed columns, as JSON has it. */
export function readValue(typed: TypedColumns, name: ColumnName, row: number): unknown {
	return codecOf(name).read(typed[name], row, typed.texts)
}

/** Columns without a row. */
export function emptyColumns(): TransactionColumns {
	return columnsFrom(() => [])
}

/** Rows in column form. */
export function columnsOfRows(rows: readonly TransactionRow[]): TransactionColumns {
	return columnsFrom((name) => rows.map((row) => row[name]))
}

/** Columns as rows. */
export function rowsOfColumns(columns: TransactionColumns): TransactionRow[] {
	return columns.id.map((_, row) => {
		const made: Record<string, unknown> = {}
		for (const name of COLUMN_NAMES) made[name] = columns[name][row]
		return made as TransactionRow
	})
}

/** The rows from `start` to before `end`, as `Array.slice` counts. */
export function sliceColumns(columns: TransactionColumns, start: number, end?: number): TransactionColumns {
	return columnsFrom((name) => columns[name].slice(start, end))
}

/** Columns of what `column` gives for each name; it gives values of the column's type, and equally many of each. */
export function columnsFrom(column: (name: ColumnName) => readonly unknown[]): TransactionColumns {
	const columns: Record<string, unknown> = {}
	for (const name of COLUMN_NAMES) columns[name] = column(name)
	return columns as unknown as TransactionColumns
}

export function isTyped(rows: TransactionColumns | TypedColumns): rows is TypedColumns {
	return 'texts' in rows
}
