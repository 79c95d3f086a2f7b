import { isHeadingOfFuture, isHeadingOfPast, summaryOf } from './bank-words'

/** What a line between headers is: one of the table, one that says whose it is, or any other. */
export type LineKind = 'transaction' | 'context' | 'other'

const NOTHING = /^\s*(?:n[ãa]o (?:h[áa]|existem?)|nenhum|sem|no)\s/i
const PAGE = /^\s*(?:p[áa]g|page)/i

/**
 * Tells, line by line, whether what follows is still to come. A heading says so of the lines below it and of the table that begins there;
 * a heading of what has happened ends it, and so does any other one, a card's name or a total before the next table. The same header on
 * the next page doesn't.
 */
export class Sections {
	isFuture = false
	/** Nothing but what says whose it is stands below the heading yet: a header here is the section's own. */
	private isOpen = false
	private hasEnded = false

	/** @returns whether the line is a heading that changes what those below it are */
	take(cells: string[], kind: LineKind, isAboveTables: boolean): boolean {
		const said = cells.filter((cell) => cell.trim() !== '')
		const heading = kind !== 'transaction' && said.length === 1 ? said[0]! : null
		if (heading !== null && isHeadingOfFuture(heading, isAboveTables)) {
			this.set(true)
			return true
		}
		if (!this.isFuture) return false
		if (isAboveTables) {
			if (kind !== 'context') this.set(false)
			return false
		}
		if (kind === 'transaction') this.isOpen = this.hasEnded = false
		else if (heading !== null && (isHeadingOfPast(heading) || NOTHING.test(heading))) {
			this.set(false)
			return true
		} else if (!this.isOpen)
			this.hasEnded ||=
				kind === 'context' || heading !== null ? !PAGE.test(said.join(' ')) : isTotal(said[0] ?? '')
		return false
	}

	/** @returns whether the table below this header is still to come */
	takeHeader(isRepeated: boolean): boolean {
		if (this.isFuture && !this.isOpen && (this.hasEnded || !isRepeated)) this.isFuture = false
		this.isOpen = this.hasEnded = false
		return this.isFuture
	}

	private set(isFuture: boolean): void {
		this.isFuture = this.isOpen = isFuture
		this.hasEnded = false
	}
}

const isTotal = (text: string): boolean => summaryOf(text, false) === 'total'
