import { addWords } from '.'
import { corrections as correctionsEn } from './en/corrections'
import { importWords as importEn } from './en/import'
import { page as pageEn } from './en/page'
import { panels as panelsEn } from './en/panels'
import { settings as settingsEn } from './en/settings'
import { start as startEn } from './en/start'
import { corrections } from './pt-BR/corrections'
import { importWords } from './pt-BR/import'
import { page } from './pt-BR/page'
import { panels } from './pt-BR/panels'
import { settings } from './pt-BR/settings'
import { start } from './pt-BR/start'

/** Every word of every language. Tests import this file for its effect: all words are there at once. */
export const allWords = {
	'pt-BR': { page, panels, start, settings, corrections, import: importWords },
	en: {
		page: pageEn,
		panels: panelsEn,
		start: startEn,
		settings: settingsEn,
		corrections: correctionsEn,
		import: importEn,
	},
} as const

for (const [language, parts] of Object.entries(allWords)) {
	for (const [part, words] of Object.entries(parts)) {
		addWords(language as keyof typeof allWords, part as keyof typeof parts, words)
	}
}
