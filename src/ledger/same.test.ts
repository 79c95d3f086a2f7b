import { isDeepStrictEqual } from 'node:util'
import { expect, it, test } from 'vitest'
import fc from '../../fixtures/property'
import { same } from './same'

it('tells of any two values what the platform does', () => {
	const value = fc.jsonValue({ maxDepth: 3 })
	fc.assert(
		fc.property(value, value, (a, b) => {
			expect(same(a, b)).toBe(isDeepStrictEqual(a, b))
			expect(same(a, structuredClone(a))).toBe(true)
		}),
	)
})

test.each<[unknown, unknown]>([
	[null, {}],
	[null, undefined],
	[0, '0'],
	[1, true],
	['', []],
	[[], {}],
	[{}, []],
	[['a'], { 0: 'a' }],
	[{ 0: 'a' }, ['a']],
	[[1], [1, 2]],
	[
		[1, 2],
		[1, 3],
	],
	[{ a: 1 }, { a: 2 }],
	[{ a: 1 }, { b: 1 }],
	[{ a: undefined }, { b: undefined }],
	[{ a: 1 }, { a: 1, b: 2 }],
	[{ a: { b: [1] } }, { a: { b: [2] } }],
	[{ a: null }, { a: {} }],
	['a', { length: 1 }],
])('%j is not %j', (a, b) => {
	expect(same(a, b)).toBe(false)
	expect(same(b, a)).toBe(false)
})

test.each([[Number.NaN], [null], [undefined], [''], [[]], [{}], [[[]]], [{ a: [{ b: null }] }]])(
	'%j is a copy of it',
	(value) => {
		expect(same(value, structuredClone(value))).toBe(true)
	},
)
