import { hasFigure } from './column-names'
import { textWithEntities } from './ofx'
import type { FileLine, LeftOutLine } from './types'
import { checkWorkbook } from './workbook-bounds'

/** Whether bytes are a zip archive, which an `.xlsx` is. */
export const isXlsx = (bytes: Uint8Array): boolean =>
	bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04

/** Whether bytes are the older binary `.xls`, which is not read. */
export const isXls = (bytes: Uint8Array): boolean =>
	bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0

/** The rows of a workbook's sheets, and which sheets are left out. */
export interface WorkbookLines {
	lines: FileLine[]
	left_out: LeftOutLine[]
}

interface Sheet {
	name: string
	lines: FileLine[]
}

/**
 * The rows of each sheet as texts, as a CSV would hold them. The library is loaded only now: few files need it.
 * Numbers have at most the two decimals of money, so that 1.234 from a formula is not taken for a thousand.
 * What nobody sees, and what another sheet has too, would count what is nobody's, or twice.
 */
export async function xlsxLines(bytes: Uint8Array): Promise<WorkbookLines> {
	await checkWorkbook(bytes)
	const { default: readWorkbook } = await import('read-excel-file/universal')
	const hidden = await hiddenSheets(bytes)
	const sheets = (await readWorkbook(new Uint8Array(bytes).buffer)).map(({ sheet, data }): Sheet => {
		const rows = data.map((row, index) => ({ line: index + 1, cells: row.map(cellText) }))
		return { name: sheet, lines: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) }
	})
	const seen = sheets.filter(({ name, lines }) => !hidden.has(name) && lines.length > 0)
	const figures = seen.length > 1 ? seen.map(figuresOf) : []
	const kept =
		seen.length === 0 ? sheets : seen.filter((_, at) => seen.length === 1 || !isRepeated(at, figures))
	const left_out = sheets.flatMap((sheet): LeftOutLine[] => {
		const { name, lines } = sheet
		if (lines.length === 0 || kept.includes(sheet)) return []
		const why = seen.includes(sheet) ? 'sheet_repeated' : 'sheet_hidden'
		return [{ line: lines[0]!.line, why, text: `${name} (${lines.length})` }]
	})
	return { lines: kept.flatMap(({ lines }) => lines), left_out }
}

/** The names of sheets that a spreadsheet doesn't show. */
async function hiddenSheets(bytes: Uint8Array): Promise<Set<string>> {
	const { strFromU8, unzipSync } = await import('fflate')
	const parts = unzipSync(bytes, { filter: ({ name }) => /^\/?xl\/workbook\.xml$/i.test(name) })
	const xml = Object.values(parts)
		.map((part) => strFromU8(part))
		.join('')
	const hidden = new Set<string>()
	for (const [tag] of xml.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)) {
		const name = /\sname\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(tag)
		if (name && /\sstate\s*=\s*["'](?:hidden|veryHidden)["']/.test(tag))
			hidden.add(textWithEntities(name[1] ?? name[2]!))
	}
	return hidden
}

/** Whether all that a sheet lists stands in a larger one too, or in an equal one before it. */
function isRepeated(at: number, figures: string[][]): boolean {
	const rows = figures[at]!
	if (rows.length === 0) return false
	return figures.some((others, place) => {
		if (place === at || others.length < rows.length || (others.length === rows.length && place > at))
			return false
		const left = new Map<string, number>()
		for (const row of others) left.set(row, (left.get(row) ?? 0) + 1)
		return rows.every((row) => {
			const count = left.get(row) ?? 0
			left.set(row, count - 1)
			return count > 0
		})
	})
}

/** Its rows that may be transactions, by what they say. */
const figuresOf = ({ lines }: Sheet): string[] =>
	lines
		.filter(({ cells }) => hasFigure(cells))
		.map(({ cells }) => cells.filter((cell) => cell !== '').join('\u0000'))

function cellText(value: unknown): string {
	if (value === null || value === undefined) return ''
	if (value instanceof Date) return value.toISOString().slice(0, 10)
	if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2)
	return String(value).trim()
}
