import { expect, test } from 'vitest'
import type { BillItem } from '../metrics/types'
import { arrivedToday, committedAfter } from './figures'

test('bills to come are after the current one, however far back one looks', () => {
	expect(committedAfter('2020-01', '2026-11')).toBe('2026-11')
	expect(committedAfter('2026-11', '2026-11')).toBe('2026-11')
	expect(committedAfter('2027-02', '2026-11')).toBe('2027-02')
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
