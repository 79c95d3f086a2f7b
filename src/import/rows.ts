import { LONGEST_DESCRIPTION } from '../ledger/limits'
import { cleanText, normalise } from '../ledger/name'
import type { Move } from '../ledger/types'
import { readAmount, type SignedAmount } from './amounts'
import { isBalanceType, summaryOf, typeOf } from './bank-words'
import { guessOrder, type ReadDate, readDate } from './dates'
import { headerName, isFigure, plainName } from './headers'
import type { Block } from './layout'
import { type OwnRecord, readOwnRecord } from './own-record'
import { type Parts, partOf, readParts } from './parts'
import { isPerPart, isPlanned } from './purchase-columns'
import { eachOf } from './rest'
import { shownText } from './shown-text'
import { statusOf } from './statuses'
import type { DateOrder, Field, FileLine, LeftOutLine, PlanOptions, UnreadableLine } from './types'

/** A line whose cells were read; what they mean together is not decided yet. */
export interface ReadRow {
	line: number
	text: string
	/** Place among all lines read: a workbook's sheets each begin at line 1. */
	place: number
	block: Block
	date: ReadDate
	/** The purchase's own day, where the file gives it beside the line's. */
	purchaseDay: ReadDate | null
	description: string
	/** What of the line is part of what makes it that line: whichever columns a person chose. */
	identity: { text: string; account: string | null; id: string | null }
	amount: SignedAmount
	/** Money in or out, where the line itself proves it. */
	direction: 'in' | 'out' | null
	typed: ReturnType<typeof typeOf>
	/** `Crédito` or `Débito`: which way money went, or how somebody paid. */
	isCreditOrDebit: boolean
	/** An app's column says that the line is a card's. */
	isOfCard: boolean
	parts: Parts
	bill: string | null
	/** What the whole purchase came to, in cents, where the line is a part and says so. */
	total: number | null
	category: string | null
	source: string | null
	toSource: string | null
	person: string | null
	/** What Painel's own file says beside. */
	own: OwnRecord | null
	at: number | null
	moves: readonly Move[] | null
}

export interface ReadRows {
	rows: ReadRow[]
	left_out: LeftOutLine[]
	unreadable: UnreadableLine[]
	/** Balance cells, those of left out lines too: they prove the signs. */
	balances: { place: number; cents: number }[]
	/** Places of lines that may have moved money, and that nothing is told of. */
	gaps: number[]
	/** The order of day and month in the first table, and whether something proves it. */
	order: { order: DateOrder; proved: boolean }
}

/** Reads the cells of every line of the blocks, in the order of the file. */
export async function readRows(blocks: Block[], options: PlanOptions): Promise<ReadRows> {
	const orders = blocks.map((block) => orderOf(block, options))
	const read: ReadRows = { rows: [], left_out: [], unreadable: [], balances: [], gaps: [], order: orders[0]! }
	let place = 0
	for (const [at, block] of blocks.entries()) {
		const { order } = orders[at]!
		await options.rest?.()
		const above = isGroupedByDay(block) ? { date: null } : null
		await options.rest?.()
		const table = { block, order, above, ...namesOf(block) }
		await eachOf(block.lines, options.rest, (line) =>
			readLine({ ...table, line, place: place++ }, options, read),
		)
	}
	return read
}

/** A header in Portuguese is of a file that is written as in Brazil; so is a bank's own, and a line without header. */
const isEnglish = ({ header, columns: { date = 0 } }: Block): boolean =>
	/[a-z]/i.test(header[date] ?? '') &&
	!/^(?:data|dia|quando|vencimento|vcto|pago|pagamento)\b/.test(headerName(header[date]!))

function orderOf(block: Block, { order, answers }: PlanOptions): ReadRows['order'] {
	if (order) return { order, proved: true }
	const guessed = guessOrder([...new Set(block.lines.map((line) => cellOf(block, line, 'date')))])
	if (guessed.proved) return guessed
	const known = block.profile?.order
	if (known) return { order: known, proved: true }
	if (!isEnglish(block) || (block.profile && block.profile.type !== 'app'))
		return { ...guessed, proved: true }
	const said = answers?.order
	return said === 'dmy' || said === 'mdy' ? { order: said, proved: true } : guessed
}

const cellAt = ({ cells }: FileLine, at: number | undefined): string =>
	at === undefined ? '' : (cells[at] ?? '').trim()

const cellOf = (block: Block, line: FileLine, field: Field): string => cellAt(line, block.columns[field])

/** The line as the person knows it, for lists; see `shownText`. */
function textOf({ cells }: FileLine): string {
	const text = cells
		.map((cell) => cell.trim())
		.filter(Boolean)
		.join(' · ')
	return Array.from(shownText(text)).slice(0, 200).join('')
}

interface PlacedLine extends TableNames {
	block: Block
	line: FileLine
	place: number
	order: DateOrder
	/** Where a day is written on its first line only: the day of the lines before. */
	above: { date: ReadDate | null } | null
}

