import type { IDBPDatabase } from 'idb'
import { toPlainColumns } from '../../ledger/columns'
import type { TransactionColumns } from '../../ledger/types'
import { allParts, type CacheKey, inOneTransaction, type Schema } from './database'
import { type PackedColumns, packColumns, unpackColumns } from './format'

/** Rows per stored part: the largest page the feed reads, and a few milliseconds to unpack. */
const PART_ROWS = 4000
/** More parts than this of a few rows each are joined into one when read. */
export const SMALL_PARTS = 40

export function isSmall(part: { rows: number }): boolean {
	return part.rows < PART_ROWS / 20
}

/** Cuts rows into pieces that are stored as one part each. */
export function splitIntoParts(columns: TransactionColumns): TransactionColumns[] {
	const rows = columns.id.length
	if (rows === 0) return []
	if (rows <= PART_ROWS) return [columns]
	const pieces = []
	for (let start = 0; start < rows; start += PART_ROWS) {
		const piece: Record<string, unknown[]> = {}
		for (const [name, column] of Object.entries(columns)) piece[name] = column.slice(start, start + PART_ROWS)
		pieces.push(piece as unknown as TransactionColumns)
	}
	return pieces
}

/** Live rows arrive a few at a time. Without this a busy ledger's copy would become thousands of tiny parts. */
export function joinSmallParts(db: IDBPDatabase<Schema>, key: CacheKey, generation: string): Promise<void> {
	return inOneTransaction(db, async (headers, parts) => {
		const stored = await headers.get(key)
		if (!stored || stored.generation !== generation) return
		const kept: PackedColumns[] = []
		const joined: Record<string, unknown[]> = {}
		for (let part = 0; part < stored.parts; part++) {
			const packed = await parts.get([...key, part])
			if (!packed) return
			const columns = isSmall(packed) ? unpackColumns(packed) : null
			if (!columns) kept.push(packed)
			else
				for (const [name, column] of Object.entries(toPlainColumns(columns))) {
					joined[name] ??= []
					joined[name].push(...column)
				}
		}
		const all = [...kept, ...splitIntoParts(joined as unknown as TransactionColumns).map(packColumns)]
		await parts.delete(allParts(key))
		for (const [part, packed] of all.entries()) await parts.put(packed, [...key, part])
		await headers.put({ ...stored, parts: all.length }, key)
	})
}
