import { describe, expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { Amounts } from './amounts'

/** A multiset as the median's owner holds it; counts how often all of it was gone through. */
class Held {
	scanned = 0
	private readonly amounts = new Amounts()

	constructor(readonly values: number[]) {
		for (const value of values) this.amounts.add(value)
	}

	add(value: number): void {
		this.values.push(value)
		this.amounts.add(value)
	}

	remove(value: number): void {
		this.values.splice(this.values.indexOf(value), 1)
		this.amounts.remove(value)
	}

	read(): number | null {
		return this.amounts.median((from, to, visit) => {
			this.scanned++
			for (const value of this.values) if (value >= from && value < to) visit(value)
		})
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

const largest = 99_999_999_999

describe('the median', () => {
	it.each([
		['small amounts', fc.integer({ min: 0, max: 40 })],
		['amounts of every size', fc.integer({ min: 0, max: largest })],
		['amounts around two powers', fc.constantFrom(127, 128, 129, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, largest)],
	])('is exact through any additions and removals of %s, ties included', (_, amount) => {
		const change = fc.record({ value: amount, remove: fc.boolean() })
		fc.assert(
			fc.property(fc.array(amount), fc.array(change), (values, changes) => {
				const held = new Held([...values])
				expect(held.read()).toBe(expected(held.values))
				for (const { value, remove } of changes) {
					if (remove && held.values.length > 0) held.remove(held.values[value % held.values.length]!)
					else held.add(value)
					expect(held.read()).toBe(expected(held.values))
				}
			}),
		)
	})

	it.each([
		['many distinct amounts', 1e9, 12],
		['few distinct amounts', 30, 3],
		['one amount', 1, 1],
	])('follows a large set of %s without looking at all of it at each change', (_, spread, scans) => {
		const next = stream(42, spread)
		const held = new Held(Array.from({ length: 20_000 }, next))
		for (let turn = 0; turn < 300; turn++) {
			held.add(next())
			if (turn % 3 === 0) held.remove(held.values[0]!)
			const median = held.read()
			if (turn % 50 === 0) expect(median).toBe(expected(held.values))
		}
		expect(held.scanned).toBeLessThanOrEqual(scans)
	})

	it('stays exact when the median wanders away', () => {
		const next = stream(7, 1e6)
		const held = new Held(Array.from({ length: 9000 }, next))
		for (let turn = 0; turn < 4000; turn++) {
			held.add(5_000_000 + turn)
			if (turn % 500 === 0) expect(held.read()).toBe(expected(held.values))
		}
		expect(held.read()).toBe(expected(held.values))
	})
})

describe('the bound of the largest', () => {
	const amounts = fc.array(fc.integer({ min: 1, max: largest }), { minLength: 1, maxLength: 200 })

	it('is one that as many amounts reach as asked for, but not many more', () => {
		fc.assert(
			fc.property(amounts, fc.integer({ min: 1, max: 30 }), (all, count) => {
				const held = new Amounts()
				for (const amount of all) held.add(amount)
				const bound = held.reachedBy(count)
				if (all.length < count) expect(bound).toBe(0)
				else {
					expect(all.filter((amount) => amount >= bound).length).toBeGreaterThanOrEqual(count)
					expect(all.filter((amount) => amount >= bound * (1 + 2 / 64) + 1).length).toBeLessThan(count)
				}
			}),
		)
	})
})
