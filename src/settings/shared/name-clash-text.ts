import { createWords } from '../../app/language'
import { normalise } from '../../ledger/name'
import { isolate } from './bidi'
import type { NameClash } from './name-clash'
import { words } from './words'

const t = createWords(words)

/** A clash in words, with its remedy. */
export function nameClashText({ text, owner }: NameClash): string {
	const shown = isolate(text.trim())
	if (normalise(text) === normalise(owner)) return t('problem.exists', { text: shown })
	return t('problem.taken', { text: shown, owner: isolate(owner) })
}
