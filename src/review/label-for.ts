import { LONGEST_ALIAS, LONGEST_LABEL } from '../ledger/limits'

/**
 * The label to create for `text`. A text that is too long for a name gives the label its first words as name and the whole
 * text as an alias. Null when the text is too long for an alias too.
 */
export function labelFor(text: string): { name: string; aliases: string[] } | null {
	const whole = text.trim().replace(/\s+/g, ' ')
	// By code points, as the server counts.
	const characters = [...whole]
	if (characters.length <= LONGEST_LABEL) return { name: whole, aliases: [] }
	if (characters.length > LONGEST_ALIAS) return null
	const start = characters.slice(0, LONGEST_LABEL).join('')
	const cut = characters[LONGEST_LABEL] === ' ' ? start.length : start.lastIndexOf(' ')
	return { name: cut > 0 ? start.slice(0, cut) : start, aliases: [whole] }
}
