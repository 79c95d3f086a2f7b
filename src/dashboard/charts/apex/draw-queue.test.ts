import { expect, test } from 'vitest'
import { createDrawQueue, REDRAW_EVERY } from './draw-queue'

function fakeClock() {
	let now = 0
	let frames: (() => void)[] = []
	let timers: { at: number; deed: () => void }[] = []
	return {
		now: () => now,
		painted: (deed: () => void) => void frames.push(deed),
		after(ms: number, deed: () => void) {
			const timer = { at: now + ms, deed }
			timers.push(timer)
			return () => {
				timers = timers.filter((other) => other !== timer)
			}
		},
		nextFrame() {
			const due = frames
			frames = []
			for (const deed of due) deed()
		},
		pass(ms: number) {
			now += ms
			const due = timers.filter((timer) => timer.at <= now)
			timers = timers.filter((timer) => timer.at > now)
			for (const { deed } of due) deed()
		},
	}
}

test('one chart draws per frame, each asked one once', () => {
	const clock = fakeClock()
	const queue = createDrawQueue(clock)
	const drawn: string[] = []
	const a = queue.join(() => drawn.push('a'))
	const b = queue.join(() => drawn.push('b'))
	a.ask(false)
	a.ask(false)
	b.ask(false)
	clock.nextFrame()
	expect(drawn).toEqual(['a'])
	clock.nextFrame()
	expect(drawn).toEqual(['a', 'b'])
	clock.nextFrame()
	clock.nextFrame()
	expect(drawn).toEqual(['a', 'b'])
})

test('live ticks draw at most once a second, and the last one is never lost', () => {
	const clock = fakeClock()
	const queue = createDrawQueue(clock)
	let draws = 0
	const turn = queue.join(() => draws++)
	turn.ask(false)
	clock.nextFrame()
	for (let tick = 0; tick < 9; tick++) {
		clock.pass(100)
		turn.ask(false)
		clock.nextFrame()
	}
	expect(draws).toBe(1)
	clock.pass(REDRAW_EVERY)
	clock.nextFrame()
	expect(draws).toBe(2)
})

test("the reader's own doing is drawn at once, and a chart that left is not drawn", () => {
	const clock = fakeClock()
	const queue = createDrawQueue(clock)
	let draws = 0
	const turn = queue.join(() => draws++)
	turn.ask(false)
	clock.nextFrame()
	turn.ask(true)
	clock.nextFrame()
	expect(draws).toBe(2)
	turn.ask(false)
	turn.leave()
	clock.pass(REDRAW_EVERY * 2)
	clock.nextFrame()
	expect(draws).toBe(2)
})
