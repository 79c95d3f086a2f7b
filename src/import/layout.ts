import type { LocalDay } from '../ledger/types'
import { AboveHeader, type UnheadedLine } from './above-header'
import { summaryOf } from './bank-words'
import { hasFigure, headerName } from './column-names'
import { columnsByContent, firstBelowHeader, widthOf, withHeader } from './columns-by-content'
import { type Context, contextOf, latestDay, looksLikeTransaction, NO_CONTEXT } from './context'
import { dayNamed, guessColumns, isEnough, namedColumns, namesDayAndAmount } from './headers'
import { profileOf } from './profiles/index'
import type { Profile } from './profiles/profile'
import { eachOf } from './rest'
import { type LineKind, Sections } from './sections'
import { shownText } from './shown-text'
import { headed, refuseAnotherBeside, wayOfTitle } from './side-by-side'
import { type Columns, type FileLine, ImportFileError, type PlanOptions } from './types'

/** A table within a file: what stands around it says whose it is. */
export interface Block extends Context {
	columns: Columns
	/** The same before a person chose any: what makes a line that line depends on no choice. */
	found: Columns
	/** Header cells; empty where the file has none. */
	header: string[]
	/** So many cells a line has; null where the file doesn't say, or where no delimiter can cut a cell in two. */
	width: number | null
	profile: Profile | null
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
	let context = NO_CONTEXT
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
		if (said) context = { ...(block && block.lines.length > 0 && said.card ? NO_CONTEXT : context), ...said }
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
		...NO_CONTEXT,
		latest: lines
			.slice(0, first)
			.reduce<LocalDay | null>((latest, line) => latestDay(line, latest, timezone), null),
		isFuture: false,
		header,
		width: null,
		lines: lines.slice(first),
	})
}
