import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANNOUNCE_EVERY, ArrivalCount } from './arrival-count'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('arrivals are merged, and spoken of at most every ten seconds', () => {
	const said: number[] = []
	const announcer = new ArrivalCount((count) => said.push(count))
	announcer.add(1)
	announcer.add(2)
	vi.advanceTimersByTime(2_000)
	expect(said).toEqual([3])
	for (let second = 0; second < 9; second++) {
		announcer.add(1)
		vi.advanceTimersByTime(500)
	}
	expect(said).toEqual([3])
	vi.advanceTimersByTime(ANNOUNCE_EVERY)
	expect(said).toEqual([3, 9])
	announcer.add(1)
	announcer.stop()
	vi.advanceTimersByTime(60_000)
	expect(said).toEqual([3, 9])
})

test('a catch-up that comes in pages is one sentence, said when it is through', () => {
	const said: number[] = []
	const announcer = new ArrivalCount((count) => said.push(count))
	announcer.addMissed(1000)
	announcer.addMissed(400)
	vi.advanceTimersByTime(60_000)
	expect(said).toEqual([])
	announcer.caughtUp()
	announcer.caughtUp()
	announcer.add(1)
	vi.advanceTimersByTime(60_000)
	expect(said).toEqual([1401])
})
