import type { FeedCause, FeedStatus } from './types'

/**
 * The connection as two tables: what each event does to the facts, and which status the facts amount to.
 * docs/FEED.md shows both to people. `LiveFeed` keeps the facts and carries out the actions.
 */

/** Why the rows may lack something until the server has been asked. */
export type StaleReason = 'starting' | 'gap' | 'rejoining' | 'woke_up'

export interface Facts {
	session: 'in' | 'ended' | 'expired'
	/** The server says no, and asking again at once would not help. */
	refusal: 'none' | 'not_a_member' | 'plan_limit' | 'project_paused' | 'schema_outdated'
	/** What the browser says of the network. */
	network: 'up' | 'down'
	/** How the last request went. */
	reach: 'unknown' | 'ok' | 'throttled' | 'failing'
	/**
	 * `ready`: joined, and it is known that the database's broadcasts flow: the server said so, or one came. `unconfirmed`:
	 * joined for a while, and no such sign; the server itself gives up only after a minute.
	 */
	channel:
		| 'closed'
		| 'joining'
		| 'joined'
		| 'unconfirmed'
		| 'ready'
		| 'lost'
		| 'blocked'
		| 'denied'
		| 'limited'
	/** What the page can show: nothing, the device's copy, or data of this session. */
	data: 'none' | 'cached' | 'current'
	/** Why the data may lack something until the server is asked; none: an answer said that nothing is missing. */
	stale: StaleReason | 'none'
	/** The person has paused live updates. */
	paused: boolean
}

export const initialFacts: Facts = {
	session: 'in',
	refusal: 'none',
	network: 'up',
	reach: 'unknown',
	channel: 'closed',
	data: 'none',
	stale: 'starting',
	paused: false,
}

export type FeedAction =
	/** Ask the server now what is missing. */
	| 'check'
	/** The same, in a moment: many pages see the same gap at the same time. */
	| 'check_soon'
	/** The same, after a wait that grows. */
	| 'retry'
	/** Ask again after a long while. */
	| 'retry_late'
	/** Join the channel if there is none and none is planned. */
	| 'join'
	/** The same, and don't wait for the planned moment. */
	| 'join_now'
	/** Leave, and join a new channel after a wait that grows. */
	| 'rejoin_later'
	/** Leave, and try again only after minutes or at the next sign of change. */
	| 'rejoin_late'
	/** Leave, and join the topic of the present epoch. */
	| 'move'
	/** Leave the channel. */
	| 'leave'
	/** Refresh the token, leave, and join on a new socket. */
	| 'renew'
	/** Give the channel the session's new token. */
	| 'authorise'
	/** Cancel requests that may have died while the page slept. */
	| 'cancel_stale'
	/** Write what is not yet on the device. */
	| 'flush'
	/** Tell the page that all rows are void, and forget the ledger on this device. */
	| 'forget'
	/** The same for every ledger of this user. */
	| 'forget_user'
	/** Tell the page that all rows are void; the device keeps its copy. */
	| 'show_nothing'

interface Effect {
	facts?: Partial<Facts>
	actions?: readonly FeedAction[]
}

