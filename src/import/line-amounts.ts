import { normalise } from '../ledger/name'
import { readAmount, type SignedAmount } from './amounts'
import { isGivenBack, typeOf } from './bank-words'
import { cellAt } from './cells'
import { headerName, isOtherCurrency, plainName } from './column-names'
import { isDay } from './dates'
import type { Block } from './layout'
import { type Parts, partOf, readParts } from './parts'
import { dueBeside, isOfBill, isPaidAmount, isPerPart, isPlanned, PAID_OR_NOT } from './purchase-columns'
import type { Field, FileLine } from './types'

/** What the names of a table's columns say of all its lines. */
export interface TableNames {
	/** The amount is one part's. */
	isOfPart: boolean
	/** Columns of amounts that were only meant to be paid. */
	planned: number[]
	/** Columns of amounts in another currency. */
	foreign: number[]
	/** What the cells of lines say that are not paid yet, beside what a status says. */
	unpaid: string[]
	/** The column of the day on which a line is due, where its day is the one on which it was paid. */
	due: number | undefined
	/** The balance is what is owed: it goes up with what went out. */
	isOwed: boolean
	/** In the column of what went out, a minus takes back. */
	isMinusBack: boolean
	/** A type column says of some lines which way their money went. */
	isTyped: boolean
	/** Some amounts have a minus, and others none. */
	isMixed: boolean
	/** What the letters of a type column say: `E` and `S`, `R` and `D`, `REC` and `DESP`, `+` and `-`. */
	letters: Map<string, 'in' | 'out'>
}

const isWay = (word: ReturnType<typeof typeOf>): boolean => word === 'in' || word === 'out'

/** @param alike the lines of all tables under this header: what the cells of one month leave open those of another tell */
export function namesOf({ header, columns, lines, way }: Block, alike: FileLine[]): TableNames {
	const names = header.map((cell) => plainName(headerName(cell)))
	const name = (at: number | undefined) => names[at ?? -1] ?? ''
	const isPaid = isPaidAmount(name(columns.amount)) || PAID_OR_NOT.test(name(columns.amount))
	return {
		planned: names.flatMap((planned, at) =>
			isPlanned(planned) || (isPaid && isOfBill(planned)) ? [at] : [],
		),
		foreign: names.flatMap((name, at) => (isOtherCurrency(name) && !isRate(name) ? [at] : [])),
		unpaid: PAID_OR_NOT.test(name(columns.booked)) ? unpaidCells(alike, columns.booked) : [],
		due: dueBeside(name(columns.date), names),
		isOfPart: columns.installments !== undefined && isPerPart(name(columns.amount)),
		isMinusBack: isMinusBack(alike, columns),
		// Below no title nobody asks for these two.
		isTyped: way !== undefined && lines.some((line) => isWay(typeOf(cellAt(line, columns.type)))),
		isMixed: way !== undefined && new Set(signsOf(lines, columns.amount)).size > 1,
		letters: lettersOf(alike, columns.type),
		isOwed: /\b(?:devedor|devid[ao]|a pagar|owed|owing|due|outstanding)\b/.test(name(columns.balance)),
	}
}

/** `amount_unreadable` too where a line has money in and money out. */
export type CellAmount = {
	amount: NonNullable<ReturnType<typeof readAmount>>
	direction: 'in' | 'out' | null
	/** It stands, with a minus, among what went out. */
	isRefund?: boolean
}

/** A planned amount, and nothing paid. */
export const isOnlyPlanned = ({ planned }: TableNames, line: FileLine): boolean =>
	planned.some((at) => readAmount(cellAt(line, at)) !== null)

/** `N`, an empty box, a cross; `0` beside `1`; and nothing, where others have but a mark or the day on which they were paid. */
function unpaidCells(lines: FileLine[], at: number | undefined): string[] {
	const filled = filledCells(lines, at)
	const unmarked = filled.filter((cell) => NOT_MARKED.test(cell))
	const isMarked = filled.some((cell) => MARKED.test(cell))
	const areMarks = isMarked && filled.every((cell) => MARKED.test(cell) || NOT_MARKED.test(cell))
	const areDays = filled.length > 0 && filled.every((cell) => isDay(cell))
	const areBits = filled.every((cell) => /^[01]$/.test(cell))
	return ['n', ...unmarked, ...(areBits ? ['0'] : []), ...(areMarks || areDays ? [''] : [])]
}

const MARKED = /^(?:[[(]?(?:x|ok|v|✓|✔|☑|✅|🗸)\ufe0f?[\])]?)$/u
const NOT_MARKED = /^(?:(?:☐|⬜|◻|❌|✗|✘|✖|❎|🚫)\ufe0f?|[[(] *[\])])$/u

const filledCells = (lines: FileLine[], at: number | undefined): string[] =>
	at === undefined ? [] : lines.map((line) => normalise(cellAt(line, at))).filter((cell) => cell !== '')

/** Whether in a column of what went out most have no minus, and some do, or these say so: they were taken back. */
function isMinusBack(lines: FileLine[], { debit: at, description }: Block['columns']): boolean {
	const signs = signsOf(lines, at)
	const back = signs.filter(Boolean).length
	return back > 0 && (back * 2 < signs.length || isSaidToBeBack(lines, at!, description))
}

