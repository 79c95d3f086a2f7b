import { expect, test } from 'vitest'
import { emptyColumns } from '../ledger/columns'
import { classify, PendingBroadcasts } from './broadcasts'
import { PageSize } from './page-size'
import { Backoff, jittered } from './timing'

test('pages grow on a quick machine, shrink on a slow one, and stay within their bounds', () => {
	const size = new PageSize()
	for (let n = 0; n < 10; n++) size.learn(size.rows(), 1)
	expect(size.rows()).toBe(4000)
	for (let n = 0; n < 10; n++) size.learn(size.rows(), 200)
	expect(size.rows()).toBe(200)
	size.shrink()
	expect(size.rows()).toBe(200)
	// A handful of rows tells nothing.
	size.learn(3, 50)
	expect(size.rows()).toBe(200)
})

test('one slow page does not decide', () => {
	const size = new PageSize()
	size.learn(1000, 500)
	expect(size.rows()).toBe(500)
})

test('waits double, are spread, and never pass their limit', () => {
	const backoff = new Backoff([1000, 10_000], () => 0.5)
	expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([750, 1500, 3000, 6000, 7500, 7500])
	expect(backoff.tries()).toBe(6)
	backoff.reset()
	expect(backoff.tries()).toBe(0)
	expect(backoff.next()).toBe(750)
	expect(jittered(1000, () => 0)).toBe(800)
	expect(jittered(1000, () => 1)).toBe(1200)
})

test.each([
	[5, 3, 5, 'known'],
	[5, 1, 4, 'known'],
	[5, 5, 6, 'next'],
	[5, 6, 7, 'gap'],
	[5, 4, 6, 'gap'],
] as const)('at %i, revisions %i to %i: %s', (applied, from, to, verdict) => {
	expect(classify(applied, from, to)).toBe(verdict)
})

const rows = (description: string) => ({ ...emptyColumns(), description: [description] })

test('batches wait for their predecessor, a limited number of them', () => {
	const pending = new PendingBroadcasts(2)
	pending.add({ from: 7, to: 8, rows: rows('c') })
	pending.add({ from: 6, to: 7, rows: rows('b') })
	pending.add({ from: 9, to: 10, rows: rows('too many') })
	expect(pending.next(5)).toBeNull()
	expect(pending.next(6)?.rows.description).toEqual(['b'])
	expect(pending.next(7)?.rows.description).toEqual(['c'])
	expect(pending.size()).toBe(0)
	pending.add({ from: 3, to: 4, rows: rows('old') })
	expect(pending.next(8)).toBeNull()
	expect(pending.size()).toBe(0)
	pending.add({ from: 8, to: 9, rows: rows('d') })
	pending.clear()
	expect([pending.size(), pending.next(8)]).toEqual([0, null])
})
