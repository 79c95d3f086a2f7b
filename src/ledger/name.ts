import type { Label } from './types'

/**
 * The form in which names, aliases and searched text are compared: lower case, without accents, white space collapsed and
 * trimmed. `private.normalise` in SQL gives the same.
 *
 * @example normalise('  Café  da Manhã ') // 'cafe da manha'
 */
export function normalise(text: string): string {
	return text.toLowerCase().normalize('NFD').replace(COMBINING_MARKS, '').replace(/\s+/g, ' ').trim()
}

const COMBINING_MARKS = /[\u0300-\u036f]/g

/** The id of the label that `text` names, by name or alias; null when none does. Names win over aliases, then the lowest id. */
export function findLabel(labels: readonly Label[], text: string | null | undefined): number | null {
	const wanted = normalise(text ?? '')
	if (wanted === '') return null
	let byAlias: number | null = null
	let byName: number | null = null
	for (const { id, name, aliases } of labels) {
		if (normalise(name) === wanted) byName = Math.min(byName ?? id, id)
		else if (aliases.some((alias) => normalise(alias) === wanted)) byAlias = Math.min(byAlias ?? id, id)
	}
	return byName ?? byAlias
}
