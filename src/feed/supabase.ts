import type { SupabaseClient } from '@supabase/supabase-js'
import { type AnswerMeaning, meaningOfAnswer, type Answer as ServerAnswer, waitOf } from './answer-meaning'
import { type Channel, type FailureKind, type Remote, RemoteFailure } from './ports'
import { parseSettings } from './settings'

/** One request reads the ledger and all that people set in it: one statement, so one moment. */
export const SETTINGS = [
	'id,name,currency,timezone,basis,corrections,settings_revision,created_at',
	'members(role)',
	'categories(id,name,aliases,color)',
	'sources(id,name,aliases,archived,cycles(from_month,closing_day,due_day),bill_closings(bill_month,closing_date))',
	'people(id,name,aliases)',
	'budgets(category_id,month,amount_cents)',
	'recurring(id,name,day,amount_cents,kind,category_id,source_id,until)',
].join(',')

interface Answer {
	data: unknown
	error: { code?: string; message?: string } | null
	status: number
	retryAfter: string | null
}

/** The REST side of a feed, through supabase-js. */
export function supabaseRemote(client: SupabaseClient, ledgerId: string, userId: string): Remote {
	return {
		async changes({ after, maxRows, months, signal }) {
			const args = {
				ledger_id: ledgerId,
				after,
				max_rows: maxRows,
				...(months ? { from_month: months.from, to_month: months.to } : {}),
			}
			return unwrap(await settled(client.rpc('ledger_changes', args).abortSignal(signal)))
		},
		async settings(signal) {
			const query = client
				.from('ledgers')
				.select(SETTINGS)
				.eq('id', ledgerId)
				.eq('members.user_id', userId)
				.limit(1)
				.abortSignal(signal)
			const rows = unwrap(await settled(query))
			// Row level security hides what one is no member of; there is nothing to tell apart.
			if (!Array.isArray(rows) || rows.length === 0) throw new RemoteFailure('not_a_member')
			return parseSettings(rows[0])
		},
	}
}

/**
 * supabase-js answers most troubles as a value; what it throws is the network's. The headers of an answer it keeps to
 * itself, but the request's own `fetch` sees them. Across origins a browser shows `Retry-After` only if it is exposed.
 */
async function settled(request: PromiseLike<unknown>): Promise<Answer> {
	let retryAfter: string | null = null
	const inner = request as unknown as { fetch?: typeof fetch }
	const { fetch: ask } = inner
	if (ask)
		inner.fetch = async (...given) => {
			const response = await ask(...given)
			retryAfter = response.headers.get('retry-after')
			return response
		}
	try {
		return { ...((await request) as Answer), retryAfter }
	} catch (error) {
		throw new RemoteFailure('network', String(error))
	}
}

function unwrap({ data, error, status, retryAfter }: Answer): unknown {
	if (!error) return data
	throw remoteFailure({ status, code: error.code, message: error.message, retryAfter })
}

/**
 * The realtime side of a feed, through supabase-js: one private channel. Signals of a channel that was left are
 * swallowed here, because realtime-js still reports its own close.
 */
export function supabaseChannel(client: SupabaseClient, ledgerId: string): Channel {
	return {
		authorise: () => client.realtime.setAuth(),
		async dropSocket() {
			await client.realtime.disconnect()
		},
		open(listener, epoch) {
			let left = false
			const channel = client.channel(`ledger:${ledgerId}:${epoch}`, {
				config: { private: true, broadcast: { ack: false, self: false, replication_ready: true } },
			})
			const hear: typeof listener = (signal) => {
				if (!left) listener(signal)
			}
			channel
				.on('broadcast', { event: '*' }, (message: unknown) => {
					const { event, payload } = (message ?? {}) as { event?: unknown; payload?: unknown }
					if (typeof event === 'string') hear({ type: 'broadcast', event, payload })
				})
				.on('system', {}, (message: unknown) => {
					const { status, message: text } = (message ?? {}) as { status?: unknown; message?: unknown }
					hear({ type: 'system', ok: status === 'ok', message: String(text ?? '') })
				})
				.subscribe((status, error) => {
					if (status === 'SUBSCRIBED') hear({ type: 'subscribed' })
					else if (status === 'CHANNEL_ERROR') hear({ type: 'error', reason: error?.message ?? '' })
					else if (status === 'TIMED_OUT') hear({ type: 'timed_out' })
					else if (status === 'CLOSED') hear({ type: 'closed' })
				})
			return () => {
				if (left) return
				left = true
				void client.removeChannel(channel)
			}
		},
	}
}

interface Refusal extends ServerAnswer {
	status: number
	retryAfter?: string | null
}

/** What an answer's meaning is to a feed, which sends nothing that could be wrong. */
const kinds: Record<AnswerMeaning, FailureKind> = {
	not_allowed: 'not_a_member',
	not_found: 'not_a_member',
	session_expired: 'session_expired',
	clocks_differ: 'server',
	schema_outdated: 'schema_outdated',
	rate_limited: 'throttled',
	plan_limit: 'plan_limit',
	project_paused: 'project_paused',
	invalid_input: 'server',
	duplicate: 'server',
	last_owner: 'server',
	server: 'server',
}

/** What PostgREST, the gateway or the network said, as one of our kinds. */
function remoteFailure(refusal: Refusal): RemoteFailure {
	const { status, message = '', retryAfter = null } = refusal
	const meaning = meaningOfAnswer(refusal)
	return new RemoteFailure(
		meaning ? kinds[meaning] : kindOfStatus(status, message),
		message,
		waitOf(retryAfter, Date.now()),
	)
}

function kindOfStatus(status: number, message: string): FailureKind {
	if (status === 0) return /abort|timed? ?out/i.test(message) ? 'timed_out' : 'network'
	if (status === 408 || status === 504) return 'timed_out'
	return status < 400 ? 'malformed' : 'server'
}
