import type { RealtimeClientOptions, SupabaseClient } from '@supabase/supabase-js'
import { makeCalendar } from '../ledger/calendar'
import type { Ledger, Months } from '../ledger/types'
import { browserEnvironment, systemClock } from './browser'
import { firstMonths } from './coverage'
import { DeviceCache, noCache } from './device-cache/index'
import { LiveFeed } from './feed'
import type { Clock, Environment, FeedCache, SessionSource } from './ports'
import { supabaseChannel, supabaseRemote } from './supabase'
import type { FeedEvents, LedgerFeed } from './types'

export interface FeedOptions {
	/** A client of supabase-js' parts with a signed-in session; `realtimeOptions()` belong into its `realtime` options. */
	client: SupabaseClient
	ledger: Pick<Ledger, 'id' | 'timezone'>
	userId: string
	events: FeedEvents
	/** Who is signed in, and with which token: `feedSession` of the backend. */
	session: SessionSource
	/** Bill months to be right first. By default the month before today's and all after it. */
	months?: Months
	/** Null: remember nothing on this device. */
	cache?: FeedCache | null
	clock?: Clock
	environment?: Environment
}

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
 * const feed = openFeed({ client, session, ledger, userId, events: {
 *   onRows: (rows) => metrics.apply(rows),
 *   onState: (state) => showPill(state),
 *   onSettings: (settings) => showNames(settings),
 *   onInbox: () => refreshReview(),
 *   onReset: () => metrics.clear(),
 * } })
 * // later
 * feed.stop()
 * ```
 */
export function openFeed(options: FeedOptions): LedgerFeed {
	const { client, ledger, userId, events, clock = systemClock } = options
	const key = `${userId} ${ledger.id}`
	const feeds = feedsRunning()
	feeds.get(key)?.stop()
	const calendar = makeCalendar(ledger.timezone)
	const feed = new LiveFeed(
		{
			remote: supabaseRemote(client, ledger.id, userId),
			channel: supabaseChannel(client, ledger.id),
			session: options.session,
			environment: options.environment ?? browserEnvironment(),
			cache: options.cache === null ? noCache : (options.cache ?? new DeviceCache(userId, ledger.id)),
			clock,
			months: () => options.months ?? firstMonths(calendar.dayAt(clock.now())),
		},
		events,
	)
	const handle: LedgerFeed = {
		state: () => feed.state(),
		check: () => feed.check(),
		setPaused: (isPaused) => feed.setPaused(isPaused),
		log: () => feed.log(),
		stop() {
			if (feeds.get(key) === handle) feeds.delete(key)
			feed.stop()
		},
	}
	feeds.set(key, handle)
	void feed.start()
	return handle
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
