import { readAmount } from './amounts'
import { summaryOf } from './bank-words'
import { hasFigure, headerName, plainName } from './column-names'
import { readDate } from './dates'
import { OF_BILL } from './headers'
import type { FileLine } from './types'

/** A line above all headers, with a day and an amount. */
export interface UnheadedLine {
	line: FileLine
	/** A purchase perhaps, under no header that is known; or what the file says of itself. */
	why: 'above_header' | 'heading'
}

/** Lines above all headers, one by one: none that may be a purchase vanishes. */
export class AboveHeader {
	readonly lines: UnheadedLine[] = []
	/** The names above the next lines, where they have any. */
	private names: string[] = []

	constructor(private readonly timezone: string) {}

	take(line: FileLine): void {
		if (!hasFigure(line.cells)) this.names = line.cells
		const why = unheaded(line, this.timezone)
		if (!why) return
		const isSummary = this.names.some((name) => OF_BILL.test(plainName(headerName(name))))
		this.lines.push({ line, why: isSummary ? 'heading' : why })
	}
}

function unheaded({ cells }: FileLine, timezone: string): UnheadedLine['why'] | null {
	const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
	const day = filled.findIndex((cell) => readDate(cell, 'dmy', timezone) !== null)
	if (day < 0) return null
	const rest = filled.filter((_, at) => at !== day)
	const texts = rest.filter((cell) => /\p{L}{2}/u.test(cell) && !isMoney(cell))
	if (!rest.some(texts.length > 0 ? isAmount : isMoney)) return null
	const says = texts.join(' ')
	return texts.length === 0 || ABOUT_FILE.test(says) || summaryOf(says, false) ? 'heading' : 'above_header'
}

function isAmount(cell: string): boolean {
	const amount = readAmount(cell)
	return amount !== null && 'cents' in amount
}

/** With cents or a currency: `12` beside a day may be anything. */
function isMoney(cell: string): boolean {
	const amount = readAmount(cell)
	return amount !== null && 'cents' in amount && /[.,]\d{2}\D*$|r\$|brl/i.test(cell)
}

/** What banks say above a table. */
const ABOUT_FILE =
	/\b(?:saldos?|per[ií]odos?|vencimentos?|fechamento|emiss[ãa]o|emitid[ao]|gerad[ao]|extrato|fatura|limites?|totais|total|conta|ag[êe]ncia|cart[ãa]o|cliente|titular|data|at[ée]|balance|period|due|statement)\b/i
