import { expect, test } from 'vitest'
import { NextCheck } from './next-check'
import { makeFakeClock } from './testing/fake-clock'
import { timing } from './timing'

function opened(visible = true) {
	const clock = makeFakeClock()
	// Jitter in the middle: three quarters of a growing wait, all of a regular one.
	const still = { ...clock, now: () => clock.now(), random: () => 0.5 }
	const start = clock.now()
	const asked: number[] = []
	const environment = { online: () => true, visible: () => visible, subscribe: () => () => {} }
	const next = new NextCheck(still, environment, () => asked.push(clock.now() - start))
	return { clock, next, asked }
}

test('one timer, whatever is scheduled', async () => {
	const { clock, next, asked } = opened()
	expect(next.isScheduled()).toBe(false)
	next.scheduleLate()
	next.scheduleRetry()
	expect([next.isScheduled(), clock.pending()]).toEqual([true, 1])
	await clock.advance(749)
	expect(asked).toEqual([])
	await clock.advance(1)
	expect(asked).toEqual([750])
	expect([next.isScheduled(), clock.pending()]).toEqual([false, 0])
	next.scheduleRetry()
	next.cancel()
	expect([next.isScheduled(), clock.pending()]).toEqual([false, 0])
	await clock.advance(600_000)
	expect(asked).toEqual([750])
})

test.each([
	['live', true, timing.headCheck],
	['live', false, timing.headCheckHidden],
	['polling', true, 3_000],
	['polling', false, timing.headCheckHidden],
	['catching_up', true, timing.headCheck],
] as const)('%s, on show: %s: asks after %i ms', async (status, visible, ms) => {
	const { clock, next, asked } = opened(visible)
	next.scheduleRegular(status)
	await clock.advance(ms)
	expect(asked).toEqual([ms])
})

test('waits grow each for itself, until an answer, or until it is live', async () => {
	const { clock, next, asked } = opened()
	const waited = async (schedule: () => void) => {
		schedule()
		const before = clock.now()
		const { length } = asked
		while (asked.length === length) await clock.advance(250)
		return clock.now() - before
	}
	const retry = () => waited(() => next.scheduleRetry())
	const late = () => waited(() => next.scheduleLate())
	const poll = () => waited(() => next.scheduleRegular('polling'))
	expect([await retry(), await retry(), await late(), await late(), await poll(), await poll()]).toEqual([
		750, 1500, 45_000, 90_000, 3_000, 6_000,
	])
	next.resetWaits()
	expect([await retry(), await late(), await poll()]).toEqual([750, 45_000, 12_000])
	next.scheduleRegular('live')
	expect(await poll()).toBe(3_000)
})

test('nothing is asked before a time that the server named, unless a person asks', async () => {
	const { clock, next, asked } = opened()
	expect(next.mayAskNow()).toBe(true)
	next.leaveAloneFor(5_000)
	next.scheduleRetry()
	await clock.advance(4_999)
	expect([next.mayAskNow(), asked]).toEqual([false, []])
	await clock.advance(1)
	expect([next.mayAskNow(), asked]).toEqual([true, [5_000]])
	next.leaveAloneFor(5_000)
	next.allowNow()
	expect(next.mayAskNow()).toBe(true)
})
