import { describe, expect, it, test } from 'vitest'
import fc from '../../fixtures/property'
import { dayName, dayNumber } from './day'
import { monthName, monthNumber } from './month'
import { keptMoves, liveParts, movedParts, splitInstallments } from './parts'
import { readLines } from './testing/golden'
import type { Move } from './types'

interface Vector {
	amount_cents: number
	installments: number
	bill_month: string
	moves: Move[] | null
	day: string
	live: [part: number, month: string, cents: number, day: string][]
}

test.each(readLines<Vector>('parts.jsonl'))('golden: $installments of $amount_cents, $moves', (vector) => {
	const live = liveParts(vector, monthNumber(vector.bill_month), dayNumber(vector.day))
	expect(live.map(({ part, month, cents, day }) => [part, monthName(month), cents, dayName(day)])).toEqual(
		vector.live,
	)
})

describe('installments', () => {
	it('sum to the purchase, the first no smaller than the others', () => {
		const total = fc.integer({ min: 1, max: 99_999_999_999 })
		fc.assert(
			fc.property(total, fc.integer({ min: 1, max: 120 }), (cents, installments) => {
				const parts = splitInstallments(cents, installments)
				expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(cents))
				expect(Math.max(...parts)).toBe(parts[0])
			}),
		)
	})

	it('fall on the same date of later months, or the last day where there is none', () => {
		const day = dayNumber('2026-01-31')
		const purchase = { amount_cents: 1400, installments: 14, moves: null }
		const days = liveParts(purchase, monthNumber('2026-02'), day).map((part) => dayName(part.day))
		expect([1, 2, 3, 4, 14].map((k) => days[k - 1])).toEqual([
			'2026-01-31',
			'2026-02-28',
			'2026-03-31',
			'2026-04-30',
			'2027-02-28',
		])
	})
})

test('a later word about parts takes the place of an earlier one about the same or later parts', () => {
	const once = movedParts(null, 5, '2026-04')
	expect(once).toEqual([[5, '2026-04']])
	expect(movedParts(once, 7, null)).toEqual([
		[5, '2026-04'],
		[7, null],
	])
	expect(movedParts(movedParts(once, 7, null), 6, '2026-05')).toEqual([
		[5, '2026-04'],
		[6, '2026-05'],
	])
	expect(movedParts(once, 3, null)).toEqual([[3, null]])
	expect(keptMoves(movedParts(once, 7, null), 6)).toEqual(once)
	expect(keptMoves(once, 4)).toBeNull()
})
