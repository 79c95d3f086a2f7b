import { LONGEST_DESCRIPTION } from '../ledger/limits'
import { cleanText, normalise } from '../ledger/name'
import type { Move } from '../ledger/types'
import { centsIn, readAmount, type SignedAmount } from './amounts'
import { isBalanceType, isCharge, isWithInvested, summaryOf, typeOf } from './bank-words'
import { cellAt, cellOf, descriptionOf, hasCellsBeyond, identityOf, textOf } from './cells'
import { headerName } from './column-names'
import { guessOrder, type ReadDate, readBill, readDate } from './dates'
import { type Block, linesAlike } from './layout'
import {
	amountOf,
	directionOf,
	isInOtherCurrency,
	isOnlyDue,
	isOnlyPlanned,
	namesOf,
	paidAmount,
	partsOf,
	type TableNames,
} from './line-amounts'
import { type OwnRecord, readOwnRecord } from './own-record'
import type { Parts } from './parts'
import { eachOf } from './rest'
import { returnsOf, type UndoneLine } from './returns'
import { isStatusGivenBack, isStatusOfRefund, statusOf } from './statuses'
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
	/** Of an app's line: the description's own column, without the details. */
	title: string
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
	/** The bill that the line names: `2026-11`, or `11` where it says no year. */
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
	/** Lines whose status says that they did not happen, or were given back. */
	undone: UndoneLine[]
	/** The order of day and month in the first table, and whether something proves it. */
	order: { order: DateOrder; proved: boolean }
}

