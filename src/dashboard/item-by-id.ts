import { type Accessor, createMemo } from 'solid-js'
import type { LedgerSession } from '../app/session'
import { heldItem } from '../metrics/live/held-rows'
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
