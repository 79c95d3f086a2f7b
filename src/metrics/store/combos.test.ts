import { expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import { Combos, type Counting, MAX_REF, type Refs } from './combos'

test('each combination has one number, whatever comes between, and says what it is made of', () => {
	// Few values, so that they come again; some of them share the place where the last ones are remembered.
	const ref = fc.constantFrom(-1, 0, 1, 2, 1024, MAX_REF - 1, MAX_REF)
	const combination = fc.record({
		kind: fc.integer({ min: 0, max: 3 }),
		refs: fc.tuple(ref, ref, ref),
		counting: fc.integer({ min: 0, max: 2 }) as fc.Arbitrary<Counting>,
	})
	fc.assert(
		fc.property(fc.array(combination, { maxLength: 300 }), (all) => {
			const combos = new Combos()
			const numbers = new Map<string, number>()
			for (const { kind, refs, counting } of all) {
				const key = JSON.stringify([kind, refs, counting])
				const combo = combos.of(kind, refs as Refs, counting)
				expect(combo).toBe(numbers.get(key) ?? numbers.size)
				numbers.set(key, combo)
				expect([combos.kinds[combo], combos.countings[combo]]).toEqual([kind, counting])
				const said = combos.dimensions.map((dimension) => dimension.ref(combo))
				expect(said).toEqual(refs.map((one) => (one < 0 ? null : one)))
				expect(combos.countedAs(counting, combo)).toBe(combo)
			}
			expect(combos.size).toBe(numbers.size)
		}),
		{ numRuns: 10 },
	)
})

test('the same that counts otherwise is another one', () => {
	const combos = new Combos()
	const opens = combos.of(1, [5, -1, 7], 1)
	const goesOn = combos.countedAs(2, opens)
	expect(goesOn).not.toBe(opens)
	expect(combos.of(1, [5, -1, 7], 2)).toBe(goesOn)
	expect(combos.countedAs(1, goesOn)).toBe(opens)
})
