import Papa from 'papaparse'
import { hasFigure } from './column-names'
import { guessColumns, isEnough } from './headers'
import type { FileLine } from './types'

const DELIMITERS = [';', ',', '\t', '|']
/** So many lines tell a delimiter. */
const SAMPLE_LINES = 200

/** Lines that are split in one go; after them the page may paint and answer. */
const LINES_AT_ONCE = 1_000

/** Splits CSV into records with the line where each begins. The delimiter is the one under which the file makes sense. */
export async function csvLines(
	text: string,
	rest: () => Promise<void> = async () => {},
): Promise<FileLine[]> {
	const said = /^sep=(.)\n/i.exec(text)
	const delimiter = said ? said[1]! : findDelimiter(text)
	const records: FileLine[] = []
	let line = said ? 2 : 1
	for (let start = said?.[0].length ?? 0; start < text.length; ) {
		await rest()
		const { end, lines, isClosed } = pieceFrom(text, start)
		const piece = text.slice(start, end)
		for (const record of split(isClosed ? piece : withoutStrays(piece), delimiter, line)) records.push(record)
		start = end + 1
		line += lines
	}
	return records
}

/** No cell has so many line ends: a quote that is still open after them is one that nothing closes. */
const MOST_LINES_OF_CELL = 500

/**
 * Where a piece may end: a record with line ends in it is quoted, so between two of them quotes come in pairs. Behind a stray one they
 * never do, and only so many lines are read without it.
 */
function pieceFrom(text: string, start: number): { end: number; lines: number; isClosed: boolean } {
	let quotes = 0
	let lines = 0
	let end = start
	let quote = indexOrEnd(text, '"', start)
	let cut: { end: number; lines: number } | null = null
	for (let from = start; from <= text.length; from = end + 1) {
		end = indexOrEnd(text, '\n', from)
		lines++
		for (; quote < end; quote = indexOrEnd(text, '"', quote + 1)) quotes++
		if (lines < LINES_AT_ONCE) continue
		if (quotes % 2 === 0) break
		cut ??= { end, lines }
		if (lines >= LINES_AT_ONCE + MOST_LINES_OF_CELL) break
	}
	if (quotes % 2 === 0) return { end, lines, isClosed: true }
	return { ...(cut ?? { end, lines }), isClosed: false }
}

/** A quote that nothing closes would swallow the rest of the file: the lines that have an odd one are read without. */
const withoutStrays = (piece: string): string =>
	piece
		.split('\n')
		.map((line) => (line.split('"').length % 2 === 0 ? line.replaceAll('"', '') : line))
		.join('\n')

function indexOrEnd(text: string, letter: string, from: number): number {
	const at = text.indexOf(letter, from)
	return at < 0 ? text.length : at
}

/** By the header, wherever it stands; else by the width that most lines share. A parser's guess fails on what banks put above the table. */
function findDelimiter(text: string): string {
	const sample = text.split('\n', SAMPLE_LINES).join('\n')
	let best = { delimiter: DELIMITERS[0]!, score: -1 }
	for (const delimiter of DELIMITERS) {
		const lines = split(sample, delimiter, 1)
		const score = Math.max(headerScore(lines), evenness(lines))
		if (score > best.score) best = { delimiter, score }
	}
	return best.delimiter
}

function headerScore(lines: FileLine[]): number {
	let most = 0
	for (const { cells } of lines) {
		if (hasFigure(cells)) continue
		const columns = guessColumns(cells)
		if (isEnough(columns)) most = Math.max(most, Object.keys(columns).length)
	}
	return most * 1000
}

/** How many lines have the commonest width, if that is at least a date, a text and an amount. */
function evenness(lines: FileLine[]): number {
	const counts = new Map<number, number>()
	for (const { cells } of lines) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
	let most = 0
	for (const [width, count] of counts) if (width >= 3) most = Math.max(most, count)
	return most
}

/** Without quotes a record is a line, which is told many times faster than by a parser. */
function splitPlain(text: string, delimiter: string, firstLine: number): FileLine[] {
	const lines: FileLine[] = []
	for (const [at, record] of text.split('\n').entries())
		if (record.trim() !== '') addRecord(lines, firstLine + at, record.split(delimiter))
	return lines
}

function addRecord(lines: FileLine[], line: number, cells: string[]): void {
	if (cells.some((cell) => cell.trim() !== '')) lines.push({ line, cells: cells.map(unguarded) })
}

function split(text: string, delimiter: string, firstLine: number): FileLine[] {
	if (!text.includes('"')) return splitPlain(text, delimiter, firstLine)
	const lines: FileLine[] = []
	let from = 0
	let line = firstLine
	Papa.parse<string[]>(text, {
		delimiter,
		step: ({ data, meta }) => {
			addRecord(lines, line, data)
			// A record may hold line ends: the next one begins where the parser stands.
			for (let at = text.indexOf('\n', from); at >= 0 && at < meta.cursor; at = text.indexOf('\n', at + 1))
				line++
			from = meta.cursor
		},
	})
	return lines
}

/** Takes off the apostrophe that a spreadsheet, or our own export, puts before what would be computed. */
const unguarded = (cell: string): string =>
	cell.startsWith("'") && /^'+[=+\-@\t\r\n＋－＝＠]/.test(cell) ? cell.slice(1) : cell
