import type { FeedEvents } from './types'

/** The same listeners, whose own trouble cannot pass for the network's or stop the feed. */
export function guarded(listeners: FeedEvents): FeedEvents {
	const guard =
		<A extends unknown[]>(listener: (...values: A) => void) =>
		(...values: A) => {
			try {
				listener(...values)
			} catch (error) {
				rethrowLater(error)
			}
		}
	return {
		onColumns: guard((columns, origin) => listeners.onColumns(columns, origin)),
		...(listeners.onStored && { onStored: guard((columns) => listeners.onStored?.(columns)) }),
		onState: guard((state) => listeners.onState(state)),
		onDirectory: guard((directory) => listeners.onDirectory(directory)),
		onInbox: guard(() => listeners.onInbox()),
		onReset: guard(() => listeners.onReset()),
	}
}

/** As an uncaught error, after the current work: the page's own error handling sees it. */
function rethrowLater(error: unknown) {
	queueMicrotask(() => {
		throw error
	})
}
