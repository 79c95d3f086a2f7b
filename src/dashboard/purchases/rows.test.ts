import { expect, test } from 'vitest'
import { countMissing } from './rows'

test('only rows that are new count', () => {
	expect(countMissing(Int32Array.of(1, 2, 3), Int32Array.of(9, 8, 1, 3))).toBe(2)
	expect(countMissing(Int32Array.of(1, 2), Int32Array.of(1))).toBe(0)
})
