import { addWords } from '.'
import { page as pageEn } from './en/page'
import { settings as settingsEn } from './en/settings'
import { start as startEn } from './en/start'
import { page } from './pt-BR/page'
import { settings } from './pt-BR/settings'
import { start } from './pt-BR/start'

/** Every word of every language. Tests import this file for its effect: all words are there at once. */
export const allWords = {
	'pt-BR': { page, start, settings },
	en: { page: pageEn, start: startEn, settings: settingsEn },
} as const

for (const [language, parts] of Object.entries(allWords)) {
	for (const [part, words] of Object.entries(parts)) {
		addWords(language as keyof typeof allWords, part as keyof typeof parts, words)
	}
}
