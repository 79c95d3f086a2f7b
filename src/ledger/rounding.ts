import type { Cents } from './types'

/** `cents / count` rounded half up. Exact: a remainder of safe integers is exact, a rounded quotient may not be. */
export function average(cents: Cents, count: number): Cents | null {
	if (count === 0) return null
	const rest = ((cents % count) + count) % count
	return (cents - rest) / count + (2 * rest >= count ? 1 : 0)
}

/** `cents * numerator / denominator` rounded half up, exact beyond the safe integers. All positive or zero. */
export function scale(cents: Cents, numerator: number, denominator: number): Cents {
	const product = BigInt(cents) * BigInt(numerator)
	const divisor = BigInt(denominator)
	return Number((2n * product + divisor) / (2n * divisor))
}

/** The mean of two middle values, rounded half up. */
export function middle(low: number, high: number): number {
	return low + Math.ceil((high - low) / 2)
}
