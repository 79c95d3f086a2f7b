import { expect, test } from 'vitest'
import { NAMES } from './column-names'
import { guessColumns } from './headers'

test.each(Object.entries(NAMES))(
	'every name of %s is known, by itself and in any letters',
	(field, names) => {
		// Which part of how many a line is stands under no name that means nothing else.
		expect(names.length > 0).toBe(!['part', 'parts'].includes(field))
		expect(new Set(names).size).toBe(names.length)
		for (const name of names) {
			expect(name.trim()).not.toBe('')
			for (const written of [name, name.toUpperCase(), ` ${name} `]) {
				const beside = guessColumns([field === 'description' ? 'x' : 'descricao', written])
				expect([written, (beside as Record<string, number>)[field]]).toEqual([written, 1])
			}
		}
	},
)
