import { expect, test } from 'vitest'
import { seededRandom } from '../../household/random'
import { largest, shareOf, sharesOf } from './groups'

const groupsOf = (amounts: readonly number[]) =>
	amounts.map((cents, id) => ({ id, cents, count: 1, items: 1 }))
const percents = (amounts: readonly number[], sum = amounts.reduce((all, cents) => all + cents, 0)) => {
	const shares = sharesOf(groupsOf(amounts), sum)
	return amounts.map((_, id) => Math.round(100 * shares.of(id)))
}

test('the rest is one sum, and never invented', () => {
	const groups = groupsOf([5, 4, 3, 2, 1])
	expect(largest(groups, 3)).toEqual({ shown: groups.slice(0, 3), rest: 3 })
	expect(largest(groups, 5).rest).toBeNull()
	expect(shareOf(1, 0)).toBe(0)
})

test('whole percents add up to 100, and none is a whole one off', () => {
	// Rounded each by itself these were 101 % and 99 %.
	expect(percents([4450, 4150, 1400])).toEqual([45, 41, 14])
	expect(percents([1, 1, 1])).toEqual([34, 33, 33])
	// What lost most by rounding down gets it back, wherever it stands.
	expect(percents([454, 408, 138])).toEqual([45, 41, 14])
	expect(percents([5000, 5000])).toEqual([50, 50])
	expect(percents([])).toEqual([])
	const random = seededRandom(7)
	for (let round = 0; round < 200; round++) {
		const amounts = Array.from(
			{ length: 1 + Math.floor(random() * 12) },
			() => 1 + Math.floor(random() * 1e7),
		)
		const sum = amounts.reduce((all, cents) => all + cents, 0)
		const found = percents(amounts)
		expect(found.reduce((all, share) => all + share, 0)).toBe(100)
		for (const [at, share] of found.entries())
			expect(Math.abs(share - (100 * amounts[at]!) / sum)).toBeLessThan(1)
	}
})

test('what is something is never nothing, and adds nothing to the others', () => {
	const shares = sharesOf(groupsOf([100_000, 3, 0]), 100_003)
	expect([shares.of(0), shares.of(1), shares.of(2)]).toEqual([1, 0.001, 0])
	expect([shares.behind(1), shares.behind(2)]).toEqual([0.001, 0])
})

test('groups that are a part of the sum add up to that part; of nothing all are 0', () => {
	expect(percents([333, 333], 1000)).toEqual([34, 33])
	expect(percents([7, 9], 0)).toEqual([0, 0])
	expect(sharesOf(groupsOf([1]), 1).of(null)).toBe(0)
	expect(sharesOf(groupsOf([4450, 4150, 1400]), 10000).behind(1)).toBe(0.55)
})
