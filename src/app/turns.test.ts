import { createRenderEffect, createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { createTurns } from './turns'

function fakeFrames() {
	const due: (() => void)[] = []
	return { next: (deed: () => void) => void due.push(deed), pass: () => due.shift()?.() }
}

test('parts are built one after the other, in the order they asked', () => {
	const frames = fakeFrames()
	const turns = createTurns(frames.next)
	createRoot((dispose) => {
		const [first, second] = [turns.take(), turns.take()]
		expect([first(), second()]).toEqual([false, false])
		frames.pass()
		expect([first(), second()]).toEqual([true, false])
		frames.pass()
		expect([first(), second()]).toEqual([true, true])
		frames.pass()
		const third = turns.take()
		frames.pass()
		expect(third()).toBe(true)
		dispose()
	})
})

test('a part that left is passed over, and one that fails does not stop the others', () => {
	const frames = fakeFrames()
	const turns = createTurns(frames.next)
	const leave = createRoot((dispose) => {
		turns.take()
		return dispose
	})
	const { last, dispose } = createRoot((dispose) => {
		const failing = turns.take()
		createRenderEffect(() => {
			if (failing()) throw new Error('this part is broken')
		})
		return { last: turns.take(), dispose }
	})
	leave()
	expect(frames.pass).toThrow('broken')
	frames.pass()
	expect(last()).toBe(true)
	dispose()
})

test('what is near the screen comes before the rest, which waits for moments to spare', () => {
	const frames = fakeFrames()
	const idle = fakeFrames()
	const turns = createTurns(frames.next, idle.next)
	const [near, setNear] = createSignal(false)
	const { far, approached, here, dispose } = createRoot((dispose) => ({
		far: turns.take(
			() => true,
			() => false,
		),
		approached: turns.take(() => true, near),
		here: turns.take(),
		dispose,
	}))
	idle.pass()
	expect([far(), approached(), here()], 'no moment to spare while something near waits').toEqual([
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

test('a part that is not ready takes nobody’s turn, and waits again when it was not for a while', () => {
	const frames = fakeFrames()
	const turns = createTurns(frames.next)
	const [ready, setReady] = createSignal(false)
	const { part, behind, dispose } = createRoot((dispose) => ({
		part: turns.take(ready),
		behind: turns.take(),
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
	expect(part(), 'a turn of its own again').toBe(false)
	dispose()
})