/** Of each amount whether it has a minus; of nothing it says nothing. */
const signsOf = (lines: FileLine[], at: number | undefined): boolean[] =>
	filledCells(lines, at)
		.map(readAmount)
		.flatMap((amount) => (amount && 'cents' in amount && amount.cents > 0 ? amount.negative : []))

const isSaidToBeBack = (lines: FileLine[], at: number, description: number | undefined): boolean =>
	lines.every((line) => {
		const amount = readAmount(cellAt(line, at))
		return !amount || !('cents' in amount) || !amount.negative || isGivenBack(cellAt(line, description))
	})

const LETTERS: [one: string, other: string][] = [
	['e', 's'],
	['r', 'd'],
	['rec', 'desp'],
	['rec.', 'desp.'],
	['ent', 'sai'],
	['+', '-'],
]

/** Of a column in which both letters of a pair stand, and nothing else. */
function lettersOf(lines: FileLine[], at: number | undefined): TableNames['letters'] {
	const found = new Set(filledCells(lines, at).filter((cell) => !/\d/.test(cell)))
	const pair = LETTERS.find(([one, other]) => found.size === 2 && found.has(one) && found.has(other))
	return new Map(
		pair && [
			[pair[0], 'in'],
			[pair[1], 'out'],
		],
	)
}

const isRate = (name: string): boolean => /cota|cambio|rate/.test(name)

/** A day on which the line is due, beside an empty one on which it was paid. */
export const isOnlyDue = ({ due }: TableNames, line: FileLine): boolean =>
	due !== undefined && /\d/.test(cellAt(line, due))

/** Nothing in the ledger's currency, and something in another: what it came to is not said. */
export const isInOtherCurrency = ({ foreign }: TableNames, line: FileLine): boolean =>
	foreign.some((at) => /[1-9]/.test(cellAt(line, at)))

/** The amount of the line: of a purchase in parts that the line tells whole, all of it. */
export function paidAmount(
	{ profile, columns }: Block,
	{ isOfPart, isMinusBack }: TableNames,
	cell: (field: Field) => string,
): CellAmount | null {
	const own = amountOf(cell, isMinusBack)
	if (profile?.isOurs || (columns.total === undefined && !isOfPart)) return own
	const parts = partsOf(cell)
	if (!parts || parts.part !== null || (own && !('cents' in own.amount))) return own
	const total = readAmount(cell('total'))
	if (!own)
		return total && { amount: total, direction: 'cents' in total ? directionOf(total, cell('mark')) : null }
	if (parts.installments === 1 || !('cents' in own.amount)) return own
	const said = total && 'cents' in total ? total.cents : isOfPart ? own.amount.cents * parts.installments : 0
	return said > own.amount.cents ? { ...own, amount: { ...own.amount, cents: said } } : own
}

/** The amount from its column, or from the one of the two columns that has it; null where there is none. */
export function amountOf(cell: (field: Field) => string, isMinusBack = false): CellAmount | null {
	const single = readAmount(cell('amount'))
	if (single)
		return { amount: single, direction: 'cents' in single ? directionOf(single, cell('mark')) : null }
	let zero: CellAmount | null = null
	let found: CellAmount | null = null
	for (const [field, direction] of [
		['credit', 'in'],
		['debit', 'out'],
	] as const) {
		const amount = readAmount(cell(field))
		if (!amount) continue
		if ('cents' in amount && amount.cents === 0) {
			zero = { amount, direction: null }
			continue
		}
		if (found) return { amount: { reason: 'amount_unreadable' }, direction: null }
		// Where all in the column of debits have a minus it says nothing new; one in the column of credits takes money back.
		const isBack = 'cents' in amount && amount.negative
		if (isBack && direction === 'in') found = { amount, direction: 'out' }
		else if (isBack && isMinusBack) found = { amount, direction: 'in', isRefund: true }
		else found = { amount, direction }
	}
	return found ?? zero
}

export function directionOf(amount: SignedAmount, markCell: string): 'in' | 'out' | null {
	if (amount.mark) return amount.mark === 'debit' ? 'out' : 'in'
	if (/^\(?[-]?d/i.test(markCell)) return 'out'
	if (/^\(?[+]?c/i.test(markCell)) return 'in'
	const word = typeOf(markCell)
	return word === 'in' || word === 'out' ? word : null
}

export function partsOf(cell: (field: Field) => string): Parts | null {
	const [part, parts] = [cell('part'), cell('parts')]
	// Inter says "Parcela 3/10" in the column of the kind of purchase.
	if (part === '' && parts === '' && /\d\s*(?:\/|de)\s*\d/.test(cell('type'))) return readParts(cell('type'))
	if (part === '' && parts === '') return readParts(cell('installments'))
	// Which part, and not of how many.
	if (parts === '' && /^\d+$/.test(part) && Number(part) > 1) return null
	if (/^\d{1,3}$/.test(part) && /^\d{1,3}$/.test(parts)) return partOf(Number(part), Number(parts))
	return readParts(part || parts)
}
