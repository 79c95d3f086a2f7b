import { expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { normalise } from '../../ledger/name'
import { ranksOf } from '../live/sorting'
import { Descriptions } from './descriptions'

it('finds in blocks what looking at each description finds', () => {
	const words = ['Café', 'mercado', 'São José', 'açúcar', '', 'a', 'aa']
	const texts = Array.from(
		{ length: 9000 },
		(_, at) => `${words[at % 7]} ${words[(at * 5) % 6]} ${at % 1300}`,
	)
	const descriptions = new Descriptions()
	for (const text of texts) descriptions.enter(text)
	const query = fc.constantFrom(
		'cafe',
		'sao jose 1',
		'a',
		' ',
		'1299',
		'mercado  ',
		'acucar sao',
		'nothing',
		'aa a',
	)
	fc.assert(
		fc.property(query, (asked) => {
			const wanted = normalise(asked)
			const found = descriptions.search(wanted)
			for (let id = 0; id < descriptions.size; id++)
				expect(found[id] === 1).toBe(normalise(descriptions.values[id]!).includes(wanted))
		}),
		{ numRuns: 12 },
	)
})

it('enters each text once and ranks by the text as it is compared', () => {
	const descriptions = new Descriptions()
	expect(['b', 'Á', 'a', 'b'].map((text) => descriptions.enter(text))).toEqual([0, 1, 2, 0])
	expect([...ranksOf(descriptions.normalised())]).toEqual([1, 0, 0])
})
