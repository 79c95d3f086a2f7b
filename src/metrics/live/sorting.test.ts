import { expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { PackedSort } from './sorting'

it('sorts by key, equal keys by the comparison given, at any size', () => {
	const key = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 40 - 1 }))
	fc.assert(
		fc.property(fc.array(key, { maxLength: 2000 }), (keys) => {
			const sort = new PackedSort()
			for (const [handle, value] of keys.entries()) {
				sort.reserve(1)
				sort.add(handle, value)
			}
			const handles = [...keys.keys()]
			const expected = handles.sort((a, b) => keys[a]! - keys[b]! || b - a)
			expect([...sort.sorted((a, b) => b - a)]).toEqual(expected)
		}),
	)
})
