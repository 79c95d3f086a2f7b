import { LONGEST_ALIAS, LONGEST_LABEL } from '../ledger/limits'

/**
 * The label that answers to `text`: of that name, or, when it is too long for one, of its first words with the text as its
 * other name. Null when it is too long for that too.
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
