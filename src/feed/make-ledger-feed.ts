import type { RealtimeClientOptions, SupabaseClient } from '@supabase/supabase-js'
import { makeCalendar } from '../ledger/calendar'
import { addMonths } from '../ledger/month'
import type { Ledger } from '../ledger/types'
import { browserEnvironment, systemClock } from './browser'
import { makeDeviceCache, noCache } from './cache/device-cache'
import { startFeed } from './core'
import type { Clock, Environment, FeedCache, Months } from './ports'
import { makeSupabaseLink } from './supabase-link'
import { makeSupabaseRemote } from './supabase-remote'
import { makeSupabaseSession } from './supabase-session'
import type { FeedEvents, LedgerFeed } from './types'

export interface LedgerFeedOptions {
	/** A supabase-js client with a signed-in session; `realtimeOptions()` belong into its `realtime` options. */
	client: SupabaseClient
	ledger: Pick<Ledger, 'id' | 'timezone'>
	userId: string
	events: FeedEvents
	/** Bill months to be right first. By default the month before today's and all after it. */
	months?: Months
	/** Null: remember nothing on this device. */
	cache?: FeedCache | null
	clock?: Clock
	environment?: Environment
}

/** Installments reach this far ahead: 120 parts, and bills that are due after their closing month. */
const AHEAD = 124

const running = Symbol.for('painel.running-feeds')
/** On the global object, so that a hot reload of this module finds the feeds that its forerunner opened. */
const holder = globalThis as { [running]?: Map<string, LedgerFeed> }
function feedsRunning(): Map<string, LedgerFeed> {
	holder[running] ??= new Map()
	return holder[running]
}

/**
 * Opens the live feed of a ledger and hands rows, states, settings and hints to `events`. Plain: no framework.
 * The returned feed's `stop()` is the cleanup. Opening the same ledger again stops the earlier feed, so that whatever
 * remounts or hot reloads, there is one socket and one channel.
 *
 * ```ts
 * const client = createClient(url, key, { realtime: realtimeOptions() })
 * const feed = makeLedgerFeed({ client, ledger, userId, events: {
 *   onColumns: (columns) => metrics.apply(columns),
 *   onState: (state) => showPill(state),
 *   onDirectory: (directory) => showNames(directory),
 *   onInbox: () => refreshReview(),
 *   onReset: () => metrics.clear(),
 * } })
 * // later
 * feed.stop()
 * ```
 */
export function makeLedgerFeed(options: LedgerFeedOptions): LedgerFeed {
	const { client, ledger, userId, events, clock = systemClock } = options
	const key = `${userId} ${ledger.id}`
	const feeds = feedsRunning()
	feeds.get(key)?.stop()
	const calendar = makeCalendar(ledger.timezone)
	const feed = startFeed(
		{
			remote: makeSupabaseRemote(client, ledger.id, userId),
			link: makeSupabaseLink(client, ledger.id),
			session: makeSupabaseSession(client, userId, clock),
			environment: options.environment ?? browserEnvironment(),
			cache: options.cache === null ? noCache : (options.cache ?? makeDeviceCache(userId, ledger.id)),
			clock,
			months: () => options.months ?? defaultMonths(calendar.dayAt(clock.now()).slice(0, 7)),
		},
		events,
	)
	const handle: LedgerFeed = {
		...feed,
		stop() {
			if (feeds.get(key) === handle) feeds.delete(key)
			feed.stop()
		},
	}
	feeds.set(key, handle)
	return handle
}

function defaultMonths(today: string): Months {
	return { from: addMonths(today, -1), to: addMonths(today, AHEAD) }
}

/**
 * What the feed needs of supabase-js' realtime client: heartbeats from a worker, since browsers throttle the timers of
 * hidden tabs (the page's CSP needs `worker-src blob:`), and reconnects that spread out instead of coming all at once.
 */
export function realtimeOptions(random: () => number = Math.random): RealtimeClientOptions {
	return {
		worker: typeof Worker !== 'undefined',
		reconnectAfterMs: (tries) => Math.min(30_000, 1000 * 2 ** Math.min(tries - 1, 5)) * (0.5 + random() / 2),
	}
}
