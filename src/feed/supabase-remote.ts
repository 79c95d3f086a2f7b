import type { SupabaseClient } from '@supabase/supabase-js'
import { parseDirectory } from './directory'
import { type Remote, RemoteFailure } from './ports'
import { remoteFailure } from './supabase-failure'

/** One request reads the ledger and all that people set in it: one statement, so one moment. */
const DIRECTORY = [
	'id,name,currency,timezone,settings_revision,created_at',
	'members(role)',
	'categories(id,name,aliases,color)',
	'sources(id,name,aliases,closing_day,due_day,bill_closings(bill_month,closing_date))',
	'people(id,name,aliases)',
	'budgets(category_id,month,amount_cents)',
].join(',')

interface Answer {
	data: unknown
	error: { code?: string; message?: string } | null
	status: number
	retryAfter: string | null
}

/** The REST side of a feed, through supabase-js. */
export function makeSupabaseRemote(client: SupabaseClient, ledgerId: string, userId: string): Remote {
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
		async directory(signal) {
			const query = client
				.from('ledgers')
				.select(DIRECTORY)
				.eq('id', ledgerId)
				.eq('members.user_id', userId)
				.limit(1)
				.abortSignal(signal)
			const rows = unwrap(await settled(query))
			// Row level security hides what one is no member of; there is nothing to tell apart.
			if (!Array.isArray(rows) || rows.length === 0) throw new RemoteFailure('not_a_member')
			return parseDirectory(rows[0])
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
