/** The longest name a label may have, and the longest text it may answer to besides, in characters. */
const LONGEST_NAME = 60
const LONGEST_ALIAS = 120

/**
 * The label that answers to `text`: of that name, or, when it is too long for one, of its first words with the text as its
 * other name. Null when it is too long for that too.
 */
export function labelFor(text: string): { name: string; aliases: string[] } | null {
	const whole = text.trim().replace(/\s+/g, ' ')
	// By code points, as the server counts.
	const characters = [...whole]
	if (characters.length <= LONGEST_NAME) return { name: whole, aliases: [] }
	if (characters.length > LONGEST_ALIAS) return null
	const start = characters.slice(0, LONGEST_NAME).join('')
	const cut = characters[LONGEST_NAME] === ' ' ? start.length : start.lastIndexOf(' ')
	return { name: cut > 0 ? start.slice(0, cut) : start, aliases: [whole] }
}
