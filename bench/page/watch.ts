import type { Page } from 'playwright-core'

/** Records of the page's own observers. Times in milliseconds. */
export interface Watched {
	/** Cumulative layout shift: the largest session window, as Web Vitals count it. */
	cls: number
	/** Tasks over 50 ms, longest first. */
	longTasks: number[]
	/** Times between two frames. */
	frames: number[]
}

interface Watch {
	shifts: { at: number; value: number }[]
	longTasks: number[]
	frames: number[]
}

/** Starts observing before the page's first script. Call before `goto`. */
export async function watchPage(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const watch: Watch = { shifts: [], longTasks: [], frames: [] }
		Object.assign(globalThis, { painelWatch: watch })
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & {
				value: number
				hadRecentInput: boolean
			})[])
				if (!entry.hadRecentInput) watch.shifts.push({ at: entry.startTime, value: entry.value })
		}).observe({ type: 'layout-shift', buffered: true })
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) watch.longTasks.push(entry.duration)
		}).observe({ type: 'longtask', buffered: true })
		let last: number | undefined
		const frame = (at: number) => {
			if (last !== undefined) watch.frames.push(at - last)
			last = at
			requestAnimationFrame(frame)
		}
		requestAnimationFrame(frame)
	})
}

/** The records since the page's start or the last call. */
export async function readWatch(page: Page): Promise<Watched> {
	const watch = await page.evaluate(() => {
		const watch = (globalThis as unknown as { painelWatch: Watch }).painelWatch
		const copy = structuredClone(watch)
		watch.shifts.length = 0
		watch.longTasks.length = 0
		watch.frames.length = 0
		return copy
	})
	return {
		cls: largestWindow(watch.shifts),
		longTasks: watch.longTasks.sort((a, b) => b - a),
		frames: watch.frames,
	}
}

/** Shifts less than 1 s apart belong together, for at most 5 s; the worst such window counts. */
export function largestWindow(shifts: { at: number; value: number }[]): number {
	let worst = 0
	let sum = 0
	let first = 0
	let last = Number.NEGATIVE_INFINITY
	for (const { at, value } of shifts) {
		if (at - last >= 1000 || at - first >= 5000) {
			sum = 0
			first = at
		}
		sum += value
		last = at
		worst = Math.max(worst, sum)
	}
	return worst
}
