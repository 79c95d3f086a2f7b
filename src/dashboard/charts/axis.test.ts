import { expect, test } from 'vitest'
import { roundAxis } from './axis'

test('axes end on round numbers that hold the largest value and waste little', () => {
	expect(roundAxis(688_290, 4)).toEqual({ top: 750_000, ticks: 3 })
	expect(roundAxis(850_000, 4)).toEqual({ top: 1_000_000, ticks: 4 })
	expect(roundAxis(210_000, 4)).toEqual({ top: 250_000, ticks: 5 })
	expect(roundAxis(1_000_000, 4)).toEqual({ top: 1_000_000, ticks: 4 })
	expect(roundAxis(1_030_697, 4), 'not 12,5 mil').toEqual({ top: 1_500_000, ticks: 3 })
	expect(roundAxis(0, 4).top).toBeGreaterThan(0)
	for (let max = 1; max < 1e12; max = Math.ceil(max * 1.37)) {
		for (const wanted of [2, 4]) {
			const { top, ticks } = roundAxis(max, wanted)
			expect(top).toBeGreaterThanOrEqual(max)
			expect(top % ticks).toBe(0)
			expect(ticks).toBeGreaterThanOrEqual(2)
			expect(String(top).replace(/0+$/, '').length, `${top} is short to write`).toBeLessThanOrEqual(2)
			if (max > 1_000) expect(top).toBeLessThanOrEqual(max * 2.5)
		}
	}
})
