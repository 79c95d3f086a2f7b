import { normalise } from '../../ledger/name'
import { useWords } from '../../words'
import { isolate } from './bidi'
import type { NameClash } from './name-clash'

const t = useWords('settings')

/** A clash in words, with its remedy. */
export function nameClashText({ text, owner }: NameClash): string {
	const shown = isolate(text.trim())
	if (normalise(text) === normalise(owner)) return t('form.problem.exists', { text: shown })
	return t('form.problem.taken', { text: shown, owner: isolate(owner) })
}
