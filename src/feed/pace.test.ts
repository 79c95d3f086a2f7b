import { expect, test } from 'vitest'
import { jittered, makeBackoff } from './backoff'
import { makePageSize } from './page-size'
import { judge, makeWaitingRoom } from './revision-cursor'

test('pages grow on a quick machine, shrink on a slow one, and stay within their bounds', () => {
	const size = makePageSize()
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
	const size = makePageSize()
	size.learn(1000, 500)
	expect(size.rows()).toBe(500)
})

test('waits double, are spread, and never pass their limit', () => {
	const backoff = makeBackoff(1000, 10_000, () => 0.5)
	expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([750, 1500, 3000, 6000, 7500, 7500])
	backoff.reset()
	expect(backoff.next()).toBe(750)
	expect(jittered(1000, () => 0)).toBe(800)
	expect(jittered(1000, () => 1)).toBe(1200)
})

test.each([
	[5, 3, 5, 'drop'],
	[5, 1, 4, 'drop'],
	[5, 5, 6, 'apply'],
	[5, 6, 7, 'gap'],
	[5, 4, 6, 'gap'],
] as const)('at %i, revisions %i to %i: %s', (applied, from, to, verdict) => {
	expect(judge(applied, from, to)).toBe(verdict)
})

test('batches wait for their predecessor, a limited number of them', () => {
	const room = makeWaitingRoom<string>(2)
	room.add({ from: 7, to: 8, rows: 'c' })
	room.add({ from: 6, to: 7, rows: 'b' })
	room.add({ from: 9, to: 10, rows: 'too many' })
	expect(room.next(5)).toBeNull()
	expect(room.next(6)?.rows).toBe('b')
	expect(room.next(7)?.rows).toBe('c')
	expect(room.size()).toBe(0)
	room.add({ from: 3, to: 4, rows: 'old' })
	expect(room.next(8)).toBeNull()
	expect(room.size()).toBe(0)
})
