/**
 * Names an item for ever: the slot of its transaction and its installment (1 to 120), in 31 bits. Slots are never reused, so
 * an item id never comes to mean another item.
 */
export type ItemId = number

const INSTALLMENT_BITS = 7

/** How many slots there can be: slot + 1 fits in 24 bits. */
export const MAX_SLOTS = 2 ** 24 - 1

export function itemIdOf(slot: number, installment: number): ItemId {
	return (slot << INSTALLMENT_BITS) | installment
}

export function slotOf(item: ItemId): number {
	return item >> INSTALLMENT_BITS
}

export function installmentOf(item: ItemId): number {
	return item & ((1 << INSTALLMENT_BITS) - 1)
}
