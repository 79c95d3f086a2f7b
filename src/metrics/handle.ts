/**
 * A handle names an item for ever: the slot of its transaction and its installment (1 to 120), in 31 bits.
 * Slots are never reused, so a handle never comes to mean another item.
 */
export type Handle = number

const INSTALLMENT_BITS = 7

/** Slots a handle has room for. */
export const MAX_SLOTS = 1 << (31 - INSTALLMENT_BITS)

export function handleOf(slot: number, installment: number): Handle {
	return (slot << INSTALLMENT_BITS) | installment
}

export function slotOf(handle: Handle): number {
	return handle >> INSTALLMENT_BITS
}

export function installmentOf(handle: Handle): number {
	return handle & ((1 << INSTALLMENT_BITS) - 1)
}
