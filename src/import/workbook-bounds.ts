/** Unpacked, the workbook of 100,000 lines is some 40 MB. */
const MOST_BYTES = 150_000_000

/** The table that a sheet spans, from its first cell: a spreadsheet has no more columns, a ledger no use for more cells. */
const MOST_COLUMNS = 16_384
const MOST_CELLS = 20_000_000

/** A cell holds 32,767 letters; a text or tag of megabytes keeps the reader for minutes, which goes over it again and again. */
const LONGEST_STRETCH = 200_000

/** The address of a cell or row, as `A1` or `1`. */
const ADDRESS = /\br\s*=\s*["']\s*([A-Z]*)(\d+)/gi

/**
 * A workbook is a packed folder: one of a few kilobytes may unpack to any size, or name a cell so far away that the table up
 * to it is larger than memory. Either would end the page, or the command, without a word.
 *
 * @throws RangeError when it is larger than what is read
 */
export async function checkWorkbook(bytes: Uint8Array): Promise<void> {
	const { strFromU8, unzipSync } = await import('fflate')
	let total = 0
	const parts = unzipSync(bytes, {
		filter: ({ name, originalSize }) => {
			total += originalSize
			if (total > MOST_BYTES) throw new RangeError('the workbook unpacks to more than is read')
			return /\.xml$/i.test(name)
		},
	})
	for (const part of Object.values(parts)) {
		const xml = strFromU8(part)
		checkStretches(xml)
		checkCells(xml)
	}
}

function checkStretches(xml: string): void {
	for (let from = 0; from < xml.length; ) {
		const next = xml.indexOf('<', from + 1)
		const to = next < 0 ? xml.length : next
		if (to - from > LONGEST_STRETCH) throw new RangeError('a text of the workbook is longer than a cell')
		from = to
	}
}

function checkCells(xml: string): void {
	let columns = 1
	let rows = 0
	for (const [, letters, digits] of xml.matchAll(ADDRESS)) {
		rows = Math.max(rows, Number(digits))
		columns = Math.max(columns, columnNumber(letters!))
	}
	if (columns > MOST_COLUMNS || columns * rows > MOST_CELLS)
		throw new RangeError('a sheet names a cell beyond what is read')
}

const columnNumber = (letters: string): number =>
	[...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
