import { type Extent, isExtent } from '../coverage'
import type { CacheHeader } from '../ports'
import { PACKED_FORMAT, type PackedColumns, packedRevisions } from './format'

export interface StoredHeader extends CacheHeader {
	format: typeof PACKED_FORMAT
	user: string
	ledger: string
	/** Tells this copy from one that was wiped and begun anew meanwhile. */
	generation: string
	parts: number
	rows: number
	/** Rows when history was first complete. */
	rowsComplete: number
}

/** A header that claims no rows yet. */
export function blankHeader(
	user: string,
	ledger: string,
	generation: string,
	header: CacheHeader,
): StoredHeader {
	const extent = { ...header.extent, applied: header.extent.floor, filled: 0, window: null }
	const nothing = { parts: 0, rows: 0, rowsComplete: 0 }
	return { ...header, ...nothing, extent, format: PACKED_FORMAT, user, ledger, generation }
}

/** A stored header is believed only if it is of this version, this user and this ledger, and makes sense. */
export function isHeaderOf(stored: StoredHeader, user: string, ledger: string): boolean {
	return (
		stored.format === PACKED_FORMAT &&
		stored.user === user &&
		stored.ledger === ledger &&
		typeof stored.generation === 'string' &&
		typeof stored.database === 'string' &&
		Number.isSafeInteger(stored.parts) &&
		isExtent(stored.extent) &&
		Number.isSafeInteger(stored.head) &&
		(stored.settings === null || stored.settings?.ledger?.id === ledger)
	)
}

/**
 * What may be claimed of a copy that two tabs, or a page and its successor, write to. Both headers describe the same
 * generation, so for each end of the extent the farther one holds for both: it never moves back.
 */
export function mergedHeader(stored: CacheHeader, header: CacheHeader): CacheHeader {
	const isNewer = header.extent.applied >= stored.extent.applied
	const { window } = isNewer && header.extent.window ? header.extent : stored.extent
	return {
		...(isNewer ? header : stored),
		head: Math.max(stored.head, header.head),
		extent: {
			floor: stored.extent.floor,
			applied: Math.max(stored.extent.applied, header.extent.applied),
			filled: Math.max(stored.extent.filled, header.extent.filled),
			window: window ?? header.extent.window,
		},
	}
}

/** Has another tab stored these rows, or newer versions of them, already? */
export function isStored(part: PackedColumns, extent: Extent): boolean {
	return packedRevisions(part).every((revision) =>
		revision > extent.floor ? revision <= extent.applied : revision <= extent.filled,
	)
}
