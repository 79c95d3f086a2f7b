import { cleanText } from '../ledger/name'
import { isFigure } from './column-names'
import type { Block } from './layout'
import { shownText } from './shown-text'
import type { Field, FileLine } from './types'

export const cellAt = ({ cells }: FileLine, at: number | undefined): string =>
	at === undefined ? '' : (cells[at] ?? '').trim()

export const cellOf = (block: Block, line: FileLine, field: Field): string =>
	cellAt(line, block.columns[field])

/** The line as the person knows it, for lists; see `shownText`. */
export function textOf({ cells }: FileLine): string {
	const text = cells
		.map((cell) => cell.trim())
		.filter(Boolean)
		.join(' · ')
	return Array.from(shownText(text)).slice(0, 200).join('')
}

/** Description and details, unless one says the other. */
export function descriptionOf(cell: (field: Field) => string): string {
	const [main, details] = [cell('description'), cell('details')].map((text) => text.replace(/\s+/gu, ' '))
	if (!main || !details) return main || details || ''
	if (main.toLowerCase().includes(details.toLowerCase())) return main
	return details.toLowerCase().includes(main.toLowerCase()) ? details : `${main} - ${details}`
}

/** Whether a delimiter without quotes cut a cell of the line in two: what stands in its columns is not what it says. */
export function hasCellsBeyond({ width, columns }: Block, { cells }: FileLine): boolean {
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

export const identityOf = (
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
