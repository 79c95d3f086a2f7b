import { expect, test } from 'vitest'
import { billDays } from './selection'

test('an average per day counts the days gone by', () => {
	const november = { from: '2026-11', to: '2026-11' }
	expect(billDays(november, '2026-11-23')).toBe(23)
	expect(billDays(november, '2026-12-01')).toBe(30)
	expect(billDays(november, '2026-10-31')).toBe(0)
	expect(billDays({ from: '2026-01', to: '2026-02' }, '2026-12-01')).toBe(59)
})
