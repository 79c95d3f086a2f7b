import { describe, expect, test } from 'vitest'
import {
	type Extent,
	holdsMonths,
	isComplete,
	isCovered,
	isExtent,
	withApplied,
	withFilled,
} from './coverage'

const extent: Extent = { applied: 20, floor: 10, filled: 4, window: { from: '2026-10', to: '2026-12' } }

test.each([
	[{ from: '2026-10', to: '2026-12' }, true],
	[{ from: '2026-11', to: '2026-11' }, true],
	[{ from: '2026-09', to: '2026-11' }, false],
	[{ from: '2026-11', to: '2027-01' }, false],
	[{ from: '2027-01', to: '2027-01' }, false],
	[{ from: '2026-09', to: '2026-09' }, false],
])('three months hold %j: %s', (months, expected) => {
	expect(holdsMonths(extent.window, months)).toBe(expected)
	expect(holdsMonths(null, months)).toBe(false)
	const coverage = { months: extent.window, complete: false, progress: 0 }
	expect(isCovered(coverage, months.from, months.to)).toBe(expected)
	expect(isCovered({ ...coverage, months: null }, months.from, months.to)).toBe(false)
	expect(isCovered({ ...coverage, complete: true }, months.from, months.to)).toBe(true)
})

test('the live end and history move forward only, history to where the live end began', () => {
	expect(withApplied(extent, 21).applied).toBe(21)
	expect(withApplied(extent, 19)).toBe(extent)
	expect(withFilled(extent, 3)).toBe(extent)
	expect(withFilled(extent, 9).filled).toBe(9)
	expect(withFilled(extent, 99).filled).toBe(10)
	expect(isComplete(withFilled(extent, 9))).toBe(false)
	expect(isComplete(withFilled(extent, 10))).toBe(true)
})

describe('what the device stored is believed', () => {
	test('if it makes sense', () => {
		expect(isExtent(extent)).toBe(true)
		expect(isExtent({ ...extent, window: null })).toBe(true)
		expect(isExtent({ applied: 0, floor: 0, filled: 0, window: null })).toBe(true)
	})

	test.each<[string, unknown]>([
		['nothing', null],
		['nothing at all', undefined],
		['a text', 'extent'],
		['a floor above the live end', { ...extent, applied: 9 }],
		['history above its end', { ...extent, filled: 11 }],
		['a revision below 0', { ...extent, filled: -1 }],
		['half a revision', { ...extent, applied: 20.5 }],
		['no window', { ...extent, window: undefined }],
		['a window that is none', { ...extent, window: 'all' }],
		['a window without an end', { ...extent, window: { from: '2026-10' } }],
		['a window of a month that is none', { ...extent, window: { from: '2026-13', to: '2026-99' } }],
		['a window without a beginning', { ...extent, window: { to: '2026-10' } }],
	])('not if it is %s', (_, wrong) => {
		expect(isExtent(wrong)).toBe(false)
	})
})
