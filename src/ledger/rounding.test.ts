import { expect, it } from 'vitest'
import fc from '../../fixtures/property'
import { average, middle, scale } from './rounding'

const cents = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const halfUp = (value: bigint, divisor: bigint) => Number((2n * value + divisor) / (2n * divisor))

it('rounds half up, exactly, up to the largest safe integer', () => {
	fc.assert(
		fc.property(cents, cents, fc.integer({ min: 1, max: 1e7 }), (a, b, count) => {
			expect(average(a, count)).toBe(halfUp(BigInt(a), BigInt(count)))
			const [low, high] = a < b ? [a, b] : [b, a]
			expect(middle(low, high)).toBe(halfUp(BigInt(low) + BigInt(high), 2n))
			expect(scale(a, 3, count)).toBe(halfUp(BigInt(a) * 3n, BigInt(count)))
		}),
	)
	expect(average(5, 2)).toBe(3)
	expect(average(0, 0)).toBeNull()
})
