import { type Accessor, batch, createSignal, onCleanup } from 'solid-js'
import type { Directory } from '../ledger/types'
import type { FeedEvents, FeedState, LedgerFeed } from './types'

export interface ReactiveLedgerFeed {
	/** What the connection is doing. */
	state: Accessor<FeedState>
	/** The ledger's settings; undefined until read, and again after a reset. */
	directory: Accessor<Directory | undefined>
	/** Grows whenever the "a conferir" list changed. */
	inbox: Accessor<number>
	paused: Accessor<boolean>
	setPaused(paused: boolean): void
	/** Asks the server for its head now. */
	check(): void
}

/**
 * Solid's signals around a feed. Rows are too many for signals: they go to `rows`, which keeps columns of its own. The
 * feed stops with the owner that created it.
 *
 * ```ts
 * const feed = createLedgerFeed((events) => makeLedgerFeed({ client, ledger, userId, events }), {
 *   onColumns: (columns) => metrics.apply(columns),
 *   onReset: () => metrics.clear(),
 * })
 * return <p>{feed.state().status}</p>
 * ```
 */
export function createLedgerFeed(
	open: (events: FeedEvents) => LedgerFeed,
	rows: Pick<FeedEvents, 'onColumns' | 'onStored' | 'onReset'>,
): ReactiveLedgerFeed {
	const [state, setState] = createSignal<FeedState>(starting)
	const [directory, setDirectory] = createSignal<Directory>()
	const [inbox, setInbox] = createSignal(0)
	const [paused, setPaused] = createSignal(false)
	const feed = open({
		onColumns: rows.onColumns,
		...(rows.onStored && { onStored: rows.onStored }),
		onState: (next) => setState(next),
		onDirectory: (next) => setDirectory(next),
		onInbox: () => setInbox((count) => count + 1),
		onReset() {
			batch(() => {
				rows.onReset()
				setDirectory(undefined)
				setInbox((count) => count + 1)
			})
		},
	})
	setState(feed.state())
	onCleanup(() => feed.stop())
	return {
		state,
		directory,
		inbox,
		paused,
		setPaused(next) {
			setPaused(next)
			feed.setPaused(next)
		},
		check: () => feed.check(),
	}
}

const starting: FeedState = {
	status: 'loading',
	cause: 'starting',
	applied: 0,
	head: 0,
	confirmedAt: null,
	fromCache: false,
	coverage: { months: null, complete: false, progress: 0 },
}
