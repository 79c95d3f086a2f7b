import { addWords } from '.'
import { importWords as importEn } from './en/import'
import { page as pageEn } from './en/page'
import { settings as settingsEn } from './en/settings'
import { start as startEn } from './en/start'
import { importWords } from './pt-BR/import'
import { page } from './pt-BR/page'
import { settings } from './pt-BR/settings'
import { start } from './pt-BR/start'

/** Every word of every language. Tests import this file for its effect: all words are there at once. */
export const allWords = {
	'pt-BR': { page, start, settings, import: importWords },
	en: { page: pageEn, start: startEn, settings: settingsEn, import: importEn },
} as const

for (const [language, parts] of Object.entries(allWords)) {
	for (const [part, words] of Object.entries(parts)) {
		addWords(language as keyof typeof allWords, part as keyof typeof parts, words)
	}
}
