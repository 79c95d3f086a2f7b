import { type Accessor, createMemo } from 'solid-js'
import type { LedgerSession } from '../app/session'
import { sortedItems } from '../metrics/live/sorted-items'
import type { BillItem } from '../metrics/types'

/**
 * The installment of a transaction by its id, as it is now; null when it was undone or isn't held. Looked for again when
 * the figures change, first where it was found before.
 */
export function createItemById(
	{ metrics, version }: LedgerSession,
	wanted: Accessor<{ id: string; installment: number } | null>,
): Accessor<BillItem | null> {
	const found = createMemo<{ handle: number; item: BillItem } | null>((before) => {
		version()
		const now = wanted()
		if (!now) return null
		const fits = (item: BillItem | null) => item?.id === now.id && item.installment === now.installment
		if (before) {
			const item = metrics.item(before.handle)
			if (item && fits(item)) return { handle: before.handle, item }
		}
		const newest = metrics.newest(50).find((item) => fits(item))
		if (newest) return { handle: -1, item: newest }
		for (const handle of sortedItems(metrics, { by: 'date', descending: true })) {
			const item = metrics.item(handle)
			if (item && fits(item)) return { handle, item }
		}
		return null
	}, null)
	return () => found()?.item ?? null
}
