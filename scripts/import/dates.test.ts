import { expect, it } from 'vitest'
import { guessOrder, readDate } from './dates'

it('reads day first unless the dates say otherwise', () => {
	expect(guessOrder(['03/04/2026', '05/06/2026'])).toBe('dmy')
	expect(guessOrder(['03/04/2026', '12/31/2026'])).toBe('mdy')
	expect(guessOrder(['31/12/2026', '12/31/2026'])).toBe('dmy')
	expect(guessOrder(['', '2026-04-03'])).toBe('ymd')
	expect(guessOrder([])).toBe('dmy')
})

it.each([
	['03/04/2026', 'dmy', '2026-04-03'],
	['3.4.26', 'dmy', '2026-04-03'],
	['03/04/2026', 'mdy', '2026-03-04'],
	['2026-04-03', 'ymd', '2026-04-03'],
	['2026-04-03T23:59:00-03:00', 'ymd', '2026-04-03'],
	['03/04/2026 21:10', 'dmy', '2026-04-03'],
	['2026-04-03', 'dmy', '2026-04-03'],
	['29/02/2028', 'dmy', '2028-02-29'],
	['29/02/2026', 'dmy', null],
	['31/13/2026', 'dmy', null],
	['03/04/226', 'dmy', null],
	['Total', 'dmy', null],
	['', 'dmy', null],
] as const)('reads %s (%s) as %s', (value, order, day) => {
	expect(readDate(value, order)).toBe(day)
})
