import Papa from 'papaparse'

/** First characters that a spreadsheet would take for a formula; a leading tab or line end hides one. */
const FORMULA = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/
const PLAIN_NUMBER = /^-?\d+(,\d+)?$/

/** Puts an apostrophe before what would be computed. Plain numbers stay numbers. */
export const harmless = (cell: string): string =>
	FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell

/** CSV as Excel in Brazil opens it by a double click: `;`, CRLF, a byte order mark; every text harmless. */
export function csvText(rows: string[][]): string {
	const safe = rows.map((row) => row.map(harmless))
	return `\uFEFF${Papa.unparse(safe, { delimiter: ';', newline: '\r\n' })}\r\n`
}