/** Reads the cells of every line of the blocks, in the order of the file. */
export async function readRows(blocks: Block[], options: PlanOptions): Promise<ReadRows> {
	const orders = blocks.map((block) => orderOf(block, options))
	const read: ReadRows = {
		rows: [],
		left_out: [],
		unreadable: [],
		balances: [],
		gaps: [],
		undone: [],
		order: orders[0]!,
	}
	const timezone = areOnlyDays(blocks) ? 'UTC' : options.ledger.timezone
	let place = 0
	const listed = new Set<FileLine>()
	const alike = linesAlike(blocks)
	for (const [at, block] of blocks.entries()) {
		const { order } = orders[at]!
		for (const { line, why } of block.above ?? []) {
			// Of tables side by side each has what stands above them.
			if (listed.has(line)) continue
			listed.add(line)
			const said = { line: line.line, text: textOf(line) }
			if (why === 'heading') read.left_out.push({ ...said, why })
			else read.unreadable.push({ ...said, why })
		}
		await options.rest?.()
		const above = isGroupedByDay(block) ? { date: null } : null
		await options.rest?.()
		const table = { block, order, timezone, above, names: namesOf(block, alike(block)) }
		await eachOf(block.lines, options.rest, (line) =>
			readLine({ table, line, place: place++ }, options, read),
		)
	}
	const returned = returnsOf(read.undone, read.rows)
	read.rows = read.rows.filter((row) => !returned.has(row))
	for (const { line, text } of returned) read.left_out.push({ line, why: 'not_done', text })
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

/** Where all instants are midnights of UTC they mean days: no bank books nothing but midnights. Painel's own file means what it says. */
function areOnlyDays(blocks: Block[]): boolean {
	if (blocks[0]!.profile?.isOurs) return false
	let isAny = false
	for (const block of blocks)
		for (const line of block.lines) {
			const cell = cellOf(block, line, 'date')
			if (!/\d[t ]\d\d:\d\d.*(?:z|utc|gmt|[+-]\d\d:?\d\d)$/i.test(cell)) continue
			if (!/[t ]00:00(?::00(?:[.,]0+)?)? ?(?:z|utc|gmt|[+-]00:?00)$/i.test(cell)) return false
			isAny = true
		}
	return isAny
}

interface PlacedLine {
	table: Table
	line: FileLine
	place: number
}

/** What holds for all lines of a block. */
interface Table {
	block: Block
	order: DateOrder
	names: TableNames
	/** Instants are of the day that they have there. */
	timezone: string
	/** Where a day is written on its first line only: the day of the lines before. */
	above: { date: ReadDate | null } | null
}

/**
 * Whether a table says each day once, on the first of its lines: no line repeats the day of the one before, and lines
 * without a day follow, also before another day: behind the last one alone they are a footer. One such line alone is a broken one.
 */
function isGroupedByDay(block: Block): boolean {
	let day = ''
	let days = 0
	let without = 0
	let isBetween = false
	for (const line of block.lines) {
		const cell = (field: Field) => cellOf(block, line, field)
		const said = cell('date')
		if (said !== '') {
			if (said === day) return false
			day = said
			days++
			isBetween ||= without > 0
		} else if (amountOf(cell) && descriptionOf(cell) !== '' && !summaryOf(descriptionOf(cell), false)) {
			if (days === 0) return false
			without++
		}
	}
	return days > 1 && without > 1 && isBetween
}

function readLine(placed: PlacedLine, options: PlanOptions, read: ReadRows) {
	const { table, line, place } = placed
	const { block, order, timezone, above, names } = table
	const cell = (field: Field) => cellOf(block, line, field)
	const text = textOf(line)
	const leave = (why: LeftOutLine['why']) => read.left_out.push({ line: line.line, why, text })
	const refuse = (why: UnreadableLine['why']) => {
		read.unreadable.push({ line: line.line, why, text })
		read.gaps.push(place)
	}

	const balance = names.isOwed ? null : readAmount(cell('balance'))
	const unnamed = block.profile?.unnamed
	const isOurs = block.profile?.isOurs ?? false
	const written = isOurs ? cell('description') : descriptionOf(cell) || (unnamed ? cell(unnamed) : '')
	const dateCell = cell('date')
	const ownDate = readDate(dateCell, order, timezone)
	const summary = isBalanceType(cell('type'))
		? 'balance'
		: isOurs
			? null
			: summaryOf(written || text, ownDate !== null)
	const amount = paidAmount(block, names, cell)
	if (balance && 'cents' in balance) rememberBalance(read, place, balance)
	else if (summary === 'balance' && amount && 'cents' in amount.amount && !isWithInvested(written))
		rememberBalance(read, place, amount.amount)
	// What stands below a total is of no day above it.
	if (summary === 'total' && above) above.date = null
	if (summary) return leave(summary)
	if (block.profile?.opening?.test(normalise(cell('description')))) return leave('balance')
	if (!amount && isOnlyPlanned(names, line)) return leave('not_booked')
	if (dateCell === '' && amount && isOnlyDue(names, line)) return leave('not_booked')
	if (dateCell === '' && (!amount || written === '')) return leave('heading')
	// A footer's words, or a page's, begin where the dates stand, and say nothing where the descriptions do.
	const isFooter = !amount || !(/\d/.test(dateCell) || isCharge(dateCell))
	if (!ownDate && written === '' && isFooter) return leave('heading')
	if ((options.skip ?? []).some((word) => normalise(written).includes(normalise(word)))) {
		read.gaps.push(place)
		return leave('skipped')
	}
	const isUnpaid = block.isFuture || names.unpaid.includes(normalise(cell('booked')))
	const status = isUnpaid ? 'not_booked' : statusOf(cell('booked'))
	if (status) {
		if (status === 'not_done' && amount && 'cents' in amount.amount)
			read.undone.push({
				amount: amount.amount,
				direction: amount.direction,
				description: written,
				isGivenBack: isStatusGivenBack(cell('booked')),
			})
		return leave(status)
	}

	if (above && ownDate) above.date = ownDate
	const date = ownDate ?? (dateCell === '' ? (above?.date ?? null) : null)
	if (!date) return refuse('date_unreadable')
	if (hasCellsBeyond(block, line)) return refuse('cells_beyond_header')
	if (!amount) return refuse('amount_unreadable')
	if ('reason' in amount.amount) return refuse(amount.amount.reason)
	if (amount.amount.cents === 0)
		return isInOtherCurrency(names, line) ? refuse('amount_currency') : leave('zero')
	if (!/^(?:|brl|r\$|real|reais)$/i.test(cell('currency'))) return refuse('amount_currency')
	const description = cleanText(written)
	if (description === null) return refuse('description_missing')
	if ([...description].length > LONGEST_DESCRIPTION) return refuse('description_too_long')
	const parts = partsOf(cell)
	if (!parts) return refuse('installments_unreadable')
	const { direction, isRefund = false } = amount
	const said = { text, date, description, parts, amount: amount.amount, direction, isRefund }
	read.rows.push(rowOf(placed, said))
}

type Understood = Pick<ReadRow, 'text' | 'date' | 'description' | 'parts' | 'amount' | 'direction'> & {
	isRefund: boolean
}

/** A line of which all that matters was understood, with what else its cells say. */
function rowOf({ table, line, place }: PlacedLine, said: Understood): ReadRow {
	const { block, order, timezone, names } = table
	const cell = (field: Field) => cellOf(block, line, field)
	const isOurs = block.profile?.isOurs ?? false
	const nothing = isOurs ? /^$/ : /^-*$/
	const filled = (text: string) => (nothing.test(text) ? null : (cleanText(text) ?? null))
	const empty = (field: Field) => filled(cell(field))
	const { text, date, description, amount, parts } = said
	const type = cell('type')
	const { typed, isCreditOrDebit, isOfCard } = typedBy(block, type)
	const letter = names.letters.get(normalise(type)) ?? null
	const { text: whole, id } = identityOf(block, line, isOurs ? description : null)
	// Field by field: of a hundred thousand rows that are spread together each is slow, and large.
	return {
		line: line.line,
		text,
		place,
		block,
		date,
		purchaseDay: readDate(cell('purchase_day'), order, timezone),
		description,
		title: block.profile?.transfers ? (cleanText(cell('description')) ?? '') : description,
		identity: { text: whole, account: filled(cellAt(line, block.found.source)), id },
		amount,
		direction:
			said.direction ??
			letter ??
			(/^[dc]$/i.test(type) ? directionOf(amount, type) : typed === null ? wayOf(table, amount) : null),
		typed: said.isRefund || (isStatusOfRefund(cell('booked')) && !amount.negative) ? 'refund' : typed,
		isCreditOrDebit,
		isOfCard,
		parts,
		bill: readBill(cell('bill')),
		total: centsIn(cell('total')),
		category: empty('category'),
		source: empty('source'),
		toSource: empty('to_source'),
		person: empty('person'),
		own: isOurs ? readOwnRecord(cell('record')) : null,
		at: null,
		moves: null,
	}
}

function typedBy({ profile }: Block, cell: string): Pick<ReadRow, 'typed' | 'isCreditOrDebit' | 'isOfCard'> {
	return {
		typed: typeOf(cell),
		isCreditOrDebit: /^(?:(?:cr[ée]dit|d[ée]bit)o?s?|[cd])$/i.test(cell),
		isOfCard: profile?.type === 'app' && /^cart(?:ao|oes)\b/.test(normalise(cell)),
	}
}

/**
 * What a heading says of all lines below it, unless a column of theirs does. Money in that has a minus was taken back; what went out has one throughout, or never: `Gastos 2026`
 * may be the title of a whole account.
 */
function wayOf({ block: { way }, names }: Table, { negative }: SignedAmount): 'in' | 'out' | null {
	if (names.isTyped || (way === 'out' && names.isMixed)) return null
	return way === 'in' && negative ? 'out' : (way ?? null)
}

function rememberBalance(read: ReadRows, place: number, { cents, negative }: SignedAmount) {
	read.balances.push({ place, cents: negative ? -cents : cents })
}