/** What the names of a table's columns say of all its lines. */
interface TableNames {
	/** The amount is one part's. */
	isOfPart: boolean
	/** The balance is what is owed: it goes up with what went out. */
	isOwed: boolean
}

function namesOf({ header, columns }: Block): TableNames {
	const name = (at: number | undefined) => plainName(headerName(header[at ?? -1] ?? ''))
	return {
		isOfPart: columns.installments !== undefined && isPerPart(name(columns.amount)),
		isOwed: /\b(?:devedor|devid[ao]|a pagar|owed|owing|due|outstanding)\b/.test(name(columns.balance)),
	}
}

/**
 * Whether a table says each day once, on the first of its lines: no line repeats the day of the one before, and lines
 * without a day follow. One such line alone is a broken one.
 */
function isGroupedByDay(block: Block): boolean {
	let day = ''
	let days = 0
	let without = 0
	for (const line of block.lines) {
		const cell = (field: Field) => cellOf(block, line, field)
		const said = cell('date')
		if (said !== '') {
			if (said === day) return false
			day = said
			days++
		} else if (amountOf(cell) && descriptionOf(cell) !== '' && !summaryOf(descriptionOf(cell), false)) {
			if (days === 0) return false
			without++
		}
	}
	return days > 1 && without > 1
}

function readLine(placed: PlacedLine, options: PlanOptions, read: ReadRows) {
	const { block, line, place, order, above } = placed
	const cell = (field: Field) => cellOf(block, line, field)
	const text = textOf(line)
	const leave = (why: LeftOutLine['why']) => read.left_out.push({ line: line.line, why, text })
	const refuse = (why: UnreadableLine['why']) => {
		read.unreadable.push({ line: line.line, why, text })
		read.gaps.push(place)
	}

	const balance = placed.isOwed ? null : readAmount(cell('balance'))
	const unnamed = block.profile?.unnamed
	const isOurs = block.profile?.isOurs ?? false
	const written = isOurs ? cell('description') : descriptionOf(cell) || (unnamed ? cell(unnamed) : '')
	const dateCell = cell('date')
	const ownDate = readDate(dateCell, order, options.ledger.timezone)
	const summary = isBalanceType(cell('type'))
		? 'balance'
		: isOurs
			? null
			: summaryOf(written || text, ownDate !== null)
	const amount = paidAmount(placed, cell)
	if (balance && 'cents' in balance) rememberBalance(read, place, balance)
	else if (summary === 'balance' && amount && 'cents' in amount.amount)
		rememberBalance(read, place, amount.amount)
	if (summary) return leave(summary)
	if (!amount && isOnlyPlanned(block, line)) return leave('not_booked')
	if (dateCell === '' && (!amount || written === '')) return leave('heading')
	// A footer's words, or a page's, begin where the dates stand, and say nothing where the descriptions do.
	if (!ownDate && written === '' && (!amount || !/\d/.test(dateCell))) return leave('heading')
	if ((options.skip ?? []).some((word) => normalise(written).includes(normalise(word)))) {
		read.gaps.push(place)
		return leave('skipped')
	}
	const status = block.isFuture ? 'not_booked' : statusOf(cell('booked'))
	if (status) return leave(status)

	if (above && ownDate) above.date = ownDate
	const date = ownDate ?? (dateCell === '' ? (above?.date ?? null) : null)
	if (!date) return refuse('date_unreadable')
	if (hasCellsBeyond(block, line)) return refuse('cells_beyond_header')
	if (!amount) return refuse('amount_unreadable')
	if ('reason' in amount.amount) return refuse(amount.amount.reason)
	if (amount.amount.cents === 0) return leave('zero')
	if (!/^(?:|brl|r\$|real|reais)$/i.test(cell('currency'))) return refuse('amount_currency')
	const description = cleanText(written)
	if (description === null) return refuse('description_missing')
	if ([...description].length > LONGEST_DESCRIPTION) return refuse('description_too_long')
	const parts = partsOf(cell)
	if (!parts) return refuse('installments_unreadable')

	const nothing = isOurs ? /^$/ : /^-*$/
	const filled = (text: string) => (nothing.test(text) ? null : (cleanText(text) ?? null))
	const empty = (field: Field) => filled(cell(field))
	read.rows.push({
		line: line.line,
		text,
		place,
		block,
		date,
		purchaseDay: readDate(cell('purchase_day'), order, options.ledger.timezone),
		description,
		identity: {
			...identityOf(block, line, isOurs ? description : null),
			account: filled(cellAt(line, block.found.source)),
		},
		amount: amount.amount,
		direction: amount.direction,
		...typedBy(block, cell('type')),
		parts,
		bill: /^\d{4}-(?:0[1-9]|1[0-2])$/.test(cell('bill')) ? cell('bill') : null,
		total: centsOf(cell('total')),
		category: empty('category'),
		source: empty('source'),
		toSource: empty('to_source'),
		person: empty('person'),
		own: isOurs ? readOwnRecord(cell('record')) : null,
		at: null,
		moves: null,
	})
}

