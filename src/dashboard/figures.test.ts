import { expect, test } from 'vitest'
import { committedAfter } from './figures'

test('bills to come are after the current one, however far back one looks', () => {
	expect(committedAfter('2020-01', '2026-11')).toBe('2026-11')
	expect(committedAfter('2026-11', '2026-11')).toBe('2026-11')
	expect(committedAfter('2027-02', '2026-11')).toBe('2027-02')
})
