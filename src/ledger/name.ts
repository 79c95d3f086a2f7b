import type { Label } from './types'

/**
 * The form in which names, aliases and searched text are compared: lower case, without accents and invisible marks, white
 * space collapsed and trimmed. `private.normalise` in SQL gives the same.
 *
 * @example normalise('  Café  da Manhã ') // 'cafe da manha'
 */
export function normalise(text: string): string {
	return text.toLowerCase().normalize('NFD').replace(UNHEARD, '').replace(/\s+/g, ' ').trim()
}

/**
 * Invisible characters, as the inside of a regular expression's class: soft hyphens, zero-width spaces, direction marks.
 * Not U+200D, which joins emoji. `private.cleaned` and `private.normalise` in SQL have the same.
 */
const INVISIBLE = '\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2060-\\u2064\\u206a-\\u206f\\ufff9-\\ufffb'

// With the accents in one pass, since every description comes by.
const UNHEARD = new RegExp(`[\\u0300-\\u036f${INVISIBLE}]`, 'g')

/** The id of the label that `text` names, by name or alias; null when none does. Names win over aliases, then the lowest id. */
export function findLabel(labels: readonly Label[], text: string | null | undefined): number | null {
	const wanted = text && normalise(text)
	if (!wanted) return null
	let byAlias: number | null = null
	let byName: number | null = null
	for (const { id, name, aliases } of labels) {
		if (normalise(name) === wanted) byName = Math.min(byName ?? id, id)
		else if (aliases.some((alias) => normalise(alias) === wanted)) byAlias = Math.min(byAlias ?? id, id)
	}
	return byName ?? byAlias
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what a description must not hold.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g

const UNSEEN = new RegExp(`[${INVISIBLE}]+`, 'g')

/**
 * All but what shows nothing by itself, though it may belong to something that is seen: joiners and variation selectors of emoji, the
 * fillers of Hangul, the blank of Braille, Mongolian and Khmer marks, tags. `private.cleaned` in SQL has the same.
 */
const SEEN = new RegExp(
	`[^\\s${INVISIBLE}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180d\\u180f\\u200c\\u200d\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]`,
	'u',
)

/**
 * A free text as it is stored: without invisible characters, trimmed, with one space for each run of control characters or
 * marks that change the direction of text. Null when nothing is left that can be seen. `private.cleaned` in SQL gives the same.
 */
export function cleanText(value: string | null | undefined): string | null {
	const text = (value ?? '').replace(UNSEEN, '').replace(CONTROL, ' ').trim()
	return SEEN.test(text) ? text : null
}