/** Whether a delimiter without quotes cut a cell of the line in two: what stands in its columns is not what it says. */
function hasCellsBeyond({ width, columns }: Block, { cells }: FileLine): boolean {
	if (width === null) return false
	// A category is no number: `-5,50` where the last cell was left out.
	const isInCategory = columns.category !== undefined && columns.category - 1 === columns.amount
	if (cells.length < width || (cells.length === width && !isInCategory)) return false
	if (cells.slice(width).some((cell) => cell.trim() !== '')) return true
	// `-5,50` before a last cell that is empty.
	const isCut = (at: number | undefined) =>
		at !== undefined &&
		/^\D*\d{1,3}(?:\.?\d{3})*$/.test(cellAt({ line: 0, cells }, at)) &&
		/^\d{2}$/.test(cells[at + 1] ?? '')
	return isCut(columns.amount) || isCut(columns.credit) || isCut(columns.debit)
}

function typedBy({ profile }: Block, cell: string): Pick<ReadRow, 'typed' | 'isCreditOrDebit' | 'isOfCard'> {
	return {
		typed: typeOf(cell),
		isCreditOrDebit: /^(?:cr[ée]dit|d[ée]bit)o?s?$/i.test(cell),
		isOfCard: profile?.type === 'app' && /^cart(?:ao|oes)\b/.test(normalise(cell)),
	}
}

function centsOf(cell: string): number | null {
	const amount = readAmount(cell)
	return amount && 'cents' in amount ? amount.cents : null
}

function rememberBalance(read: ReadRows, place: number, { cents, negative }: SignedAmount) {
	read.balances.push({ place, cents: negative ? -cents : cents })
}

const identityOf = (
	block: Block,
	line: FileLine,
	whole: string | null,
): { text: string; id: string | null } => ({
	text: whole ?? cleanText(identityText(block, line)) ?? '',
	id: cellAt(line, block.found.id) || null,
})

/**
 * What a line says, for its identity: in the columns that were found for it. Where none was, all its texts, since any of them may be
 * chosen; numbers and days say nothing of their own.
 */
function identityText({ found, profile }: Block, line: FileLine): string {
	if (found.description === undefined)
		return line.cells
			.map((cell) => cell.trim())
			.filter((cell) => cell !== '' && !isFigure(cell))
			.join(' - ')
	const said = descriptionOf((field) => cellAt(line, found[field]))
	return said || (profile?.unnamed ? cellAt(line, found[profile.unnamed]) : '')
}

/** Description and details, unless one says the other. */
function descriptionOf(cell: (field: Field) => string): string {
	const [main, details] = [cell('description'), cell('details')].map((text) => text.replace(/\s+/gu, ' '))
	if (!main || !details) return main || details || ''
	if (main.toLowerCase().includes(details.toLowerCase())) return main
	return details.toLowerCase().includes(main.toLowerCase()) ? details : `${main} - ${details}`
}

/** `amount_unreadable` too where a line has money in and money out. */
type CellAmount = { amount: NonNullable<ReturnType<typeof readAmount>>; direction: 'in' | 'out' | null }

/** A planned amount, and nothing paid. */
const isOnlyPlanned = ({ header }: Block, line: FileLine): boolean =>
	header.some((name, at) => isPlanned(plainName(headerName(name))) && readAmount(cellAt(line, at)) !== null)

/** The amount of the line: of a purchase in parts that the line tells whole, all of it. */
function paidAmount(
	{ block: { profile, columns }, isOfPart }: PlacedLine,
	cell: (field: Field) => string,
): CellAmount | null {
	const own = amountOf(cell)
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
function amountOf(cell: (field: Field) => string): CellAmount | null {
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
		// A minus in the column of debits says nothing new, one in the column of credits takes money back.
		const back = direction === 'in' && 'cents' in amount && amount.negative
		if (found) return { amount: { reason: 'amount_unreadable' }, direction: null }
		found = { amount, direction: back ? 'out' : direction }
	}
	return found ?? zero
}

function directionOf(amount: SignedAmount, markCell: string): 'in' | 'out' | null {
	if (amount.mark) return amount.mark === 'debit' ? 'out' : 'in'
	if (/^\(?[-]?d/i.test(markCell)) return 'out'
	return /^\(?[+]?c/i.test(markCell) ? 'in' : null
}

function partsOf(cell: (field: Field) => string): Parts | null {
	const [part, parts] = [cell('part'), cell('parts')]
	// Inter says "Parcela 3/10" in the column of the kind of purchase.
	if (part === '' && parts === '' && /\d\s*(?:\/|de)\s*\d/.test(cell('type'))) return readParts(cell('type'))
	if (part === '' && parts === '') return readParts(cell('installments'))
	// Which part, and not of how many.
	if (parts === '' && /^\d+$/.test(part) && Number(part) > 1) return null
	if (/^\d{1,3}$/.test(part) && /^\d{1,3}$/.test(parts)) return partOf(Number(part), Number(parts))
	return readParts(part || parts)
}
