import { normalise } from '../ledger/name'
import type { LocalDay } from '../ledger/types'
import { AboveHeader, isOfSomething, type UnheadedLine } from './above-header'
import { readAmount } from './amounts'
import { summaryOf } from './bank-words'
import { hasFigure, headerName, isNeverAmount, plainName } from './column-names'
import { readDate } from './dates'
import { dayNamed, guessColumns, isEnough, namedColumns, namesDayAndAmount } from './headers'
import { profileOf } from './profiles/index'
import type { Profile } from './profiles/profile'
import { paidOn } from './purchase-columns'
import { eachOf } from './rest'
import { type LineKind, Sections } from './sections'
import { shownText } from './shown-text'
import { headed, refuseAnotherBeside, wayOfTitle } from './side-by-side'
import { type Columns, type FileLine, ImportFileError, type PlanOptions } from './types'

/** A table within a file: what stands around it says whose it is. */
export interface Block {
	columns: Columns
	/** The same before a person chose any: what makes a line that line depends on no choice. */
	found: Columns
	/** Header cells; empty where the file has none. */
	header: string[]
	/** So many cells a line has; null where the file doesn't say, or where no delimiter can cut a cell in two. */
	width: number | null
	profile: Profile | null
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
	/** What it lists is still to come. */
	isFuture: boolean
	/** Its heading says which way the money of its lines went. */
	way?: 'in' | 'out'
	lines: FileLine[]
	/** What stands above the first table, below no header. */
	above?: UnheadedLine[]
}

/** The lines of all tables under one header, such as those of each month. */
export function linesAlike(blocks: Block[]): (block: Block) => FileLine[] {
	const keyOf = ({ header, columns }: Block) =>
		JSON.stringify([header.map(headerName).join('|').replace(/\|+$/, ''), columns])
	const found = new Map<string, FileLine[]>()
	for (const block of blocks) {
		const before = found.get(keyOf(block))
		found.set(keyOf(block), before ? before.concat(block.lines) : block.lines)
	}
	return (block) => found.get(keyOf(block)) ?? block.lines
}

/** Banks write up to so many lines above a table. */
const MOST_ABOVE = 40

/**
 * Finds the tables of a file: each begins with a header row; lines above it that name a card, a holder or an account belong to it.
 * Without any header the columns are told by what they hold.
 *
 * @returns no block when nothing in the file looks like a table of transactions
 * @throws ImportFileError when `options.columns` names a column that isn't there
 */
export async function findBlocks(
	lines: FileLine[],
	options: PlanOptions,
	isDelimited = false,
): Promise<Block[]> {
	const isKnown = lines.slice(0, MOST_ABOVE).some(({ cells }) => headerColumns(cells, options) !== null)
	if (!isKnown && !hasTwoHeaders(lines, options)) return blocksWithoutHeader(lines, options)
	const blocks: Block[] = []
	const sections = new Sections()
	let context = EMPTY
	/** What the title above says of all below it, until the next one. */
	let way: 'in' | 'out' | null = null
	const above = new AboveHeader(options.ledger.timezone)
	await eachOf(lines, options.rest, (line, at) => {
		const columns = headerColumns(line.cells, options) ?? columnsByShape(lines, at, options)
		const block = blocks.at(-1)
		if (columns) {
			const isFuture = sections.takeHeader(isSameHeader(block, line))
			const width = isDelimited ? line.cells.length : null
			blocks.push({
				...(way ? { way } : {}),
				...columns,
				...context,
				isFuture,
				header: line.cells,
				width,
				lines: [],
			})
			return
		}
		if (!block) {
			context = { ...context, latest: latestDay(line, context.latest, options.ledger.timezone) }
			above.take(line)
		}
		const said = contextOf(line, block?.columns, options.ledger.timezone)
		const kind = said ? 'context' : kindOf(line, block)
		const isHeading = sections.take(line.cells, kind, !block)
		const isTitle = kind === 'other' && !isHeading && !sections.isFuture && isAlone(line)
		const title = isTitle ? wayOfTitle(line.cells) : null
		// Another title, or a card's name, says nothing of the next table's way.
		if (said?.card || (isTitle && !isSum(line))) way = title
		if (said) context = { ...(block && block.lines.length > 0 && said.card ? EMPTY : context), ...said }
		else if (block && title) blocks.push({ ...block, way: title, lines: [line] })
		else if (block && isHeading) blocks.push({ ...block, isFuture: sections.isFuture, lines: [line] })
		else block?.lines.push(line)
	})
	if (blocks[0]) blocks[0].above = above.lines
	return blocks.map((block) => (isBlockOfProfile(block) ? block : { ...block, profile: null }))
}

