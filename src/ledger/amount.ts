import { MAX_AMOUNT_CENTS } from './limits'
import type { Cents, RejectReason } from './types'

export type AmountAnswer = { cents: Cents } | { reason: RejectReason }

/**
 * Reads an amount as the inbox does: `value` is what the JSON held, a number or a string.
 *
 * A number has at most 2 decimals; a string is `1.234,56`, `1234,5`, `1234.56` or `1,234.56`, with `R$` or `BRL` before it or
 * `reais`, `real` or `BRL` after it. So the number 1.234 is refused while the Brazilian string "1.234" is R$ 1.234,00.
 *
 * @example parseAmount('R$ 52,90') // { cents: 5290 }
 * @example parseAmount(12.345) // { reason: 'amount_unreadable' }
 */
export function parseAmount(value: unknown): AmountAnswer {
	if (value === null || value === undefined) return { reason: 'amount_missing' }
	if (typeof value === 'number') return parseNumber(value)
	if (typeof value === 'string') return parseText(value)
	return { reason: 'amount_unreadable' }
}

function parseNumber(value: number): AmountAnswer {
	if (Number.isNaN(value)) return { reason: 'amount_unreadable' }
	const cents = Math.round(value * 100)
	// `cents / 100` is the double nearest to a number of two decimals: only what was written so is equal to it.
	// From 2^53 on doubles are whole, and `value * 100` may no longer be exact.
	if (Math.abs(value) < Number.MAX_SAFE_INTEGER && cents / 100 !== value)
		return { reason: 'amount_unreadable' }
	return inRange(cents, value <= 0)
}

const AFFIXES = /^(-?)(?:(?:r\$|brl)\s*)?(-?)([\d.,]+)(?:\s*(?:reais|real|brl))?$/i
/** Dots group, a comma starts the decimals. A group cannot follow a leading zero: "0.500" may mean 50 cents. */
const GROUPED_BY_DOTS = /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))?$/
const PLAIN = /^(\d+)(?:[.,](\d{1,2}))?$/
/** Commas group only where a dot follows: "1,234" alone could be either. */
const GROUPED_BY_COMMAS = /^([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})$/

function parseText(value: string): AmountAnswer {
	const text = value.trim()
	if (text === '') return { reason: 'amount_missing' }
	const affixes = AFFIXES.exec(text)
	if (!affixes || (affixes[1] && affixes[2])) return { reason: 'amount_unreadable' }
	const digits = affixes[3]!
	const parts = GROUPED_BY_DOTS.exec(digits) ?? PLAIN.exec(digits) ?? GROUPED_BY_COMMAS.exec(digits)
	if (!parts) return { reason: 'amount_unreadable' }
	const whole = parts[1]!.replace(/[.,]/g, '')
	const cents = Number(whole) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
	return inRange(cents, cents === 0 || Boolean(affixes[1] || affixes[2]))
}

function inRange(cents: number, notPositive: boolean): AmountAnswer {
	if (notPositive) return { reason: 'amount_not_positive' }
	if (cents > MAX_AMOUNT_CENTS) return { reason: 'amount_too_large' }
	return { cents }
}