/** What each event does. An event not listed for a fact leaves it as it is. */
export const effects = {
	// The channel
	subscribed: { facts: { channel: 'joined', stale: 'rejoining' }, actions: ['check'] },
	replication_ready: { facts: { channel: 'ready', stale: 'rejoining' }, actions: ['check'] },
	readiness_overdue: { facts: { channel: 'unconfirmed', stale: 'rejoining' }, actions: ['check'] },
	channel_error: { facts: { channel: 'lost', stale: 'rejoining' }, actions: ['check_soon'] },
	channel_timed_out: { facts: { channel: 'lost', stale: 'rejoining' }, actions: ['check_soon'] },
	channel_blocked: { facts: { channel: 'blocked' }, actions: ['check_soon'] },
	channel_closed: { facts: { channel: 'lost', stale: 'rejoining' }, actions: ['rejoin_later', 'check_soon'] },
	channel_token_refused: { facts: { channel: 'lost', stale: 'rejoining' }, actions: ['renew', 'check_soon'] },
	channel_denied: { facts: { channel: 'denied', stale: 'rejoining' }, actions: ['rejoin_late', 'check'] },
	channel_limited: {
		facts: { channel: 'limited', stale: 'rejoining' },
		actions: ['rejoin_late', 'check_soon'],
	},
	channel_joining: { facts: { channel: 'joining' } },
	/** We left it ourselves, to join again. */
	channel_left: { facts: { channel: 'lost', stale: 'rejoining' }, actions: ['check_soon'] },
	/** Somebody stopped being a member: the ledger is heard on another topic, and what was told there since is not known. */
	channel_moved: { facts: { channel: 'lost', stale: 'rejoining' }, actions: ['move', 'check_soon'] },
	gap: { facts: { stale: 'gap' }, actions: ['check_soon'] },
	/** Something is missing that is being read already, or that a paused page does not want yet. */
	behind: { facts: { stale: 'gap' } },
	/** The missing rows came after all, without a request. */
	gap_closed: { facts: { stale: 'none' } },

	// The server's answers
	cache_shown: { facts: { data: 'cached' } },
	confirmed: { facts: { reach: 'ok', data: 'current', stale: 'none', refusal: 'none' }, actions: ['join'] },
	answered: { facts: { reach: 'ok', refusal: 'none' }, actions: ['join'] },
	network: { facts: { reach: 'failing' }, actions: ['retry'] },
	timed_out: { facts: { reach: 'failing' }, actions: ['retry'] },
	server: { facts: { reach: 'failing' }, actions: ['retry'] },
	malformed: { facts: { reach: 'failing' }, actions: ['retry'] },
	throttled: { facts: { reach: 'throttled' }, actions: ['retry'] },
	session_expired: { actions: ['renew', 'retry'] },
	not_a_member: {
		facts: { refusal: 'not_a_member', data: 'none', channel: 'closed' },
		actions: ['leave', 'forget'],
	},
	schema_outdated: {
		facts: { refusal: 'schema_outdated', channel: 'closed' },
		actions: ['leave', 'retry_late'],
	},
	project_paused: {
		facts: { refusal: 'project_paused', channel: 'closed' },
		actions: ['leave', 'retry_late'],
	},
	plan_limit: { facts: { refusal: 'plan_limit', channel: 'closed' }, actions: ['leave', 'retry_late'] },

	// The session
	signed_out: {
		facts: { session: 'ended', data: 'none', channel: 'closed' },
		actions: ['leave', 'forget_user'],
	},
	session_lost: {
		facts: { session: 'expired', data: 'none', channel: 'closed' },
		// An ended session says nothing of whose the copy is.
		actions: ['leave', 'show_nothing'],
	},
	token_refreshed: { actions: ['authorise', 'join_now'] },

	// The browser
	went_offline: { facts: { network: 'down', stale: 'rejoining' }, actions: ['flush'] },
	went_online: {
		facts: { network: 'up', stale: 'rejoining' },
		actions: ['cancel_stale', 'authorise', 'join_now', 'check'],
	},
	hidden: { actions: ['flush'] },
	/** Back within seconds: nothing can have slept. */
	glanced: { actions: ['check'] },
	visible: { facts: { stale: 'woke_up' }, actions: ['cancel_stale', 'authorise', 'join_now', 'check'] },
	pagehide: { actions: ['flush'] },
	pageshow: { facts: { stale: 'woke_up' }, actions: ['cancel_stale', 'authorise', 'join_now', 'check'] },

	// The person
	paused: { facts: { paused: true } },
	resumed: { facts: { paused: false, stale: 'gap' }, actions: ['check'] },
	asked: { actions: ['cancel_stale', 'join_now', 'check'] },
} as const satisfies Record<string, Effect>

