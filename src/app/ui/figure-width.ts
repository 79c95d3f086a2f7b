/** Widths in the page's font, in em, each a little more than it is: tabular digits, separators, all other characters. */
const DIGIT = 0.64
const MARK = 0.3
const OTHER = 0.72

/**
 * How wide a figure is at most, in em of its own type, for a stylesheet to size it by: large sums get smaller type and are
 * never cut, as a figure without its last digits is another figure.
 */
export function emsOf(figure: string): number {
	let ems = 0
	for (const character of figure)
		ems += /\d/.test(character) ? DIGIT : /[\s.,'’]/.test(character) ? MARK : OTHER
	return Math.round(ems * 100) / 100
}
