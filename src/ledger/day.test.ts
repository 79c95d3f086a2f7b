import { describe, expect, it } from 'vitest'
import fc from '../../fixtures/property'
import { addMonthsToDay, DAY_MS, dayName, dayNumber, daysInMonth, monthOf, monthOfDay } from './day'
import { addMonths, monthName, monthNumber } from './month'

const day = fc.integer({ min: -200_000, max: 200_000 })

describe('days', () => {
	it('agree with the Gregorian calendar of the platform', () => {
		fc.assert(
			fc.property(day, (number) => {
				expect(dayName(number)).toBe(new Date(number * DAY_MS).toISOString().slice(0, 10))
				expect(dayNumber(dayName(number))).toBe(number)
				expect(monthName(monthOfDay(number))).toBe(monthOf(dayName(number)))
			}),
		)
	})

	it('move by months like a calendar, clamped', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: -300, max: 300 }), (number, months) => {
				const moved = dayName(addMonthsToDay(number, months))
				const month = addMonths(monthOf(dayName(number)), months)
				const date = Math.min(Number(dayName(number).slice(8)), daysInMonth(monthNumber(month)))
				expect(moved).toBe(`${month}-${String(date).padStart(2, '0')}`)
			}),
		)
	})

	it('tell what is no day or month', () => {
		for (const text of [
			'2026-02-29',
			'2026-00-01',
			'2026-13-01',
			'2026-1-1',
			'2026-04-31',
			'2026-04-00',
			'12026-04-01',
			'2026-04-011',
			'',
			'today',
		])
			expect(dayNumber(text)).toBeNaN()
		for (const text of ['2026-00', '2026-13', '2026-1', '2026-01-01', '12026-01', '2026-011', ''])
			expect(monthNumber(text)).toBeNaN()
	})
})
