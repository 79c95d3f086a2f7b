/**
 * A handle names an item for ever: the slot of its transaction and its installment (1 to 120), in 31 bits.
 * Slots are never reused, so a handle never comes to mean another item.
 */
export type ItemId = number

const INSTALLMENT_BITS = 7

/** Slots a handle has grown for. */
export const MAX_SLOTS = 1 << (31 - INSTALLMENT_BITS)

export function itemIdOf(slot: number, installment: number): ItemId {
	return (slot << INSTALLMENT_BITS) | installment
}

export function slotOf(handle: ItemId): number {
	return handle >> INSTALLMENT_BITS
}

export function installmentOf(handle: ItemId): number {
	return handle & ((1 << INSTALLMENT_BITS) - 1)
}
