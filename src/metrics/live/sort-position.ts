import { type ItemId, installmentOf, slotOf } from '../store/item-id'
import type { Store } from '../store/store'

/**
 * Where an item stands: by a key (an amount, a revision), the larger first; ties newest first, then by id. A total order, so
 * that the same rows give the same list whatever way they came. Kept by value, for the item may go while it is compared with.
 */
export interface SortPosition {
	key: number
	day: number
	occurredAt: number
	id: readonly number[]
	installment: number
}

export function sortPositionOf(store: Store, key: number, handle: ItemId): SortPosition {
	const slot = slotOf(handle)
	return {
		key,
		day: store.dayOf(handle),
		occurredAt: store.transactions.occurredAt[slot]!,
		id: [...store.transactions.ids.subarray(slot * 4, slot * 4 + 4)],
		installment: installmentOf(handle),
	}
}

/** Negative when `a` stands before `b`. */
export function comparePositions(a: SortPosition, b: SortPosition): number {
	return (
		b.key - a.key ||
		b.day - a.day ||
		b.occurredAt - a.occurredAt ||
		a.id[0]! - b.id[0]! ||
		a.id[1]! - b.id[1]! ||
		a.id[2]! - b.id[2]! ||
		a.id[3]! - b.id[3]! ||
		a.installment - b.installment
	)
}

/** Negative when the item of `a` is the newer one: by day, then by instant; ties by id and installment. No allocation. */
export function newestFirst(store: Store, a: ItemId, b: ItemId): number {
	if (a === b) return 0
	const days = store.dayOf(b) - store.dayOf(a)
	if (days !== 0) return days
	const { ids, occurredAt } = store.transactions
	const slotA = slotOf(a)
	const slotB = slotOf(b)
	const instants = occurredAt[slotB]! - occurredAt[slotA]!
	if (instants !== 0) return instants
	for (let word = 0; word < 4; word++) {
		const difference = ids[slotA * 4 + word]! - ids[slotB * 4 + word]!
		if (difference !== 0) return difference
	}
	return installmentOf(a) - installmentOf(b)
}
