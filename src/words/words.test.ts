import { flatten } from '@solid-primitives/i18n'
import { beforeEach, describe, expect, test } from 'vitest'
import { LANGUAGES, language, loadWords, setLanguage, useWords } from '.'
import { allWords } from './all'

const t = useWords()

// Newer versions of Node have a language of their own.
beforeEach(() => setLanguage('pt-BR'))

test('texts follow the language', async () => {
	await loadWords('page')
	expect(t('filtersOn', 2)).toBe('2 filtros ativos')
	await setLanguage('en')
	expect(language()).toBe('en')
	expect(t('filtersOn', 1)).toBe('1 filter on')
	expect(t('range', { from: 'May', to: 'June' })).toBe('May to June')
})

test('of two quick choices the last one counts', async () => {
	await Promise.all([setLanguage('en'), setLanguage('pt-BR')])
	expect(language()).toBe('pt-BR')
})

test('a text from outside is data, never a template', () => {
	expect(t('range', { from: '{{ to }} $& <b>', to: 'x' })).toBe('{{ to }} $& <b> a x')
})

describe('the catalogue', () => {
	const reference = allWords['pt-BR']
	const parts = Object.keys(reference) as (keyof typeof reference)[]
	const gapsOf = (word: unknown) =>
		typeof word === 'string' ? [...word.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name).sort() : []

	test.each(LANGUAGES)('in %s fills the same gaps as the reference', (language) => {
		for (const part of parts) {
			const words = flatten(allWords[language][part]) as Record<string, unknown>
			for (const [name, word] of Object.entries(flatten(reference[part]))) {
				expect(typeof words[name], name).toBe(typeof word)
				expect(gapsOf(words[name]), name).toEqual(gapsOf(word))
				// What is left would be shown as it stands.
				const text = typeof word === 'string' ? String(words[name]) : ''
				expect(text.replace(/\{\{.*?\}\}/g, ''), name).not.toMatch(/[{}]/)
			}
		}
	})

	test('has no name in two parts: all of them are read by one function', () => {
		const names = parts.flatMap((part) => Object.keys(flatten(reference[part])))
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
	})
})
