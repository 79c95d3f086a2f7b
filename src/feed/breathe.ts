/**
 * Lets the page paint and answer before work goes on: a new task, ahead of timers where the browser can
 * (`scheduler.yield`), and not subject to the throttling of nested timers where it cannot.
 */
export function breathe(): Promise<void> {
	const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } }
	if (scheduler?.yield) return scheduler.yield()
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel()
		port1.onmessage = () => {
			port1.close()
			resolve()
		}
		port2.postMessage(null)
	})
}
