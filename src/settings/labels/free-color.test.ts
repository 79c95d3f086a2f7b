import { expect, test } from 'vitest'
import { freeColor } from './free-color'

test('a new category gets the least used colour', () => {
	const of = (...colors: number[]) => freeColor(colors.map((color) => ({ color })))
	expect(of()).toBe(1)
	expect(of(1, 2, 4)).toBe(3)
	expect(of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1)).toBe(2)
})
