import { words as first } from './first-words'
import { words as later } from './later-words'

/** All words of the shell. Components import the part they need, so that the first figure doesn't wait for the rest. */
export const words = {
	'pt-BR': { ...first['pt-BR'], ...later['pt-BR'] },
	en: { ...first.en, ...later.en },
}
