import { parseAmount } from '../ledger/amount'
import type { Cents } from '../ledger/types'
import type { UnreadableReason } from './types'

export interface SignedAmount {
	/** Without its sign. May be zero. */
	cents: Cents
	/** The cell says minus: by a sign, by parentheses, or by a D for debit. */
	negative: boolean
	/** The cell itself says debit or credit, so it needs no other proof. */
	mark: 'debit' | 'credit' | null
}

/** All that is written for a minus, the typographic ones too. */
const MINUS = /[−–—‒‑﹣－]/g
/** D or C behind the number: `45,00D`, `2,06 D`, `(5,00) C`, `10,00 (D)`. */
const MARK = /^(.*[\d)])\s*\(?(D|C|DB|CR|D[EÉ]B(?:ITO)?|CR[EÉ]D(?:ITO)?)\)?\.?$/iu
const CURRENCY = /^(?:R\$|BRL|reais|real)$/i
const OTHER_CURRENCY = /US\$|U\$|USD|EUR|GBP|ARS|€|£|\$/i
/** A group of digits at a time, apart by spaces: `1 234,56`. */
const SPACED = /^\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?$/
/** More decimals than money has, all of them zero: `-12.340000000000`. Three digits after a dot are thousands. */
const LONG_DECIMALS = /^(\d+)\.(\d{2})0{2,}$/

/**
 * Reads an amount as banks and spreadsheets write it, with at most one sign: `-52,90`, `52,90-`, `(52,90)`, `R$ -52,90`,
 * `- 52,90 R$`, `52,90 D`. The digits are read as the inbox reads them, so `-1,234`, which could be two numbers, stays unreadable.
 *
 * @returns null for an empty cell
 * @example readAmount('7.116,90 C') // { cents: 711690, negative: false, mark: 'credit' }
 */
export function readAmount(cell: string): SignedAmount | { reason: UnreadableReason } | null {
	// An apostrophe before the sign is a spreadsheet's guard against formulas.
	let text = cell.replace(MINUS, '-').replace(/\s+/gu, ' ').trim().replace(/^'/, '').trim()
	if (text === '' || text === '-') return null
	const marked = MARK.exec(text)
	const mark = marked ? (/^d/i.test(marked[2]!) ? ('debit' as const) : ('credit' as const)) : null
	if (marked) text = marked[1]!.trim()
	const signed = takeSign(text)
	if (!signed)
		return { reason: OTHER_CURRENCY.test(withoutReais(text)) ? 'amount_currency' : 'amount_unreadable' }
	const cents = centsOf(signed.digits)
	if (typeof cents !== 'number') return cents
	return { cents, negative: mark === 'debit' || signed.negative, mark }
}

/** Takes currency and sign off; null when what remains is not a number, or holds a second sign. */
function takeSign(text: string): { digits: string; negative: boolean } | null {
	const parts = /^(?<head>[^\d.,]*)(?<digits>[\d.,][\d., ]*?)(?<tail>[^\d.,]*)$/u.exec(text)?.groups
	if (!parts) return null
	const around = `${parts.head}${parts.tail}`.replaceAll(' ', '')
	const currency = around.replace(/[-+()]/g, '')
	if (currency !== '' && !CURRENCY.test(currency)) return null
	const signs = around.replace(/[^-+()]/g, '')
	if (!/^(?:[-+]?|\(\)|-\(\)|\(-\))$/.test(signs)) return null
	return { digits: parts.digits!.trim(), negative: /[-(]/.test(signs) }
}

const withoutReais = (text: string) => text.replace(/R\$/gi, '')

function centsOf(written: string): Cents | { reason: UnreadableReason } {
	const digits = SPACED.test(written)
		? written.replaceAll(' ', '')
		: written.replace(LONG_DECIMALS, (_, whole: string, cents: string) => `${whole}.${cents}`)
	const answer = parseAmount(digits)
	if ('cents' in answer) return answer.cents
	if (answer.reason === 'amount_not_positive') return 0
	return { reason: answer.reason === 'amount_too_large' ? 'amount_too_large' : 'amount_unreadable' }
}

/** The cents that a cell says, whatever their sign; null where it says none. */
export function centsIn(cell: string): Cents | null {
	const amount = readAmount(cell)
	return amount && 'cents' in amount ? amount.cents : null
}

/** Whether a cell holds an amount that can be read. */
export function isAmount(cell: string): boolean {
	const amount = readAmount(cell)
	return amount !== null && 'cents' in amount
}
