import { parseAmount } from './amount'
import type { Cents } from './types'

/** Amounts, both ends included. */
export interface AmountRange {
	from: Cents
	to: Cents
}

const ASKED = /^(>=|<=|>|<|≥|≤)?\s*(.+)$/
/** Cents are written out, so that "99" still finds a text with it. */
const WITH_CENTS = /[.,]\d\d$/

/**
 * What a search asks of the amount: "52,90" is that amount, ">100" and "<= 30" what is above or below; null: it asks for a text.
 *
 * @example amountSearch('>100') // { from: 10001, to: Number.MAX_SAFE_INTEGER }
 */
export function amountSearch(text: string): AmountRange | null {
	const asked = ASKED.exec(text.trim())
	if (!asked) return null
	const [, sign, written] = asked
	if (!sign && !WITH_CENTS.test(written!)) return null
	const read = parseAmount(written)
	if (!('cents' in read)) return null
	const { cents } = read
	const most = Number.MAX_SAFE_INTEGER
	if (sign === '>') return { from: cents + 1, to: most }
	if (sign === '>=' || sign === '≥') return { from: cents, to: most }
	if (sign === '<') return { from: 0, to: cents - 1 }
	if (sign === '<=' || sign === '≤') return { from: 0, to: cents }
	return { from: cents, to: cents }
}
