import { expect, test } from 'vitest'
import { DrawQueue, REDRAW_EVERY } from './draw-queue'

function fakeClock() {
	let now = 0
	let frames: (() => void)[] = []
	let timers: { at: number; callback: () => void }[] = []
	return {
		now: () => now,
		afterPaint: (callback: () => void) => void frames.push(callback),
		after(ms: number, callback: () => void) {
			const timer = { at: now + ms, callback }
			timers.push(timer)
			return () => {
				timers = timers.filter((other) => other !== timer)
			}
		},
		nextFrame() {
			const due = frames
			frames = []
			for (const callback of due) callback()
		},
		pass(ms: number) {
			now += ms
			const due = timers.filter((timer) => timer.at <= now)
			timers = timers.filter((timer) => timer.at > now)
			for (const { callback } of due) callback()
		},
	}
}

test('one chart draws per frame, and each requested one once', () => {
	const clock = fakeClock()
	const queue = new DrawQueue(clock)
	const drawn: string[] = []
	const a = queue.join(() => drawn.push('a'))
	const b = queue.join(() => drawn.push('b'))
	a.request(false)
	a.request(false)
	b.request(false)
	clock.nextFrame()
	expect(drawn).toEqual(['a'])
	clock.nextFrame()
	expect(drawn).toEqual(['a', 'b'])
	clock.nextFrame()
	clock.nextFrame()
	expect(drawn).toEqual(['a', 'b'])
})

test('live changes draw at most once a second, and the last one is never lost', () => {
	const clock = fakeClock()
	const queue = new DrawQueue(clock)
	let draws = 0
	const slot = queue.join(() => draws++)
	slot.request(false)
	clock.nextFrame()
	for (let tick = 0; tick < 9; tick++) {
		clock.pass(100)
		slot.request(false)
		clock.nextFrame()
	}
	expect(draws).toBe(1)
	clock.pass(REDRAW_EVERY)
	clock.nextFrame()
	expect(draws).toBe(2)
})

test('what the reader does is drawn at once, and a chart that left is not drawn', () => {
	const clock = fakeClock()
	const queue = new DrawQueue(clock)
	let draws = 0
	const slot = queue.join(() => draws++)
	slot.request(false)
	clock.nextFrame()
	slot.request(true)
	clock.nextFrame()
	expect(draws).toBe(2)
	slot.request(false)
	slot.leave()
	clock.pass(REDRAW_EVERY * 2)
	clock.nextFrame()
	expect(draws).toBe(2)
})
