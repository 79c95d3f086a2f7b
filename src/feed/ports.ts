import type { TypedColumns } from '../ledger/columns'
import type { LedgerSettings, Months, TransactionColumns } from '../ledger/types'
import type { Extent } from './coverage'

/**
 * What the feed asks of the world. It does no I/O of its own, so that tests run it against a fake server on a fake clock,
 * thousands of schedules in a few seconds.
 */

export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number
	/** Runs `task` once, after `ms`. Returns its cancellation. */
	after(ms: number, task: () => void): () => void
	/** In [0, 1). */
	random(): number
}

/** Why a request to the server failed; a closed set. */
export type FailureKind =
	| 'network'
	| 'timed_out'
	| 'throttled'
	| 'server'
	| 'malformed'
	| 'session_expired'
	| 'not_a_member'
	| 'schema_outdated'
	| 'project_paused'
	| 'plan_limit'

/** What every `Remote` call rejects with. */
export class RemoteFailure extends Error {
	override name = 'RemoteFailure'
	constructor(
		readonly kind: FailureKind,
		detail = '',
		/** Milliseconds the server asked us to wait; null: it did not say. */
		readonly retryAfter: number | null = null,
	) {
		super(detail ? `${kind}: ${detail}` : kind)
	}
}

export interface ChangesRequest {
	after: number
	maxRows: number
	/** Only rows with an installment in these bill months. */
	months: Months | null
	signal: AbortSignal
}

/** The REST side. Answers are untrusted: the feed checks them. */
export interface Remote {
	changes(request: ChangesRequest): Promise<unknown>
	/** `database` changes when another database answers under the same address (restored, or built anew). */
	settings(signal: AbortSignal): Promise<{ settings: LedgerSettings; database: string }>
}

export type ChannelSignal =
	| { type: 'subscribed' }
	| { type: 'system'; ok: boolean; message: string }
	| { type: 'error'; reason: string }
	| { type: 'timed_out' }
	| { type: 'closed' }
	| { type: 'broadcast'; event: string; payload: unknown }

/** The realtime side: one private channel. */
export interface Channel {
	/** Gives the socket the session's current token. Always before `open`: a join without it is refused. */
	authorise(): Promise<void>
	/** Joins the topic of this epoch. The returned function leaves; no signal arrives after it. */
	open(listener: (signal: ChannelSignal) => void, epoch: number): () => void
	/** Drops the socket, so that the next `open` starts on a new one. */
	dropSocket(): Promise<void>
}

/** The signed-in person's session, as far as the feed needs it. */
export interface SessionSource {
	/** Makes sure that the token outlives the next minute, refreshing it where needed (`force`: even if it looks good). */
	fresh(force?: boolean): Promise<'ok' | 'refreshed' | 'ended' | 'unreachable'>
	/** `ended`: the person signed out, or is another one; `lost`: the server ended the session. */
	onChange(listener: (change: 'ended' | 'lost' | 'refreshed') => void): () => void
}

export type EnvironmentEvent = 'online' | 'offline' | 'visible' | 'hidden' | 'pagehide' | 'pageshow'

/** The browser around the page. */
export interface Environment {
	online(): boolean
	visible(): boolean
	subscribe(listener: (event: EnvironmentEvent) => void): () => void
}

/** What the device remembers of a ledger besides its rows. */
export interface CacheHeader {
	extent: Extent
	/** The newest revision that was known of: more than `extent.applied` if the page left in the middle of a catch-up. */
	head: number
	/** Tells the database from another one under the same address. */
	database: string
	confirmedAt: number | null
	settings: LedgerSettings | null
	inboxRevision: number
}

export interface CachedLedger {
	header: CacheHeader
	/**
	 * Rejects when a part turns out to be unfit; whatever was handed out before is void then. From here on the feed adds to
	 * this copy; one that is loaded and not read is replaced by the next save.
	 */
	read(onPart: (columns: TypedColumns) => Promise<void>): Promise<void>
}

/** The device's copy of one ledger for one user. Never throws: a cache that cannot work is an empty one. */
export interface FeedCache {
	load(): Promise<CachedLedger | null>
	/**
	 * Adds rows and moves the header from where this feed knows it to be; skipped if another tab got further. False: these
	 * rows are not stored, and no later header may claim them.
	 */
	save(columns: readonly TransactionColumns[], header: CacheHeader): Promise<boolean>
	wipe(): Promise<void>
	/** Forgets every ledger of this user. */
	wipeUser(): Promise<void>
	close(): void
}
