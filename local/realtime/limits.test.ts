import { expect, test } from 'vitest'
import { ManualClock } from './clock'
import { isTooLarge, RateCounter, serverLimits } from './limits'

test('a payload may be 500 bytes over its kilobytes', () => {
	expect(isTooLarge(serverLimits, 3_000_500)).toBe(false)
	expect(isTooLarge(serverLimits, 3_000_501)).toBe(true)
})

test('bursts pass until the rate is judged, then all stops until the average has fallen', () => {
	const clock = new ManualClock(1_000_000)
	const counter = new RateCounter(clock, () => 5)
	const over: boolean[] = []
	// 50 a second against a limit of 5.
	for (let second = 0; second < 5; second++) {
		over.push(counter.add(50))
		clock.advance(1_000)
	}
	expect(over).toEqual([false, false, false, false, false])
	expect(counter.exceeded()).toBe(true)
	// 250 in all: the average over 60 s is under 5 again once the first ones leave the window.
	clock.advance(50_000)
	expect(counter.exceeded()).toBe(false)
	clock.advance(60_000)
	expect(counter.exceeded()).toBe(false)
})

test('a limit can be changed while it runs, and be none', () => {
	const clock = new ManualClock(1_000_000)
	let limit: number | null = null
	const counter = new RateCounter(clock, () => limit)
	counter.add(10_000)
	clock.advance(5_000)
	expect(counter.exceeded()).toBe(false)
	limit = 1
	expect(counter.exceeded()).toBe(true)
})
