import type { FeedCause, FeedStatus } from './types'

/**
 * The connection as two tables: what each event does to the facts, and which status the facts amount to.
 * docs/FEED.md shows both to people. The core keeps the facts and carries out the actions.
 */

export type Doubt = 'starting' | 'gap' | 'rejoining' | 'woke_up'

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
	link: 'closed' | 'joining' | 'joined' | 'unconfirmed' | 'ready' | 'lost' | 'blocked' | 'denied' | 'limited'
	/** What the reader can see: nothing, the device's copy, or data of this session. */
	data: 'none' | 'cached' | 'current'
	/** Why the data may lack something until the server is asked; none: an answer said that nothing is missing. */
	doubt: Doubt | 'none'
	/** The reader holds live updates back. */
	paused: boolean
}

export const initialFacts: Facts = {
	session: 'in',
	refusal: 'none',
	network: 'up',
	reach: 'unknown',
	link: 'closed',
	data: 'none',
	doubt: 'starting',
	paused: false,
}

export type FeedAction =
	/** Ask the server what is missing, now. */
	| 'check'
	/** The same, in a moment: many pages see the same gap at once. */
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
	/** Leave the channel. */
	| 'leave'
	/** Refresh the token, leave, and join on a new socket. */
	| 'renew'
	/** Give the channel the session's new token. */
	| 'authorise'
	/** Drop requests that may have died while the page slept. */
	| 'abandon'
	/** Write what is not yet on the device. */
	| 'flush'
	/** Hand out that all rows are void, and forget the ledger on this device. */
	| 'forget'
	/** The same for every ledger of this user. */
	| 'forget_user'

interface Effect {
	facts?: Partial<Facts>
	actions?: readonly FeedAction[]
}

/** What each event does. An event not listed for a fact leaves it as it is. */
export const effects = {
	// The channel
	subscribed: { facts: { link: 'joined', doubt: 'rejoining' }, actions: ['check'] },
	replication_ready: { facts: { link: 'ready', doubt: 'rejoining' }, actions: ['check'] },
	readiness_overdue: { facts: { link: 'unconfirmed', doubt: 'rejoining' }, actions: ['check'] },
	link_error: { facts: { link: 'lost', doubt: 'rejoining' }, actions: ['check_soon'] },
	link_timed_out: { facts: { link: 'lost', doubt: 'rejoining' }, actions: ['check_soon'] },
	link_blocked: { facts: { link: 'blocked' }, actions: ['check_soon'] },
	link_closed: { facts: { link: 'lost', doubt: 'rejoining' }, actions: ['rejoin_later', 'check_soon'] },
	link_token_refused: { facts: { link: 'lost', doubt: 'rejoining' }, actions: ['renew', 'check_soon'] },
	link_denied: { facts: { link: 'denied', doubt: 'rejoining' }, actions: ['rejoin_late', 'check'] },
	link_limited: { facts: { link: 'limited', doubt: 'rejoining' }, actions: ['rejoin_late', 'check_soon'] },
	link_joining: { facts: { link: 'joining' } },
	/** We left it ourselves, to join anew. */
	link_left: { facts: { link: 'lost', doubt: 'rejoining' }, actions: ['check_soon'] },
	gap: { facts: { doubt: 'gap' }, actions: ['check_soon'] },
	/** Something is missing and already being read, or the reader does not want to see it yet. */
	behind: { facts: { doubt: 'gap' } },
	/** What was missing came after all, without a request. */
	gap_closed: { facts: { doubt: 'none' } },

	// The server's answers
	cache_shown: { facts: { data: 'cached' } },
	confirmed: { facts: { reach: 'ok', data: 'current', doubt: 'none', refusal: 'none' }, actions: ['join'] },
	answered: { facts: { reach: 'ok', refusal: 'none' }, actions: ['join'] },
	network: { facts: { reach: 'failing' }, actions: ['retry'] },
	timed_out: { facts: { reach: 'failing' }, actions: ['retry'] },
	server: { facts: { reach: 'failing' }, actions: ['retry'] },
	malformed: { facts: { reach: 'failing' }, actions: ['retry'] },
	throttled: { facts: { reach: 'throttled' }, actions: ['retry'] },
	session_expired: { actions: ['renew', 'retry'] },
	not_a_member: {
		facts: { refusal: 'not_a_member', data: 'none', link: 'closed' },
		actions: ['leave', 'forget'],
	},
	schema_outdated: {
		facts: { refusal: 'schema_outdated', link: 'closed' },
		actions: ['leave', 'retry_late'],
	},
	project_paused: { facts: { refusal: 'project_paused', link: 'closed' }, actions: ['leave', 'retry_late'] },
	plan_limit: { facts: { refusal: 'plan_limit', link: 'closed' }, actions: ['leave', 'retry_late'] },

	// The session
	signed_out: {
		facts: { session: 'ended', data: 'none', link: 'closed' },
		actions: ['leave', 'forget_user'],
	},
	session_lost: {
		facts: { session: 'expired', data: 'none', link: 'closed' },
		actions: ['leave', 'forget_user'],
	},
	token_refreshed: { actions: ['authorise', 'join_now'] },

	// The browser
	went_offline: { facts: { network: 'down', doubt: 'rejoining' }, actions: ['flush'] },
	went_online: {
		facts: { network: 'up', doubt: 'rejoining' },
		actions: ['abandon', 'authorise', 'join_now', 'check'],
	},
	hidden: { actions: ['flush'] },
	/** Back within seconds: nothing can have slept. */
	glanced: { actions: ['check'] },
	visible: { facts: { doubt: 'woke_up' }, actions: ['abandon', 'authorise', 'join_now', 'check'] },
	pagehide: { actions: ['flush'] },
	pageshow: { facts: { doubt: 'woke_up' }, actions: ['abandon', 'authorise', 'join_now', 'check'] },

	// The reader
	paused: { facts: { paused: true } },
	resumed: { facts: { paused: false, doubt: 'gap' }, actions: ['check'] },
	asked: { actions: ['abandon', 'join_now', 'check'] },
} as const satisfies Record<string, Effect>

