import { MAX_INSTALLMENTS } from '../ledger/limits'
import { normalise } from '../ledger/name'

/** Either a whole purchase in `installments` parts, or part `part` of `parts`. */
export interface Parts {
	installments: number
	part: number | null
	parts: number | null
}

export const ONE: Parts = { installments: 1, part: null, parts: null }

const NONE = /^(?:|-+|0|1|1x|n\/?a|unica?|unico|(?:compra )?a vista|nao|no|single|de 1)$/
/** `3/10`, `(3/10)`, `3 de 10`, `Parcela 3 of 10`. */
const K_OF_N = /^\(?(?:parc(?:ela)?\.? *)?(\d{1,3}) *(?:\/|de|of) *(\d{1,3})\)?$/
const TIMES = /^(?:em )?(\d{1,3}) *(?:x|vezes|parcelas?|installments?)?$/
/** With the word, or in parentheses, at the end of a description: nothing else is written so. */
const WORD_AT_END = /[\s\-–—(]+parc(?:ela)?\.?\s*(\d{1,3})\s*(?:\/|de)\s*(\d{1,3})\)?$/iu
const WORD_AT_START = /^parc(?:ela)?\.?\s*(\d{1,3})\s*(?:\/|de)\s*(\d{1,3})[\s\-–—:]+(?=\S)/iu
/** With the word also before the place: `LOJA PARC03/10 SAO PAULO`. */
const WORD_WITHIN = /\s+parc(?:ela)?\.?\s*(\d{1,3})\s*(?:\/|de)\s*(\d{1,3})(?=\s)/iu
const IN_PARENTHESES = /\s*\((\d{1,3})\s*(?:\/|de)\s*(\d{1,3})\)$/iu
/** Bare, which in an account's file is a date (`PIX TRANSF ANA01/10`), and so it is everywhere behind a word for one. */
const BARE_AT_END = /(?<!\b(?:em|dia|at[eé]|venc\.?|vencimento|on|data))\s+-?\s*(\d{1,2})\/(\d{1,2})$/iu
/** The same where a shop's name, or its number, leaves no room for a space: `LOJA DE CALCADOS08/10`, `HOTEL &*2343808/10`. */
const GLUED_AT_END = /(?<=[^\s\d/.,]|\d{3})(\d{2})\/(\d{2})$/u

/**
 * Reads the cell of an installments column. `10x` and `12 parcelas` are a whole purchase in so many parts; `3/10` and
 * `3 de 10` are one part, as banks list them; `-`, `Única` and `à vista` are one.
 *
 * @returns null when it says something else
 */
export function readParts(cell: string): Parts | null {
	const text = normalise(cell)
	if (NONE.test(text)) return ONE
	const pair = K_OF_N.exec(text)
	if (pair) return partOf(Number(pair[1]), Number(pair[2]))
	const times = TIMES.exec(text)
	if (!times) return null
	const installments = Number(times[1])
	return installments >= 1 && installments <= MAX_INSTALLMENTS
		? { installments, part: null, parts: null }
		: null
}

/** Part `part` of `parts`; null when there is no such part. One of one is a whole purchase. */
export function partOf(part: number, parts: number): Parts | null {
	if (parts === 1 && part === 1) return ONE
	if (part < 1 || part > parts || parts > MAX_INSTALLMENTS) return null
	return { installments: 1, part, parts }
}

/**
 * Takes `3/10` off a description: off its end, or with its word from anywhere.
 * @param bare whether two numbers without a word count: in a card's bill they do, elsewhere they are a date
 */
export function takeParts(description: string, bare: boolean): { description: string; parts: Parts } {
	const forms = [
		WORD_AT_END,
		WORD_AT_START,
		WORD_WITHIN,
		IN_PARENTHESES,
		...(bare ? [BARE_AT_END, GLUED_AT_END] : []),
	]
	for (const form of forms) {
		const match = form.exec(description)
		const parts = match && partOf(Number(match[1]), Number(match[2]))
		if (!match || !parts?.part) continue
		const rest = description.replace(form, '').trim()
		if (rest !== '') return { description: rest, parts }
	}
	return { description, parts: ONE }
}
