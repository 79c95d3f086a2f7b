import { describe, expect, it } from 'vitest'
import { emsOf } from './Figure'

describe('the width of a figure', () => {
	it('depends on how many digits it has, not on which: it stays while a figure ticks', () => {
		expect(emsOf('R$ 1.111,11')).toBe(emsOf('R$ 9.876,54'))
		expect(emsOf('R$ 10.000,00')).toBeGreaterThan(emsOf('R$ 9.999,99'))
	})

	it('counts signs, and separators as the narrow things they are', () => {
		expect(emsOf('−1')).toBeGreaterThan(emsOf('1'))
		expect(emsOf('1.000')).toBeLessThan(emsOf('10000'))
		expect(emsOf('')).toBe(0)
	})
})