/** Whether a file has tables under two headers, one of which is told by its shape alone. */
function hasTwoHeaders(lines: FileLine[], options: PlanOptions): boolean {
	let first: string | null = null
	for (const [at, { cells }] of lines.entries()) {
		if (!headerColumns(cells, options) && !columnsByShape(lines, at, options)) continue
		const names = cells.map(headerName).join('|')
		if (first !== null && names !== first) return true
		first = names
	}
	return false
}

/**
 * The columns below a row that names a day and an amount, and says in no known word what was bought: what it doesn't say is told by
 * what the columns hold. It is a header only where a day and an amount do stand below.
 */
function columnsByShape(
	lines: FileLine[],
	at: number,
	options: PlanOptions,
): (Pick<Block, 'columns' | 'found' | 'profile'> & { way?: 'in' | 'out' }) | null {
	const { cells } = lines[at]!
	if (!namesDayAndAmount(cells)) return null
	const isNamed = Object.keys(options.columns ?? {}).length > 0
	const named = isNamed ? tryNamed(cells, options) : {}
	if (!named) return null
	const { header, way } = headed(cells)
	const sample: FileLine[] = []
	for (const line of lines.slice(at + 1, at + 1 + MOST_SAMPLED)) {
		if (namesDayAndAmount(line.cells)) break
		if (hasFigure(line.cells)) sample.push(line)
	}
	const guessed = columnsByContent(sample, header, options.ledger.timezone)
	const found = withHeader(guessed, header)
	if (!isEnough(found) || found.date !== dayNamed(header)) return null
	return {
		columns: { ...found, ...named },
		// As in a file whose only header nobody knows.
		found: { ...found, description: undefined, details: undefined },
		profile: null,
		...(way ? { way } : {}),
	}
}

/** So many lines below a header tell what its columns hold. */
const MOST_SAMPLED = 50

/** Names that any table may have are a bank's own only beside days as it writes them. */
function isBlockOfProfile({ profile, columns, lines }: Block): boolean {
	if (!profile?.common) return true
	const days = lines.map(({ cells }) => (cells[columns.date!] ?? '').trim()).filter((cell) => /\d/.test(cell))
	return days.length > 0 && /^\d{4}-\d{2}-\d{2}/.test(days[0]!)
}

function headerColumns(
	cells: string[],
	options: PlanOptions,
): Pick<Block, 'columns' | 'found' | 'profile'> | null {
	if (hasFigure(cells)) return null
	const profile = profileOf(cells)
	const found = { ...guessColumns(cells), ...(profile ? columnsOf(profile, cells) : {}) }
	if (options.columns && Object.keys(options.columns).length > 0) {
		const named = tryNamed(cells, options)
		const columns = { ...found, ...named }
		return named && isEnough(columns) ? { columns, found, profile } : null
	}
	return profile || isEnough(found) ? { columns: found, found, profile } : null
}

/** The named columns, if this row is the one that has them: by name only, since each row has a first column. */
function tryNamed(cells: string[], options: PlanOptions): Columns | null {
	try {
		const named = namedColumns(cells, options.columns ?? {})
		const byName = Object.values(options.columns ?? {}).some((name) => !/^\d+$/.test(name))
		return byName || isEnough(guessColumns(cells)) ? named : null
	} catch {
		return null
	}
}

function columnsOf(profile: Profile, cells: string[]): Columns {
	const given = Object.entries(profile.columns ?? {})
	const named = namedColumns(
		cells,
		Object.fromEntries(given.filter(([, name]) => name !== null)) as Record<string, string>,
	)
	return {
		...named,
		...Object.fromEntries(given.filter(([, name]) => name === null).map(([f]) => [f, undefined])),
	}
}

const isSameHeader = (block: Block | undefined, { cells }: FileLine): boolean =>
	block !== undefined && block.header.map(headerName).join('|') === cells.map(headerName).join('|')

/** Its only filled cell is a text. */
const isAlone = ({ cells }: FileLine): boolean =>
	!hasFigure(cells) && cells.filter((cell) => cell.trim() !== '').length === 1

const isSum = ({ cells }: FileLine): boolean => summaryOf(cells.join(' '), false) !== null

const kindOf = ({ cells }: FileLine, block: Block | undefined): LineKind =>
	block && looksLikeTransaction(cells, block.columns) ? 'transaction' : 'other'

/** A table whose headings say what of it is still to come. */
function inSections(block: Block): Block[] {
	const sections = new Sections()
	const blocks = [{ ...block, lines: [] as FileLine[] }]
	for (const line of block.lines) {
		const isHeading = sections.take(line.cells, kindOf(line, block), false)
		if (isHeading) blocks.push({ ...block, isFuture: sections.isFuture, lines: [line] })
		else blocks.at(-1)!.lines.push(line)
	}
	return blocks
}

