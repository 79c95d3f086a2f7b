import { rowsOfColumns, toPlainColumns } from '../../ledger/columns'
import { type PackedColumns, packColumns, unpackColumns } from '../device-cache/format'
import { mergedHeader } from '../device-cache/header'
import type { CachedLedger, FeedCache } from '../ports'
import type { Version } from './fake-ledger'

interface Stored {
	header: CachedLedger['header']
	parts: PackedColumns[]
}

/** A device that outlives pages: what one feed saves, the next one loads. */
export interface FakeDevice {
	stored: Stored | null
	/** From now on nothing is written: the page died before it could. */
	crashed: boolean
	/** No room: rows are refused. */
	full?: boolean
	/** Connections that were not closed. */
	open?: number
	/** Each wipe so far. */
	wiped?: ('ledger' | 'user')[]
}

/** The rows that the device holds, every stored version of them. */
export function rowsOn(device: FakeDevice): Version[] {
	return (device.stored?.parts ?? []).flatMap((part) => rowsOfColumns(toPlainColumns(unpackColumns(part)!)))
}

/** The cache's contract in memory, for tests on a fake clock. The real one has tests of its own. */
export function makeMemoryCache(device: FakeDevice): FeedCache {
	let mine: Stored | null | undefined
	let dead = false
	device.open = (device.open ?? 0) + 1
	return {
		async load() {
			const found = device.stored
			if (!found) return null
			const parts = [...found.parts]
			return {
				header: structuredClone(found.header),
				async read(onPart) {
					mine = found
					for (const part of parts) {
						const columns = unpackColumns(part)
						if (!columns) throw new Error('damaged')
						await onPart(columns)
					}
				},
			}
		},
		async save(columns, header) {
			if (dead || device.crashed || device.full) return false
			if (mine === undefined) device.stored = mine = { header, parts: [] }
			if (device.stored !== mine || !mine) return false
			mine.header = structuredClone(mergedHeader(mine.header, header))
			mine.parts.push(...columns.filter((batch) => batch.id.length > 0).map(packColumns))
			return true
		},
		async wipe() {
			device.wiped = [...(device.wiped ?? []), 'ledger']
			device.stored = null
			mine = undefined
		},
		async wipeUser() {
			device.wiped = [...(device.wiped ?? []), 'user']
			device.stored = null
			mine = null
		},
		close() {
			if (!dead) device.open = (device.open ?? 0) - 1
			dead = true
		},
	}
}
