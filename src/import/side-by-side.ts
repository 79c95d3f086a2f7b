import { normalise } from '../ledger/name'
import { typeOf } from './bank-words'
import { hasFigure, headerName, isNeverAmount, NAMES, plainName } from './column-names'
import { readDate } from './dates'
import { guessColumns, isEnough } from './headers'
import { isDayOfPaying } from './purchase-columns'
import { type FileLine, ImportFileError } from './types'

/** Lines of a file below one another, as one of several tables side by side has them. */
export interface SideTable {
	lines: FileLine[]
	/** Its heading says which way the money of its lines went. */
	way: 'in' | 'out' | null
}

/** From this cell on to the one before `to` a line is of one table. */
interface Side {
	from: number
	to: number
	header: string[]
	way: 'in' | 'out' | null
}

/**
 * Cuts tables apart that stand side by side: a header that names date and amount again begins another one. What stands above belongs to
 * each, and a header of another form ends them.
 *
 * @param isDelimited a delimiter may have cut a cell in two
 * @returns null where there are none
 * @throws ImportFileError where a header names date and amount again, and one of the tables lacks what they need
 */
export function tablesSideBySide(lines: FileLine[], isDelimited: boolean): SideTable[] | null {
	const tables: SideTable[] = []
	let plain: FileLine[] = []
	let sides: { side: Side; table: SideTable }[] = []
	let width = 0
	for (const [at, line] of lines.entries()) {
		const found = hasFigure(line.cells) ? null : sidesOf(line.cells, lines[at - 1])
		if (found) {
			const isAbove = !plain.some(isHeader)
			if (!isAbove) tables.push({ lines: plain, way: null })
			sides = found.map((side) => ({
				side,
				table: { way: side.way, lines: [...(isAbove ? plain : []), { line: line.line, cells: side.header }] },
			}))
			tables.push(...sides.map(({ table }) => table))
			width = isDelimited ? line.cells.length : Number.POSITIVE_INFINITY
			plain = []
		} else if (sides.length > 0 && !isHeader(line)) addToSides(sides, line, width)
		else {
			sides = []
			plain.push(line)
		}
	}
	if (tables.length > 0 && plain.length > 0) tables.push({ lines: plain, way: null })
	return tables.length > 0 ? tables : null
}

function addToSides(sides: { side: Side; table: SideTable }[], line: FileLine, width: number): void {
	const isFilled = (cell: string) => cell.trim() !== ''
	// Of which table the cell is that a delimiter cut in two, nobody knows: each has cells beyond its header, and cannot be read.
	const isCut = line.cells.slice(width).some(isFilled)
	for (const { side, table } of sides) {
		const cells = line.cells.slice(side.from, side.to)
		if (cells.some(isFilled))
			table.lines.push({ line: line.line, cells: isCut ? line.cells.slice(side.from) : cells })
	}
}

const isHeader = ({ cells }: FileLine): boolean => !hasFigure(cells) && isEnough(guessColumns(cells))

/** The tables that a header row begins; null where it is none, or of one table alone. */
function sidesOf(written: string[], above: FileLine | undefined): Side[] | null {
	// Some programs number the names that come twice.
	const cells = written.map((cell) => cell.trim().replace(/(?<=\p{L})[ ._]?\d$/u, ''))
	const names = cells.map((cell) => plainName(headerName(cell)))
	const isDay = (name: string) => NAMES.date.includes(name) || isDayOfPaying(name)
	const date = names.find((name, at) => isDay(name) && names.includes(name, at + 1))
	if (date === undefined) return null
	const days = names.flatMap((name, at) => (name === date ? [at] : []))
	const before = names.slice(0, days[0]).some(Boolean) ? days[0]! : 0
	const starts = days.map((day, at) => (at === 0 ? 0 : day - before))
	const spans = starts.map((from, at) => ({ from, to: starts[at + 1] ?? Number.POSITIVE_INFINITY }))
	if (spans.some(({ from, to }) => !hasAmount(cells.slice(from, to)))) return null
	const sides = spans.map(({ from, to }): Side => {
		const { header, way } = headed(cells.slice(from, to))
		return { from, to, header, way: way ?? wayOfTitle((above?.cells ?? []).slice(from, to)) }
	})
	if (sides.every(({ header }) => isEnough(guessColumns(header)))) return sides
	throw notCutApart()
}

const notCutApart = () =>
	new ImportFileError(
		'side_by_side',
		'The file has tables side by side that cannot be told apart. Put one below the other, each with a header that names date, description and amount, or save each as a file of its own.',
	)

/**
 * Refuses tables side by side whose header nobody knows: behind the amount a day, a text and an amount stand again in most of the lines
 * that have any of these.
 *
 * @param amount which cell was taken for the amount
 * @throws ImportFileError
 */
export function refuseAnotherBeside(lines: FileLine[], header: string[], amount: number | undefined): void {
	if (amount === undefined) return
	const width = Math.max(0, ...lines.map(({ cells }) => cells.length))
	const behind = Array.from({ length: Math.max(0, width - amount - 1) }, (_, at) => amount + 1 + at)
	const holds = (at: number, test: (cell: string) => boolean) => {
		const filled = lines.map(({ cells }) => (cells[at] ?? '').trim()).filter((cell) => cell !== '')
		return filled.length * 5 > lines.length && filled.filter(test).length * 2 > filled.length
	}
	const day = behind.find((at) => holds(at, (cell) => readDate(cell, 'dmy', 'UTC') !== null))
	const rest = behind.filter((at) => day !== undefined && at > day)
	const text = rest.find((at) => holds(at, (cell) => /\p{L}{3}/u.test(cell)))
	const isMoney = (cell: string) => /^\D{0,5}\d[\d.]*,\d{2}\D{0,2}$/.test(cell)
	const isAgain = rest.some((at) => !isNeverAmount(header[at] ?? '') && holds(at, isMoney))
	if (text !== undefined && isAgain) throw notCutApart()
}

function hasAmount(cells: string[]): boolean {
	const { amount, credit, debit } = guessColumns(cells)
	return (amount ?? credit ?? debit) !== undefined
}

/** `Data;Receita;Valor`: what stands where the description does says what all of them are. */
export function headed(cells: string[]): Pick<Side, 'header' | 'way'> {
	const { description, amount, credit, debit } = guessColumns(cells)
	const said = credit ?? debit
	if (description !== undefined || amount === undefined || said === undefined)
		return { header: cells, way: null }
	const header = cells.map((cell, at) => (at === said ? 'Descrição' : cell))
	return { header, way: credit === undefined ? 'out' : 'in' }
}

/** What a title above a table says of all its lines: `Receitas`, `DESPESAS FIXAS`, `Minhas despesas:`. Null: it is no such title. */
export function wayOfTitle(cells: string[]): 'in' | 'out' | null {
	const said = cells.filter((cell) => cell.trim() !== '')
	const word = said.length === 1 ? typeOf(titleOf(said[0]!)) : null
	return word === 'in' || word === 'out' ? word : null
}

/** Without what stands around it: `1. Minhas receitas:`, `*** DESPESAS DO MÊS ***`. */
const titleOf = (cell: string): string =>
	normalise(cell)
		.replace(/^(?:\d+[.)]\s*|[^a-z\d]+)/, '')
		.replace(/[^a-z)]+$/, '')
		.replace(/^(?:(?:minh|noss|su)as|(?:meus|nossos|seus)|lista de|tabela de)\s+/, '')
		.replace(
			/ d[oe] (?:mes|ano|casa|dia|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)(?: d?e? ?\d{4})?$/,
			'',
		)
