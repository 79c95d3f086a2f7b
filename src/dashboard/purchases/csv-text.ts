/** First characters that a spreadsheet would take for a formula; a leading tab or line end hides one. */
const FORMULA = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/
const PLAIN_NUMBER = /^-?\d+(,\d+)?$/
/** Dimension must stand in quotes; a space at either end would be trimmed by some readers. */
const QUOTED = /[";\r\n]|^\s|\s$/

/** A byte order mark: without it Excel takes the file for Latin-1. */
export const CSV_START = '\uFEFF'

/** Puts an apostrophe before what would be computed. Plain numbers stay numbers. */
export const harmless = (cell: string): string =>
	FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell

function written(cell: string): string {
	const safe = harmless(cell)
	return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines of CSV as Excel in Brazil opens them by a double click: `;`, CRLF; every text harmless. A file begins with `CSV_START`. */
export function csvLines(rows: string[][]): string {
	let text = ''
	for (const row of rows) text += `${row.map(written).join(';')}\r\n`
	return text
}
