import { describe, expect, it, vi } from 'vitest'
import { nextFrame, Publisher } from './publisher'

describe('Publisher', () => {
	it('merges changes into one call a frame, and forgets who left', () => {
		const frames: (() => void)[] = []
		const publisher = new Publisher((callback) => frames.push(callback))
		const [stays, leaves] = [vi.fn(), vi.fn()]
		publisher.announce()
		expect(frames).toHaveLength(0)
		publisher.subscribe(stays)
		const leave = publisher.subscribe(leaves)
		for (let change = 0; change < 5; change++) publisher.announce()
		expect(frames).toHaveLength(1)
		leave()
		frames.shift()!()
		expect(stays).toHaveBeenCalledTimes(1)
		expect(leaves).not.toHaveBeenCalled()
		publisher.announce()
		expect(frames).toHaveLength(1)
	})
})

describe('nextFrame', () => {
	it('calls back once, by a timer where frames do not come', () => {
		vi.useFakeTimers()
		const frames: (() => void)[] = []
		vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback))
		const callback = vi.fn()
		nextFrame(callback)
		// A hidden page gets no frame, but still has to follow.
		vi.advanceTimersByTime(249)
		expect(callback).not.toHaveBeenCalled()
		vi.advanceTimersByTime(1)
		expect(callback).toHaveBeenCalledTimes(1)
		for (const frame of frames) frame()
		expect(callback).toHaveBeenCalledTimes(1)
		vi.unstubAllGlobals()
		nextFrame(callback)
		vi.runAllTimers()
		expect(callback).toHaveBeenCalledTimes(2)
		vi.useRealTimers()
	})
})
