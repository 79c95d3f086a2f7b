import { createRenderEffect, createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { BuildQueue } from './schedule'

function fakeFrames() {
	const due: (() => void)[] = []
	return { next: (task: () => void) => void due.push(task), pass: () => due.shift()?.() }
}

test('parts are built one after the other, in the order they asked', () => {
	const frames = fakeFrames()
	const queue = new BuildQueue(frames.next)
	createRoot((dispose) => {
		const [first, second] = [queue.slot(), queue.slot()]
		expect([first(), second()]).toEqual([false, false])
		frames.pass()
		expect([first(), second()]).toEqual([true, false])
		frames.pass()
		expect([first(), second()]).toEqual([true, true])
		frames.pass()
		const third = queue.slot()
		frames.pass()
		expect(third()).toBe(true)
		dispose()
	})
})

test('a part that left is passed over, and one that fails does not stop the others', () => {
	const frames = fakeFrames()
	const queue = new BuildQueue(frames.next)
	const leave = createRoot((dispose) => {
		queue.slot()
		return dispose
	})
	const { last, dispose } = createRoot((dispose) => {
		const failing = queue.slot()
		createRenderEffect(() => {
			if (failing()) throw new Error('this part is broken')
		})
		return { last: queue.slot(), dispose }
	})
	leave()
	expect(frames.pass).toThrow('broken')
	frames.pass()
	expect(last()).toBe(true)
	dispose()
})

test('what is near the screen comes before the rest, which waits for idle moments', () => {
	const frames = fakeFrames()
	const idle = fakeFrames()
	const queue = new BuildQueue(frames.next, idle.next)
	const [near, setNear] = createSignal(false)
	const { far, approached, here, dispose } = createRoot((dispose) => ({
		far: queue.slot(
			() => true,
			() => false,
		),
		approached: queue.slot(() => true, near),
		here: queue.slot(),
		dispose,
	}))
	idle.pass()
	expect([far(), approached(), here()], 'no idle slot while something near waits').toEqual([
		false,
		false,
		false,
	])
	frames.pass()
	expect(here()).toBe(true)
	setNear(true)
	idle.pass()
	expect([far(), approached()]).toEqual([false, false])
	frames.pass()
	expect([far(), approached()]).toEqual([false, true])
	idle.pass()
	expect(far()).toBe(true)
	dispose()
})

test('a part that is not ready takes no slot, and waits again when it was not for a while', () => {
	const frames = fakeFrames()
	const queue = new BuildQueue(frames.next)
	const [ready, setReady] = createSignal(false)
	const { part, behind, dispose } = createRoot((dispose) => ({
		part: queue.slot(ready),
		behind: queue.slot(),
		dispose,
	}))
	frames.pass()
	expect([part(), behind()]).toEqual([false, true])
	setReady(true)
	expect(part()).toBe(false)
	for (let frame = 0; frame < 3; frame++) frames.pass()
	expect(part()).toBe(true)
	setReady(false)
	expect(part()).toBe(false)
	setReady(true)
	expect(part(), 'a slot of its own again').toBe(false)
	dispose()
})
