import { type Accessor, batch, createSignal, onCleanup } from 'solid-js'
import type { LedgerSettings } from '../ledger/types'
import { type FeedEvents, type FeedState, type LedgerFeed, STARTING } from './types'

export interface ReactiveFeed extends Pick<LedgerFeed, 'check' | 'log'> {
	/** What the connection is doing. */
	state: Accessor<FeedState>
	/** The ledger's settings; null until read, and again after a reset. */
	settings: Accessor<LedgerSettings | null>
	/** Grows whenever the "a conferir" list changed; after a reset the first answer makes it grow. */
	inbox: Accessor<number>
	/** Live updates are held back. */
	paused: Accessor<boolean>
	setPaused(paused: boolean): void
}

/**
 * Solid's signals around a feed. Rows are too many for signals: they go to `rows`, which keeps columns of its own. The
 * feed stops with the owner that created it.
 *
 * ```ts
 * const feed = createFeed((events) => openFeed({ client, ledger, userId, events }), {
 *   onRows: (rows) => metrics.apply(rows),
 *   onReset: () => metrics.clear(),
 * })
 * return <p>{feed.state().status}</p>
 * ```
 */
export function createFeed(
	open: (events: FeedEvents) => LedgerFeed,
	rows: Pick<FeedEvents, 'onRows' | 'onReset'>,
): ReactiveFeed {
	const [state, setState] = createSignal(STARTING)
	const [settings, setSettings] = createSignal<LedgerSettings | null>(null)
	const [inbox, setInbox] = createSignal(0)
	const [paused, setPaused] = createSignal(false)
	const feed = open({
		onRows: rows.onRows,
		onState: (next) => setState(next),
		onSettings: (next) => setSettings(next),
		onInbox: () => setInbox((count) => count + 1),
		onReset() {
			batch(() => {
				rows.onReset()
				setSettings(null)
			})
		},
	})
	setState(feed.state())
	onCleanup(() => feed.stop())
	return {
		state,
		settings,
		inbox,
		paused,
		setPaused(next) {
			setPaused(next)
			feed.setPaused(next)
		},
		check: () => feed.check(),
		log: () => feed.log(),
	}
}
