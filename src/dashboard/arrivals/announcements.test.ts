import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeAnnouncer, SPEAKS_EVERY } from './announcements'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('arrivals are merged, and spoken of at most every ten seconds', () => {
	const said: number[] = []
	const announcer = makeAnnouncer((count) => said.push(count))
	announcer.arrived(1)
	announcer.arrived(2)
	vi.advanceTimersByTime(2_000)
	expect(said).toEqual([3])
	for (let second = 0; second < 9; second++) {
		announcer.arrived(1)
		vi.advanceTimersByTime(500)
	}
	expect(said).toEqual([3])
	vi.advanceTimersByTime(SPEAKS_EVERY)
	expect(said).toEqual([3, 9])
	announcer.arrived(1)
	announcer.stop()
	vi.advanceTimersByTime(60_000)
	expect(said).toEqual([3, 9])
})

test('a catch-up that comes in pages is one sentence, said when it is through', () => {
	const said: number[] = []
	const announcer = makeAnnouncer((count) => said.push(count))
	announcer.missed(1000)
	announcer.missed(400)
	vi.advanceTimersByTime(60_000)
	expect(said).toEqual([])
	announcer.caughtUp()
	announcer.caughtUp()
	announcer.arrived(1)
	vi.advanceTimersByTime(60_000)
	expect(said).toEqual([1401])
})
