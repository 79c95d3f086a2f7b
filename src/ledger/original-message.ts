import type { InboxItem } from './types'

/** Longest message shown, in UTF-16 units: a payload may hold anything. */
export const LONGEST_MESSAGE = 2_000

/** Longest amount shown: it may be any JSON. */
export const LONGEST_AMOUNT = 200

/** Where agents put the person's words, in the order in which they are looked for. */
const FIELDS = ['message', 'text', 'raw', 'body', 'transcript', 'payload'] as const

/**
 * The person's own words in the payload of an inbox item, or null when the agent kept none. The payload is the text itself,
 * or an object with the text in one of `FIELDS`, also as WhatsApp wraps it: `{ text: { body } }`.
 */
export function originalMessage(payload: unknown): string | null {
	const whole = textOf(payload)
	if (whole !== null) return whole
	for (const field of FIELDS) {
		const value = valueIn(payload, field)
		const text = textOf(value) ?? textOf(valueIn(value, 'body'))
		if (text !== null) return text
	}
	return null
}

/** The amount exactly as the agent sent it, as text; null when there was none. */
export function amountAsSent({ amount }: Pick<InboxItem, 'amount'>): string | null {
	if (amount === null || amount === undefined) return null
	return bounded(typeof amount === 'string' ? amount : JSON.stringify(amount), LONGEST_AMOUNT)
}

function textOf(value: unknown): string | null {
	const text = typeof value === 'string' ? value.trim() : ''
	if (text === '') return null
	return bounded(text, LONGEST_MESSAGE)
}

/** A cut through an emoji would leave half of it. */
function bounded(text: string, longest: number): string {
	return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')
}

function valueIn(value: unknown, field: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined
}
