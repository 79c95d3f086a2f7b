import { words as first } from './first-words'
import { words as later } from './later-words'

/** All words of the dashboard. Components import the part they need, so that the first figures don't wait for the rest. */
export const words = {
	'pt-BR': { ...first['pt-BR'], ...later['pt-BR'] },
	en: { ...first.en, ...later.en },
}
