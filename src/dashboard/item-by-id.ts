import { type Accessor, createMemo } from 'solid-js'
import type { LedgerSession } from '../app/session'
import type { Metrics } from '../metrics'
import { type ItemId, itemIdOf } from '../metrics/store/item-id'
import type { BillItem } from '../metrics/types'

/**
 * The installment of a transaction by its id, as it is now, whatever the filter shows; null when it was undone or isn't held.
 * Where a correction left it without that installment, it is the first that it has.
 */
export function createItemById(
	{ metrics, version }: Pick<LedgerSession, 'metrics' | 'version'>,
	wanted: Accessor<{ id: string; installment: number } | null>,
): Accessor<BillItem | null> {
	return createMemo(() => {
		version()
		const now = wanted()
		const item = now && heldItem(metrics, now.id, now.installment)
		return item === null ? null : metrics.item(item)
	})
}

/** The item of a transaction's part, or of its first where there is no such part any more; null: it has none. */
function heldItem(metrics: Metrics, id: string, part: number): ItemId | null {
	const { store } = metrics.source()
	const slot = store.transactions.ids.find(id)
	if (slot < 0 || store.transactions.installments[slot] === 0) return null
	const item = itemIdOf(slot, part)
	return store.has(item) ? item : store.firstItem(slot)
}
