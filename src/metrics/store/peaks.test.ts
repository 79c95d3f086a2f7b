import { describe, expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { Peaks } from './peaks'

describe('peaks', () => {
	it('pass over blocks that cannot hold a large item, and no other', () => {
		const item = fc.record({ kind: fc.constantFrom(0, 1), cents: fc.integer({ min: 1, max: 100 }) })
		const items = fc.array(item, { minLength: 1, maxLength: 400, size: 'max' })
		fc.assert(
			fc.property(
				items,
				fc.nat(400),
				fc.constantFrom(0, 1),
				fc.integer({ max: 110 }),
				(held, from, kind, cents) => {
					const peaks = new Peaks()
					held.forEach((one, at) => void peaks.raise(at, one.kind, one.cents))
					const fits = (one: { kind: number; cents: number }) => one.kind === kind && one.cents >= cents
					const next = peaks.next(Math.min(from, held.length), kind, cents, held.length)
					expect(held.slice(from, next).some(fits)).toBe(false)
					// A bound of 0 is that of a block without any of the kind.
					if (next < held.length && cents > 0)
						expect(held.slice(next - (next % 64), next + 64).some(fits)).toBe(true)
				},
			),
		)
	})
})
