import type { SupabaseClient } from '@supabase/supabase-js'
import type { Clock, SessionSource } from './ports'

/** A token that ends within this time is refreshed before it is used for a join. */
const MARGIN = 60_000

/** The signed-in person's session, through supabase-js. Another person signing in ends it like signing out. */
export function makeSupabaseSession(client: SupabaseClient, userId: string, clock: Clock): SessionSource {
	/** The token that this page last relied on. */
	let relied: string | null = null

	async function read() {
		const { data, error } = await client.auth.getSession()
		if (error) return isVerdict(error) ? null : undefined
		return data.session?.user.id === userId ? data.session : null
	}

	return {
		async fresh(force = false) {
			try {
				const session = await read()
				if (session === undefined) return 'unreachable'
				if (session === null) return 'ended'
				const before = relied
				relied = session.access_token
				const lasts = (session.expires_at ?? 0) * 1000 - clock.now() > MARGIN
				// Another tab, or auth-js' own timer, refreshed it meanwhile: no need for yet another.
				if (force && lasts && before !== null && before !== relied) return 'refreshed'
				if (!force && lasts) return 'ok'
				const { data, error } = await client.auth.refreshSession()
				// Two tabs refreshing at once: one is told that its tokens were discarded, and finds the other's.
				const after = data.session ?? (await read())
				if (after) relied = after.access_token
				if (after && after.access_token !== session.access_token) return 'refreshed'
				if (after === null && isVerdict(error)) return 'ended'
				return lasts ? 'ok' : 'unreachable'
			} catch {
				return 'unreachable'
			}
		},
		onChange(listener) {
			const { data } = client.auth.onAuthStateChange((event, session) => {
				// Never a query or an await in here: auth-js waits for its listeners. Ours runs after it went on.
				if (event === 'SIGNED_OUT' || (session && session.user.id !== userId))
					clock.after(0, () => listener('ended'))
				else if (event === 'TOKEN_REFRESHED') clock.after(0, () => listener('refreshed'))
			})
			return () => data.subscription.unsubscribe()
		},
	}
}

/** The server has judged the session; as opposed to not having been reached, or another tab having been faster. */
function isVerdict(error: { name?: string; status?: number } | null): boolean {
	if (!error || error.name === 'AuthSessionMissingError') return true
	if (error.name === 'AuthRetryableFetchError' || error.name === 'AuthRefreshDiscardedError') return false
	const { status = 0 } = error
	return status >= 400 && status < 500 && status !== 408 && status !== 429
}
