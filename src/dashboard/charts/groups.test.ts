import { expect, test } from 'vitest'
import { largest, shareOf } from './groups'

test('the rest is one sum, and never invented', () => {
	const groups = [5, 4, 3, 2, 1].map((cents, id) => ({ id, cents, count: 1, items: 1 }))
	expect(largest(groups, 3)).toEqual({ shown: groups.slice(0, 3), rest: 3 })
	expect(largest(groups, 5).rest).toBeNull()
	expect(shareOf(1, 0)).toBe(0)
})
