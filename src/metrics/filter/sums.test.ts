import { describe, expect, it } from 'vitest'
import { DaySums, FRESH, PURCHASES } from './sums'

describe('spending by day', () => {
	it('covers its first day, its last and those between', () => {
		const days = new DaySums(10, 12)
		expect([9, 10, 11, 12, 13].map((day) => days.covers(day))).toEqual([false, true, true, true, false])
	})

	it('sums what came and takes out what goes, what is new in the month apart', () => {
		const days = new DaySums(10, 12)
		days.add(10, 500, 1, 1, true)
		days.add(12, 300, 1, 0, false)
		days.add(12, 40, 1, 1, true)
		days.add(10, -500, -1, -1, true)
		expect([10, 11, 12].map((day) => days.between(day, day))).toEqual([0, 0, 340])
		expect(days.upTo()).toBe(340)
		expect(days.upTo(11)).toBe(0)
		expect(days.between(0, 99, FRESH)).toBe(40)
		expect(days.between(0, 99, PURCHASES)).toBe(1)
	})

	it('begins with the first day that has an item, of all or of what is new', () => {
		const days = new DaySums(10, 12)
		expect(days.firstDay()).toBeNull()
		days.add(11, 300, 1, 0, false)
		expect([days.firstDay(), days.firstDay(FRESH)]).toEqual([11, null])
		// Of nothing in all, and yet there.
		days.add(12, 0, 1, 1, true)
		expect(days.firstDay(FRESH)).toBe(12)
	})
})
