import type { TypedColumns } from '../ledger/columns'
import type { LedgerSettings, Months, TransactionColumns } from '../ledger/types'

/** What the connection is doing. The page always shows it. */
export type FeedStatus = 'signed_out' | 'loading' | 'live' | 'catching_up' | 'polling' | 'offline' | 'refused'

/** Whether the server answers, as far as is known. */
export const isReachable = (status: FeedStatus): boolean =>
	status === 'live' || status === 'catching_up' || status === 'polling'

/** Why; a closed set, each with words and a remedy in the catalogues. */
export type FeedCause =
	| 'none'
	| 'starting'
	| 'session_ended'
	| 'session_expired'
	| 'gap'
	| 'rejoining'
	| 'woke_up'
	| 'no_network'
	| 'server_unreachable'
	| 'realtime_blocked'
	| 'realtime_denied'
	| 'rate_limited'
	| 'plan_limit'
	| 'project_paused'
	| 'not_a_member'
	| 'schema_outdated'
	| 'paused_by_reader'

/** Which part of the ledger the rows handed out so far cover. */
export interface Coverage {
	/** Bill months, ends included, that are complete whenever `applied` equals `head`; null before the first answer. */
	months: Months | null
	/** True when all history is in, in the same sense. */
	complete: boolean
	/** Share of the history that is in, 0 to 1. */
	progress: number
}

export interface FeedState {
	status: FeedStatus
	cause: FeedCause
	/** Every change up to this revision is in (within `coverage`). */
	applied: number
	/** The newest revision the server is known to have. */
	head: number
	/** When the data was last known to equal the server's, ms since the epoch; null: never. Its age is what the pill shows. */
	confirmedAt: number | null
	/** The figures come from the device's cache and no answer of the server has confirmed them yet. */
	fromCache: boolean
	coverage: Coverage
}

/** The state of every feed before anything happened. */
export const STARTING: FeedState = {
	status: 'loading',
	cause: 'starting',
	applied: 0,
	head: 0,
	confirmedAt: null,
	fromCache: false,
	coverage: { months: null, complete: false, progress: 0 },
}

/** Where a batch comes from: only `live` ones are worth a glow on the page. */
export type BatchOrigin = 'cache' | 'snapshot' | 'history' | 'catch_up' | 'live'

export interface FeedEvents {
	/**
	 * Rows to apply by "newest revision wins"; any order, repetition or mix is right. The device's copy comes in the typed form
	 * that it is kept in, everything else in columns of JSON; `Metrics.apply` takes both.
	 */
	onRows(rows: TransactionColumns | TypedColumns, origin: BatchOrigin): void
	onState(state: FeedState): void
	/** Settings were read for the first time or changed. */
	onSettings(settings: LedgerSettings): void
	/** The "a conferir" list changed: read it again. */
	onInbox(): void
	/** The rows handed out so far are void (another user, membership ended): drop them all. */
	onReset(): void
}

/** One event of the connection, for whoever looks into a running page. */
export interface LoggedEvent {
	/** Milliseconds since the epoch. */
	at: number
	event: string
	actions: readonly string[]
	/** The state that the page was told because of it; null: the same as before. */
	state: FeedState | null
}

/** A running feed of one ledger. One per page and ledger. */
export interface LedgerFeed {
	state(): FeedState
	/** Asks the server for its head now (a pull-to-refresh, a doubt). */
	check(): void
	/** Holds live updates back (WCAG 2.2.2) or lets them flow again; resuming catches up. */
	setPaused(paused: boolean): void
	/** The last events, oldest first. */
	log(): readonly LoggedEvent[]
	/** Leaves the channel and frees everything. May be called twice. */
	stop(): void
}
