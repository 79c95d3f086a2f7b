import { expect, test } from 'vitest'
import { billDays, largest, shareOf } from './figures'

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
