import type { FeedEvents } from './types'

/** Wraps listeners so that an exception in one is reported and never stops the feed. */
export function isolated(listeners: FeedEvents): FeedEvents {
	const guard =
		<A extends unknown[]>(listener: (...values: A) => void) =>
		(...values: A) => {
			try {
				listener(...values)
			} catch (error) {
				reportLater(error)
			}
		}
	return {
		onRows: guard((rows, origin) => listeners.onRows(rows, origin)),
		onState: guard((state) => listeners.onState(state)),
		onSettings: guard((settings) => listeners.onSettings(settings)),
		onInbox: guard(() => listeners.onInbox()),
		onReset: guard(() => listeners.onReset()),
	}
}

/** As an uncaught error, after the current work: the page's own error handling sees it. */
function reportLater(error: unknown): void {
	queueMicrotask(() => {
		throw error
	})
}
