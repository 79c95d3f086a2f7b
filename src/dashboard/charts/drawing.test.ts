import { expect, test } from 'vitest'
import { placeAt } from './drawing'

test('a column is as wide as its share of the plot, a point as far as half the way to the next', () => {
	expect([0, 0.24, 0.26, 0.99, 1].map((share) => placeAt(share, 4, 'columns'))).toEqual([0, 0, 1, 3, 3])
	expect([0, 0.16, 0.17, 0.99, 1].map((share) => placeAt(share, 4, 'lines'))).toEqual([0, 0, 1, 3, 3])
})

test('a pointer just beside the plot is still at its edge, one further away nowhere', () => {
	expect(placeAt(-0.01, 4, 'columns')).toBe(0)
	expect(placeAt(1.01, 4, 'lines')).toBe(3)
	for (const share of [-0.03, 1.03, Number.NaN]) expect(placeAt(share, 4, 'columns')).toBeNull()
	expect(placeAt(0.5, 0, 'columns')).toBeNull()
})
