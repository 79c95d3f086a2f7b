import { expect, test } from 'vitest'
import type { BillItem } from '../metrics/types'
import { arrivedToday, billDays, comingAfter, largest, shareOf } from './figures'

test('an average per day counts the days gone by', () => {
	const november = { from: '2026-11', to: '2026-11' }
	expect(billDays(november, '2026-11-23')).toBe(23)
	expect(billDays(november, '2026-12-01')).toBe(30)
	expect(billDays(november, '2026-10-31')).toBe(0)
	expect(billDays({ from: '2026-01', to: '2026-02' }, '2026-12-01')).toBe(59)
})

test('the rest is one sum, and never invented', () => {
	const groups = [5, 4, 3, 2, 1].map((cents, id) => ({ id, cents, count: 1 }))
	expect(largest(groups, 3)).toEqual({ shown: groups.slice(0, 3), rest: 3 })
	expect(largest(groups, 5).rest).toBeNull()
	expect(shareOf(1, 0)).toBe(0)
})

test('bills to come are after the current one, however far back one looks', () => {
	expect(comingAfter('2020-01', '2026-11')).toBe('2026-11')
	expect(comingAfter('2026-11', '2026-11')).toBe('2026-11')
	expect(comingAfter('2027-02', '2026-11')).toBe('2027-02')
})

test("today's arrivals are counted exactly, as far as they are shown", () => {
	const arrivals = (today: number, before: number) =>
		[...Array(today).fill('2026-11-23'), ...Array(before).fill('2026-11-22')].map(
			(day) => ({ day }) as BillItem,
		)
	const counted = (today: number, before: number) => arrivedToday(arrivals(today, before), '2026-11-23', 9)
	expect(counted(0, 3)).toEqual({ count: 0, more: false })
	expect(counted(1, 0)).toEqual({ count: 1, more: false })
	expect(counted(8, 0)).toEqual({ count: 8, more: false })
	expect(counted(9, 1)).toEqual({ count: 9, more: false })
	expect(counted(10, 0)).toEqual({ count: 9, more: true })
})
