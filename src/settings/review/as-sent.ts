import type { InboxItem } from '../../ledger/types'

/** What the person wrote, where the agent kept it: agents put it under one of these names. Null when none did. */
export function originalMessage(payload: unknown): string | null {
	if (typeof payload === 'string') return payload.trim() || null
	if (typeof payload !== 'object' || payload === null) return null
	for (const key of ['message', 'text', 'raw', 'body', 'transcript']) {
		const value = (payload as Record<string, unknown>)[key]
		if (typeof value === 'string' && value.trim() !== '') return value.trim()
		// WhatsApp's own shape: { text: { body } }.
		if (typeof value === 'object' && value !== null) {
			const { body } = value as Record<string, unknown>
			if (typeof body === 'string' && body.trim() !== '') return body.trim()
		}
	}
	return null
}

/** The amount exactly as sent, as text; null when there was none. */
export function amountAsSent({ amount }: Pick<InboxItem, 'amount'>): string | null {
	if (amount === null || amount === undefined) return null
	return typeof amount === 'string' ? amount : JSON.stringify(amount)
}
