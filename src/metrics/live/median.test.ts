import { describe, expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { Median } from './median'
import { Gathered } from './values'

/** A multiset as the median's owner would hold it; counts how often it was asked for all. */
class Held {
	asked = 0
	constructor(readonly values: number[]) {}
	all() {
		this.asked++
		return new Gathered(Float64Array.from(this.values))
	}
}

function expected(values: number[]): number | null {
	const sorted = values.map(BigInt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
	if (sorted.length === 0) return null
	const twice = sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!
	return Number((twice + 1n) / 2n)
}

/** A cheap stream of numbers from a seed, for more values than are worth shrinking. */
function stream(seed: number, spread: number): () => number {
	let state = seed
	return () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
		return 1 + (state % spread)
	}
}

describe('Median', () => {
	it('is exact through any additions and removals, ties included', () => {
		const change = fc.record({ value: fc.integer({ min: 1, max: 40 }), remove: fc.boolean() })
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 40 })), fc.array(change), (values, changes) => {
				const held = new Held([...values])
				const median = new Median()
				expect(median.read(() => held.all())).toBe(expected(held.values))
				for (const { value, remove } of changes) {
					if (remove && held.values.length > 0) median.remove(held.values.pop()!)
					else {
						held.values.push(value)
						median.add(value)
					}
					expect(median.read(() => held.all())).toBe(expected(held.values))
				}
			}),
		)
	})

	it.each([
		['many distinct amounts', 1e9],
		['few distinct amounts', 30],
		['one amount', 1],
	])('follows a large set of %s without looking at all of it again', (_, spread) => {
		const next = stream(42, spread)
		const held = new Held(Array.from({ length: 20_000 }, next))
		const median = new Median()
		median.read(() => held.all())
		held.asked = 0
		for (let turn = 0; turn < 300; turn++) {
			const value = next()
			held.values.push(value)
			median.add(value)
			if (turn % 3 === 0) median.remove(held.values.shift()!)
			if (turn % 50 === 0) expect(median.read(() => held.all())).toBe(expected(held.values))
		}
		expect(held.asked).toBeLessThan(3)
	})

	it('stays exact when the median wanders out of its window', () => {
		const next = stream(7, 1e6)
		const held = new Held(Array.from({ length: 9000 }, next))
		const median = new Median()
		median.read(() => held.all())
		for (let turn = 0; turn < 4000; turn++) {
			held.values.push(5_000_000 + turn)
			median.add(5_000_000 + turn)
			if (turn % 500 === 0) expect(median.read(() => held.all())).toBe(expected(held.values))
		}
		expect(median.read(() => held.all())).toBe(expected(held.values))
	})

	it('survives a sample that misleads', () => {
		// The sampled positions hold nothing but large values.
		const values = Array.from({ length: 10_000 }, (_, at) => (at % 2 === 0 ? 1_000_000 + at : at))
		const median = new Median()
		expect(median.read(() => new Gathered(Float64Array.from(values)))).toBe(expected(values))
	})
})
