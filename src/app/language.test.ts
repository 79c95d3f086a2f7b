import { afterEach, expect, test } from 'vitest'
import { createWords, language, setLanguage } from './language'

const t = createWords({
	'pt-BR': {
		greeting: 'Olá, {{ name }}',
		list: { count: (n: number) => (n === 1 ? '1 compra' : `${n} compras`) },
	},
	en: {
		greeting: 'Hello, {{ name }}',
		list: { count: (n: number) => (n === 1 ? '1 purchase' : `${n} purchases`) },
	},
})

afterEach(() => setLanguage('pt-BR'))

test('words follow the language', () => {
	setLanguage('pt-BR')
	expect(t('greeting', { name: 'Ana' })).toBe('Olá, Ana')
	expect(t('list.count', 2)).toBe('2 compras')
	setLanguage('en')
	expect(language()).toBe('en')
	expect(t('greeting', { name: 'Ana' })).toBe('Hello, Ana')
	expect(t('list.count', 1)).toBe('1 purchase')
})

test('a text from outside is data, never a template', () => {
	expect(t('greeting', { name: '{{ name }} $& <b>' })).toBe('Olá, {{ name }} $& <b>')
})