export type FeedEvent = keyof typeof effects

/** Who is no member gets nothing by waiting, waking or a new token; only an answer to an explicit question helps. */
const heededByStrangers: ReadonlySet<FeedEvent> = new Set([
	'asked',
	'answered',
	'confirmed',
	'signed_out',
	'session_lost',
	'not_a_member',
])

/** Facts and actions after an event. Once signed out only a new feed helps; after a refusal only an answer does. */
export function step(facts: Facts, event: FeedEvent): { facts: Facts; actions: readonly FeedAction[] } {
	if (facts.session !== 'in') return { facts, actions: [] }
	if (facts.refusal === 'not_a_member' && !heededByStrangers.has(event)) return { facts, actions: [] }
	const effect: Effect = effects[event]
	const next = { ...facts, ...effect.facts }
	// A gap is the smallest doubt: it must not hide a larger one, which only an answer of the server settles.
	if (effect.facts?.doubt === 'gap' && facts.doubt !== 'none') next.doubt = facts.doubt
	if (event === 'gap_closed' && facts.doubt !== 'gap') next.doubt = facts.doubt
	// The first answer of this session has not come: whatever happened meanwhile, we are still starting.
	if (next.data !== 'current' && next.doubt !== 'none') next.doubt = 'starting'
	const actions = effect.actions ?? []
	if (facts.refusal !== 'not_a_member' || event !== 'asked') return { facts: next, actions }
	// The events of a stranger's channel are ignored: joined now, it would never be known to be ready. An answer joins.
	return { facts: next, actions: actions.filter((action) => action !== 'join_now') }
}

/** Whether an event makes answers that are under way too old to rely on. */
export function voidsAnswers(event: FeedEvent): boolean {
	const { facts }: Effect = effects[event]
	return facts?.doubt !== undefined && facts.doubt !== 'none' && facts.doubt !== 'gap'
}

export interface Standing {
	status: FeedStatus
	cause: FeedCause
}

const linkCause: Record<Facts['link'], FeedCause> = {
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

/** The first rule that fits names the status. `live` is last but one: it takes that nothing speaks against it. */
const rules: readonly ((facts: Facts) => Standing | false)[] = [
	(f) => f.session === 'ended' && { status: 'signed_out', cause: 'session_ended' },
	(f) => f.session === 'expired' && { status: 'signed_out', cause: 'session_expired' },
	(f) => f.refusal !== 'none' && { status: 'refused', cause: f.refusal },
	(f) => f.network === 'down' && { status: 'offline', cause: 'no_network' },
	(f) => f.reach === 'failing' && { status: 'offline', cause: 'server_unreachable' },
	(f) =>
		f.data === 'none' && { status: 'loading', cause: f.reach === 'throttled' ? 'rate_limited' : 'starting' },
	(f) => f.reach === 'throttled' && { status: 'catching_up', cause: 'rate_limited' },
	(f) => f.doubt !== 'none' && { status: 'catching_up', cause: f.paused ? 'paused_by_reader' : f.doubt },
	(f) => (f.link === 'joining' || f.link === 'joined') && { status: 'catching_up', cause: 'rejoining' },
	(f) => f.link === 'ready' && { status: 'live', cause: f.paused ? 'paused_by_reader' : 'none' },
	(f) => ({ status: 'polling', cause: f.paused ? 'paused_by_reader' : linkCause[f.link] }),
]

export function standing(facts: Facts): Standing {
	for (const rule of rules) {
		const found = rule(facts)
		if (found) return found
	}
	throw new Error('the last rule always fits')
}
