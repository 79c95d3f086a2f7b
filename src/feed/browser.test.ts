import { afterEach, describe, expect, test, vi } from 'vitest'
import { browserEnvironment, systemClock, yieldToBrowser } from './browser'

/** Counts the listeners that are on it. */
class Target extends EventTarget {
	listeners = 0
	override addEventListener(...given: Parameters<EventTarget['addEventListener']>) {
		this.listeners += 1
		super.addEventListener(...given)
	}
	override removeEventListener(...given: Parameters<EventTarget['removeEventListener']>) {
		this.listeners -= 1
		super.removeEventListener(...given)
	}
}

afterEach(() => vi.unstubAllGlobals())

test('the system clock runs a task once, and not at all when it is cancelled', () => {
	vi.useFakeTimers()
	let ran = 0
	const cancel = systemClock.after(100, () => ran++)
	systemClock.after(200, () => ran++)
	cancel()
	expect(vi.getTimerCount()).toBe(1)
	vi.advanceTimersByTime(1000)
	expect(ran).toBe(1)
	expect(vi.getTimerCount()).toBe(0)
	vi.useRealTimers()
})

describe("the browser's events", () => {
	test('are heard until one leaves, and no listener stays', () => {
		const page = new Target()
		const document = Object.assign(new Target(), { visibilityState: 'visible' })
		vi.stubGlobal('window', page)
		vi.stubGlobal('document', document)
		vi.stubGlobal('navigator', { onLine: false })
		const environment = browserEnvironment()
		expect(environment.online()).toBe(false)
		expect(environment.visible()).toBe(true)
		const heard: string[] = []
		const leave = environment.subscribe((event) => heard.push(event))
		for (const name of ['online', 'offline', 'pagehide', 'pageshow']) page.dispatchEvent(new Event(name))
		document.visibilityState = 'hidden'
		document.dispatchEvent(new Event('visibilitychange'))
		expect(environment.visible()).toBe(false)
		document.visibilityState = 'visible'
		document.dispatchEvent(new Event('visibilitychange'))
		expect(heard).toEqual(['online', 'offline', 'pagehide', 'pageshow', 'hidden', 'visible'])
		leave()
		expect([page.listeners, document.listeners]).toEqual([0, 0])
		page.dispatchEvent(new Event('online'))
		expect(heard).toHaveLength(6)
	})

	test('are none outside a browser, which counts as online and visible', () => {
		const environment = browserEnvironment()
		expect([environment.online(), environment.visible()]).toEqual([true, true])
		environment.subscribe(() => {})()
	})
})

describe('letting the page breathe', () => {
	test('is left to the scheduler of a browser that has one', async () => {
		const yielded = vi.fn(async () => {})
		vi.stubGlobal('scheduler', { yield: yielded })
		await yieldToBrowser()
		expect(yielded).toHaveBeenCalledTimes(1)
	})

	test.each([[undefined], [{}]])('is a task of its own where there is none (%j)', async (scheduler) => {
		vi.stubGlobal('scheduler', scheduler)
		let isOver = false
		const yielded = yieldToBrowser().then(() => {
			isOver = true
		})
		for (let n = 0; n < 10; n++) await Promise.resolve()
		expect(isOver).toBe(false)
		await yielded
	})
})
