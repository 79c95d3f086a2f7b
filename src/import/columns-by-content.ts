import { isAmount } from './amounts'
import { hasFigure, headerName, isNeverAmount, plainName } from './column-names'
import { readDate } from './dates'
import { guessColumns } from './headers'
import { paidOn } from './purchase-columns'
import type { Columns, FileLine } from './types'

/**
 * Columns by content: a date in most lines, an amount in most, and the widest text. Numbers that have no decimals while others
 * do are documents, not money; a column of nothing but D and C marks each amount. A name may say that a column is no amount.
 */
export function columnsByContent(sample: FileLine[], header: string[], timezone: string): Columns {
	const width = widthOf(sample)
	const holds = (at: number, test: (cell: string) => boolean) => {
		const filled = share(at, (cell) => cell !== '')
		return share(at, test) * 2 > filled
	}
	const share = (at: number, test: (cell: string) => boolean) =>
		sample.filter(({ cells }) => test((cells[at] ?? '').trim())).length / Math.max(1, sample.length)
	const positions = Array.from({ length: width }, (_, at) => at)
	const isDate = (cell: string) => readDate(cell, 'dmy', timezone) !== null
	const first = positions.find((at) => share(at, isDate) > 0.5)
	const days = positions.filter((at) => at === first || (header[at] !== undefined && holds(at, isDate)))
	const date =
		paidOn(
			days,
			header.map((cell) => plainName(headerName(cell))),
		) ?? first
	const numbers = positions.filter((at) => at !== date && share(at, isAmount) > 0.5)
	const decimals = numbers.filter((at) => share(at, (cell) => /[.,]\d{1,2}\D*$/.test(cell)) > 0.5)
	const money = decimals.length > 0 ? decimals : numbers
	const named = guessColumns(header)
	const isInTwo = named.credit !== undefined || named.debit !== undefined
	const amounts = money.filter((at) => !isNeverAmount(header[at] ?? ''))
	const isNamed = named.amount !== undefined && holds(named.amount, isAmount)
	const amount = isNamed ? named.amount : isInTwo ? undefined : amounts[0]
	// `-5,50` between commas was cut in two.
	const isCut =
		amount !== undefined && decimals.length === 0 && share(amount + 1, (cell) => /^\d{2}$/.test(cell)) === 1
	if (isCut) return {}
	const mark = positions.find((at) => share(at, (cell) => /^[DC]$/i.test(cell)) > 0.5)
	const texts = positions.filter(
		(at) => at !== date && at !== mark && !holds(at, isAmount) && !holds(at, isDate) && !numbers.includes(at),
	)
	const length = (at: number) => sample.reduce((sum, { cells }) => sum + (cells[at] ?? '').trim().length, 0)
	// A name that is known says it before the widest text.
	const isSaid = named.description !== undefined && texts.includes(named.description)
	const description = isSaid ? named.description : texts.sort((a, b) => length(b) - length(a))[0]
	if (date === undefined || description === undefined || (amount === undefined && !isInTwo)) return {}
	const balance = isInTwo || amounts.length < 2 ? undefined : amounts.at(-1)!
	return {
		date,
		description,
		...(amount === undefined ? {} : { amount }),
		...(balance === undefined || balance === amount ? {} : { balance }),
		...(mark === undefined ? {} : { mark }),
	}
}

export const widthOf = (sample: FileLine[]): number => Math.max(0, ...sample.map(({ cells }) => cells.length))

/**
 * Where the lines begin below a header some of whose names nobody knows: the last row of names above the first day and amount. Numbers above
 * it (`Conta;12345-6`) are none of the table's. Without names the lines begin at the first number, so that none vanishes.
 */
export function firstBelowHeader(lines: FileLine[], timezone: string): number {
	const transaction = lines.findIndex((line) => hasDayAndAmount(line, timezone))
	const isOfNames = ({ cells }: FileLine) =>
		!hasFigure(cells) && cells.filter((cell) => cell.trim() !== '').length > 1
	const header = lines.slice(0, Math.max(0, transaction)).findLastIndex(isOfNames)
	return header >= 0
		? header + 1
		: Math.max(
				0,
				lines.findIndex(({ cells }) => hasFigure(cells)),
			)
}

function hasDayAndAmount({ cells }: FileLine, timezone: string): boolean {
	const day = cells.findIndex((cell) => readDate(cell.trim(), 'dmy', timezone) !== null)
	return day >= 0 && cells.some((cell, at) => at !== day && isAmount(cell.trim()))
}

/** Columns told by what they hold, and beside them what the names of the others say. */
export function withHeader(guessed: Columns, header: string[]): Columns {
	const { balance, ...sure } = guessed
	const held = new Set(Object.values(sure))
	const named = Object.entries(guessColumns(header)).filter(([, at]) => !held.has(at))
	const isNamed = named.some(([, at]) => at === balance)
	return { ...Object.fromEntries(named), ...sure, ...(balance === undefined || isNamed ? {} : { balance }) }
}
