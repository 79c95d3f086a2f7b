import { expect, test } from 'vitest'
import { findNameClash } from './name-clash'

const labels = [
	{ id: 1, name: 'Mercado', aliases: ['feira'] },
	{ id: 2, name: 'Saúde', aliases: [] },
]

test('a clash names the field, the text and whose it is; one’s own names never clash', () => {
	expect(findNameClash(labels, { name: ' SAUDE', aliases: [] })).toEqual({
		field: 'name',
		text: ' SAUDE',
		owner: 'Saúde',
	})
	expect(findNameClash(labels, { id: 2, name: 'Saúde', aliases: ['Feira'] })).toEqual({
		field: 'aliases',
		text: 'Feira',
		owner: 'Mercado',
	})
	expect(findNameClash(labels, { id: 1, name: 'feira', aliases: ['mercado'] })).toBeNull()
	expect(findNameClash(labels, { name: 'Pets', aliases: [] })).toBeNull()
})
