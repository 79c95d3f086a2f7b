import { normalise } from '../ledger/name'
import type { LocalDay } from '../ledger/types'
import { isOfSomething } from './above-header'
import { isAmount } from './amounts'
import { readDate } from './dates'
import type { Columns, FileLine } from './types'

/** What the lines around a table say of it. */
export interface Context {
	/** Digits of the card or account that the lines above name. */
	account: string | null
	card: string | null
	holder: string | null
	/** The day on which the bill is due, as the lines above say. */
	due: LocalDay | null
	/** The latest day that the lines above name: of the period, or of the file's making. */
	latest: LocalDay | null
	/** The lines above call it a bill. */
	isBill: boolean
	/** They name a bill and what it came to, with another word: a bill's name, or somebody's phone. */
	mayBeBill?: boolean
}

export const NO_CONTEXT: Context = {
	account: null,
	card: null,
	holder: null,
	due: null,
	latest: null,
	isBill: false,
}

const FULL_DAY = /(?<!\d)(?:\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}-\d{2}-\d{2})(?!\d)/g

/** The latest full date of a line above a table, or the one before it. */
export function latestDay({ cells }: FileLine, before: LocalDay | null, timezone: string): LocalDay | null {
	const days = [...cells.join(' ').matchAll(FULL_DAY)].flatMap(([text]) => {
		const date = readDate(text, 'dmy', timezone)
		return date && 'day' in date ? date.day : []
	})
	return [before ?? '', ...days].sort().at(-1) || null
}

/** Some word of these is in every line that says whose a table is; most lines are told by it at once. */
const CONTEXT_WORD = /cart|titular|nome|portador|cliente|associado|conta|fatura|vencimento/i

/** `Cartão,Final 0001`, `Titular,ANA`, `Extrato de: Ag: 1234 | Conta: 56789-0`: what a line beside a table says of it. */
export function contextOf(
	{ cells }: FileLine,
	columns: Columns | undefined,
	timezone: string,
): Partial<Context> | null {
	if (!cells.some((cell) => CONTEXT_WORD.test(cell))) return null
	const said = cells.filter((cell) => cell.trim() !== '')
	// A line with a date or an amount in its column is one of the table.
	if (columns && looksLikeTransaction(cells, columns)) return null
	const key = normalise(said[0] ?? '').replace(/:.*$/, '')
	const value = said.length > 1 ? said[1]!.trim() : (said[0] ?? '').replace(/^[^:]*:?/, '').trim()
	if (/^cart(ao|oes)\b/.test(key)) return { card: lastDigits(said.join(' ')) }
	if (/^(titular|nome|portador|cliente|associado)$/.test(key)) return value ? { holder: value } : null
	if (!columns && /^(data de )?vencimento\b/.test(key)) {
		const due = readDate(value, 'dmy', timezone)
		return { isBill: true, due: due && 'day' in due ? due.day : null }
	}
	if (!columns && /\bfatura\b/.test(normalise(said.join(' '))))
		return isOfSomething(said) ? { mayBeBill: true } : { isBill: true }
	const account = /\bconta(?: corrente)?\b\D{0,4}([\d.-]{4,})/i.exec(said.join(' '))
	return account ? { account: account[1]!.replace(/\D/g, '') } : null
}

const lastDigits = (text: string): string | null => /(\d{4})\D*$/.exec(text)?.[1] ?? null

export function looksLikeTransaction(cells: string[], columns: Columns): boolean {
	const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at] ?? ''))
	return readDate(cell(columns.date), 'dmy', 'UTC') !== null || isAmount(cell(columns.amount))
}
