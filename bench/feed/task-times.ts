import type { Browser, Page } from 'playwright-core'

interface TraceEvent {
	name: string
	ph: string
	pid: number
	tid: number
	/** Microseconds that the thread really worked; wall time would count what other processes took. */
	tdur?: number
	args?: { name?: string }
}

/** Runs `work` and answers the longest task of the page's main thread meanwhile, in milliseconds of its own CPU time. */
export async function longestTaskDuring(
	browser: Browser,
	page: Page,
	work: () => Promise<void>,
): Promise<number> {
	return (await taskTimesDuring(browser, page, work))[0] ?? 0
}

/** Runs `work` and answers the tasks of the page's main thread meanwhile, longest first, in milliseconds of its own CPU time. */
export async function taskTimesDuring(
	browser: Browser,
	page: Page,
	work: () => Promise<void>,
): Promise<number[]> {
	await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
	let trace: Buffer
	try {
		await work()
	} finally {
		trace = await browser.stopTracing()
	}
	const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
	const mains = new Set(
		traceEvents
			.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
			.map((event) => `${event.pid} ${event.tid}`),
	)
	return traceEvents
		.filter((event) => /RunTask$/.test(event.name) && mains.has(`${event.pid} ${event.tid}`))
		.map((event) => (event.tdur ?? 0) / 1000)
		.sort((a, b) => b - a)
}