export type FeedEvent = keyof typeof effects

/** The only events that change anything for somebody who is no member: waiting, waking up or a new token help nobody. */
const eventsForStrangers: ReadonlySet<FeedEvent> = new Set([
	'asked',
	'answered',
	'confirmed',
	'signed_out',
	'session_lost',
	'not_a_member',
])

/** Facts and actions after an event. Once signed out only a new feed helps; after a refusal only an answer does. */
export function transition(facts: Facts, event: FeedEvent): { facts: Facts; actions: readonly FeedAction[] } {
	if (facts.session !== 'in') return { facts, actions: [] }
	if (facts.refusal === 'not_a_member' && !eventsForStrangers.has(event)) return { facts, actions: [] }
	const effect: Effect = effects[event]
	const next = { ...facts, ...effect.facts }
	// A gap is the weakest reason. It must not hide a stronger one, which only an answer of the server settles.
	if (effect.facts?.stale === 'gap' && facts.stale !== 'none') next.stale = facts.stale
	if (event === 'gap_closed' && facts.stale !== 'gap') next.stale = facts.stale
	// Until the first answer of this session we are still starting, whatever else happens.
	if (next.data !== 'current' && next.stale !== 'none') next.stale = 'starting'
	const actions = effect.actions ?? []
	if (facts.refusal !== 'not_a_member' || event !== 'asked') return { facts: next, actions }
	// A stranger's channel is ignored: joined now, it would never be known to be ready. An answer joins.
	return { facts: next, actions: actions.filter((action) => action !== 'join_now') }
}

/** Whether an event makes the answers to requests under way too old to settle anything. */
export function outdatesRequests(event: FeedEvent): boolean {
	const { facts }: Effect = effects[event]
	return facts?.stale !== undefined && facts.stale !== 'none' && facts.stale !== 'gap'
}

export interface Status {
	status: FeedStatus
	cause: FeedCause
}

const channelCause: Record<Facts['channel'], FeedCause> = {
	closed: 'rejoining',
	joining: 'rejoining',
	joined: 'rejoining',
	unconfirmed: 'rejoining',
	ready: 'none',
	lost: 'rejoining',
	blocked: 'realtime_blocked',
	denied: 'realtime_denied',
	limited: 'plan_limit',
}

/** The first rule that fits names the status. `live` is the last but one: all that could speak against it comes before. */
const rules: readonly ((facts: Facts) => Status | false)[] = [
	(f) => f.session === 'ended' && { status: 'signed_out', cause: 'session_ended' },
	(f) => f.session === 'expired' && { status: 'signed_out', cause: 'session_expired' },
	(f) => f.refusal !== 'none' && { status: 'refused', cause: f.refusal },
	(f) => f.network === 'down' && { status: 'offline', cause: 'no_network' },
	(f) => f.reach === 'failing' && { status: 'offline', cause: 'server_unreachable' },
	(f) =>
		f.data === 'none' && { status: 'loading', cause: f.reach === 'throttled' ? 'rate_limited' : 'starting' },
	(f) => f.reach === 'throttled' && { status: 'catching_up', cause: 'rate_limited' },
	(f) => f.stale !== 'none' && { status: 'catching_up', cause: f.paused ? 'paused_by_reader' : f.stale },
	(f) => (f.channel === 'joining' || f.channel === 'joined') && { status: 'catching_up', cause: 'rejoining' },
	(f) => f.channel === 'ready' && { status: 'live', cause: f.paused ? 'paused_by_reader' : 'none' },
	(f) => ({ status: 'polling', cause: f.paused ? 'paused_by_reader' : channelCause[f.channel] }),
]

export function statusOf(facts: Facts): Status {
	for (const rule of rules) {
		const found = rule(facts)
		if (found) return found
	}
	throw new Error('the last rule always fits')
}
