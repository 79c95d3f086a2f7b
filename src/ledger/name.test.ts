import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cleanText, findLabel, normalise } from './name'

describe('normalise', () => {
	it.each([
		['  Café  da\tManhã ', 'cafe da manha'],
		['ÇÃO', 'cao'],
		['R$\u00a010', 'r$ 10'],
		['I\u0307stanbul', 'istanbul'],
		['', ''],
		['\n', ''],
	])('%j → %j', (text, expected) => expect(normalise(text)).toBe(expected))
})

describe('findLabel', () => {
	const labels = [
		{ id: 3, name: 'Mercado', aliases: ['feira', 'Padaria'] },
		{ id: 1, name: 'Padaria', aliases: [] },
		{ id: 2, name: 'Saúde', aliases: ['farmácia'] },
	]
	it('finds by name or alias, names first', () => {
		expect(findLabel(labels, 'MERCADO ')).toBe(3)
		expect(findLabel(labels, 'padaria')).toBe(1)
		expect(findLabel(labels, 'Farmacia')).toBe(2)
	})
	it('takes of several the one made first, in whatever order they come', () => {
		const twice = [
			{ id: 5, name: 'Bar', aliases: ['boteco'] },
			{ id: 4, name: 'Bar', aliases: ['boteco'] },
			{ id: 6, name: 'Bar', aliases: ['boteco'] },
		]
		for (const labels of [twice, twice.toReversed()]) {
			expect(findLabel(labels, 'bar')).toBe(4)
			expect(findLabel(labels, 'boteco')).toBe(4)
		}
	})
	it('never finds by nothing', () => {
		const odd = [{ id: 1, name: '\u0301', aliases: ['', ' '] }]
		for (const nothing of ['', ' ', '\u0301', null, undefined]) expect(findLabel(odd, nothing)).toBeNull()
	})
	it('answers null for what nothing names', () => {
		expect(findLabel(labels, 'viagem')).toBeNull()
		expect(findLabel(labels, ' ')).toBeNull()
		expect(findLabel(labels, null)).toBeNull()
	})
})

it('keeps of texts what fixtures/visible-texts.jsonl says: nothing, where nobody sees anything', () => {
	const cases = readFileSync(new URL('../../fixtures/visible-texts.jsonl', import.meta.url), 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as { text: string; kept: string | null })
	for (const { text, kept } of cases) expect([text, cleanText(text)]).toEqual([text, kept])
	expect(cases.length).toBeGreaterThan(25)
})
