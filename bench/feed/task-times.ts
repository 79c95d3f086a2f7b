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
	let longest = 0
	for (const event of traceEvents)
		if (/RunTask$/.test(event.name) && mains.has(`${event.pid} ${event.tid}`))
			longest = Math.max(longest, (event.tdur ?? 0) / 1000)
	return longest
}
