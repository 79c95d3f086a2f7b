import type { Ledger } from '../../ledger/types'

/**
 * Which ledgers a person had when the server was last asked, so that a visit without network can open the device's copy
 * of one. Storage that is full or forbidden only means that such a visit shows none.
 */
const keyOf = (userId: string) => `painel.ledgers.${userId}`

export function rememberLedgers(userId: string, ledgers: readonly Ledger[]): void {
	try {
		globalThis.localStorage?.setItem(keyOf(userId), JSON.stringify(ledgers))
	} catch {
		// As if there were none.
	}
}

/** Null: none remembered, or not in a form that is ours. */
export function rememberedLedgers(userId: string): Ledger[] | null {
	try {
		const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(keyOf(userId)) ?? 'null')
		return Array.isArray(stored) && stored.length > 0 && stored.every(isLedger) ? stored : null
	} catch {
		return null
	}
}

export function forgetLedgers(userId: string): void {
	try {
		globalThis.localStorage?.removeItem(keyOf(userId))
	} catch {
		// There is none.
	}
}

function isLedger(value: unknown): value is Ledger {
	if (typeof value !== 'object' || value === null) return false
	const { id, name, currency, timezone, basis, corrections, role } = value as Record<string, unknown>
	const texts = [id, name, currency, timezone].every((text) => typeof text === 'string')
	return (
		texts &&
		(basis === 'bill' || basis === 'purchase') &&
		typeof corrections === 'boolean' &&
		(role === 'owner' || role === 'editor' || role === 'viewer')
	)
}
