import { TYPED_ROW_BYTES, type TypedColumns, toTypedColumns, typedColumnsIn } from '../../ledger/columns'
import type { TransactionColumns } from '../../ledger/types'
import { fitTypedColumns } from '../wire'

/**
 * Rows as the device stores them: all numbers in one buffer, each different text once in one string. Storing and reading
 * copies memory instead of building objects; unpacking makes views of the buffer and a string per different text.
 */
export interface PackedColumns {
	format: typeof PACKED_FORMAT
	rows: number
	/** The typed columns one after the other, then where each of the different texts ends in `text`, 4 bytes each. */
	numbers: ArrayBuffer
	text: string
	/** Tells damage. */
	sum: number
}

/** Grows whenever the layout of the columns or of the settings beside them changes. What another version wrote is dropped, and read from the server again. */
export const PACKED_FORMAT = 8

export function packColumns(columns: TransactionColumns): PackedColumns {
	const rows = columns.id.length
	const typed = toTypedColumns(columns)
	const ends = new Uint32Array(typed.texts.length)
	let end = 0
	typed.texts.forEach((text, number) => {
		end += text.length
		ends[number] = end
	})
	const start = textsStart(rows)
	const numbers = new ArrayBuffer(start + ends.byteLength)
	new Uint8Array(numbers).set(new Uint8Array(typed.revision.buffer))
	new Uint32Array(numbers, start).set(ends)
	const text = typed.texts.join('')
	return { format: PACKED_FORMAT, rows, numbers, text, sum: checksum(numbers, text) }
}

/** Null: damaged, of another version, or never ours. */
export function unpackColumns(value: unknown): TypedColumns | null {
	if (!isPacked(value) || value.sum !== checksum(value.numbers, value.text)) return null
	const { rows, numbers, text } = value
	const ends = new Uint32Array(numbers, textsStart(rows))
	const texts = new Array<string>(ends.length)
	let start = 0
	for (let number = 0; number < ends.length; number++) {
		const end = ends[number]!
		if (end < start) return null
		texts[number] = text.slice(start, end)
		start = end
	}
	if (start !== text.length) return null
	const columns = typedColumnsIn(numbers, rows, texts)
	return fitTypedColumns(columns) ? columns : null
}

/** The revisions of a part, without unpacking the rest. */
export function packedRevisions({ numbers, rows }: PackedColumns): Float64Array {
	return typedColumnsIn(numbers, rows, []).revision
}

/** Words of four bytes begin at a multiple of four. */
function textsStart(rows: number): number {
	return Math.ceil((rows * TYPED_ROW_BYTES) / 4) * 4
}

function isPacked(value: unknown): value is PackedColumns {
	if (typeof value !== 'object' || value === null) return false
	const { format, rows, numbers, text } = value as Partial<PackedColumns>
	return (
		format === PACKED_FORMAT &&
		Number.isSafeInteger(rows) &&
		(rows as number) >= 0 &&
		numbers instanceof ArrayBuffer &&
		numbers.byteLength % 4 === 0 &&
		numbers.byteLength >= textsStart(rows as number) &&
		typeof text === 'string'
	)
}

/** FNV-1a over the numbers, word by word, and the letters. */
function checksum(numbers: ArrayBuffer, text: string): number {
	const words = new Int32Array(numbers)
	let hash = 0x811c9dc5
	for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words[at]!, 0x01000193)
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
	return hash >>> 0
}