type Context = Pick<Block, 'account' | 'card' | 'holder' | 'due' | 'latest' | 'isBill' | 'mayBeBill'>
const EMPTY: Context = { account: null, card: null, holder: null, due: null, latest: null, isBill: false }

const FULL_DAY = /(?<!\d)(?:\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}-\d{2}-\d{2})(?!\d)/g

/** The latest full date of a line above a table, or the one before it. */
function latestDay({ cells }: FileLine, before: LocalDay | null, timezone: string): LocalDay | null {
	const days = [...cells.join(' ').matchAll(FULL_DAY)].flatMap(([text]) => {
		const date = readDate(text, 'dmy', timezone)
		return date && 'day' in date ? date.day : []
	})
	return [before ?? '', ...days].sort().at(-1) || null
}

/** Some word of these is in every line that says whose a table is; most lines are told by it at once. */
const CONTEXT_WORD = /cart|titular|nome|portador|cliente|associado|conta|fatura|vencimento/i

/** `Cartão,Final 0001`, `Titular,ANA`, `Extrato de: Ag: 1234 | Conta: 56789-0`: what a line beside a table says of it. */
function contextOf(
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

function looksLikeTransaction(cells: string[], columns: Columns): boolean {
	const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at] ?? ''))
	return readDate(cell(columns.date), 'dmy', 'UTC') !== null || isAmount(cell(columns.amount))
}

function isAmount(cell: string): boolean {
	const amount = readAmount(cell)
	return amount !== null && 'cents' in amount
}

/**
 * Columns by content: a date in most lines, an amount in most, and the widest text. Numbers that have no decimals while others
 * do are documents, not money; a column of nothing but D and C marks each amount. A name may say that a column is no amount.
 */
function columnsByContent(sample: FileLine[], header: string[], timezone: string): Columns {
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

const widthOf = (sample: FileLine[]): number => Math.max(0, ...sample.map(({ cells }) => cells.length))

/** A file of which no line is a header that is known. */
function blocksWithoutHeader(lines: FileLine[], options: PlanOptions): Block[] {
	const { timezone } = options.ledger
	const first = firstBelowHeader(lines, timezone)
	const header = lines[first - 1]?.cells ?? []
	const sample = lines
		.slice(first, first + MOST_SAMPLED)
		.filter(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1)
	const width = widthOf([...sample, { line: 0, cells: header }])
	const guessed = columnsByContent(sample, header, timezone)
	const wanted = Object.entries(options.columns ?? {})
	const names = header.map(headerName)
	if (wanted.some(([, name]) => !/^\d+$/.test(name) && !names.includes(headerName(name))))
		throw new ImportFileError(
			'no_column',
			`No line of the file has the columns ${wanted.map((pair) => pair.join('=')).join(', ')} beside a date, a description and an amount.`,
			`The file has: ${shownText((lines[0]?.cells ?? []).join(' | ')).slice(0, 500)}`,
		)
	const named = namedColumns(
		Array.from({ length: width }, (_, at) => header[at] ?? ''),
		options.columns ?? {},
	)
	if (wanted.length === 0) refuseAnotherBeside(sample, header, guessed.amount)
	const found = withHeader(guessed, header)
	const columns = { ...found, ...named }
	if (!isEnough(columns)) return []
	return inSections({
		columns,
		// Which text is the description was told from the file's other lines: none of them is more than the others.
		found: { ...found, description: undefined, details: undefined },
		profile: null,
		...EMPTY,
		latest: lines
			.slice(0, first)
			.reduce<LocalDay | null>((latest, line) => latestDay(line, latest, timezone), null),
		isFuture: false,
		header,
		width: null,
		lines: lines.slice(first),
	})
}

/**
 * Where the lines begin below a header some of whose names nobody knows: the last row of names above the first day and amount. Numbers above
 * it (`Conta;12345-6`) are none of the table's. Without names the lines begin at the first number, so that none vanishes.
 */
function firstBelowHeader(lines: FileLine[], timezone: string): number {
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
function withHeader(guessed: Columns, header: string[]): Columns {
	const { balance, ...sure } = guessed
	const held = new Set(Object.values(sure))
	const named = Object.entries(guessColumns(header)).filter(([, at]) => !held.has(at))
	const isNamed = named.some(([, at]) => at === balance)
	return { ...Object.fromEntries(named), ...sure, ...(balance === undefined || isNamed ? {} : { balance }) }
}
