import { createClient } from '@supabase/supabase-js'
import { openFeed, realtimeOptions } from '../feed/index'
import type { Ledger } from '../ledger/types'
import type { PainelConfig } from './config'
import { deferredPort } from './deferred-port'
import { rememberedLedgers, rememberLedgers } from './remembered-ledgers'
import { answered } from './supabase-request'
import { makeSupabaseSessionPort } from './supabase-session'
import { type Backend, BackendError } from './types'

/** The outside world by way of a Supabase project: hosted, self-hosted or embedded. One per page. */
export function createSupabaseBackend(config: PainelConfig): Backend {
	const { supabaseUrl, publishableKey } = config
	const storageKey = `painel.session.${new URL(supabaseUrl).host}`
	const client = createClient(supabaseUrl, publishableKey, {
		// PKCE brings e-mail links back in the query, so that they don't meddle with the routes in the hash.
		auth: { storageKey, flowType: 'pkce' },
		// The feed retries by itself, and says so.
		db: { retry: false },
		realtime: realtimeOptions(),
	})
	const session = makeSupabaseSessionPort(client, storageKey)

	return {
		kind: 'supabase',
		endpoint: { url: supabaseUrl, publishableKey },
		session,
		async ledgers() {
			const me = userId()
			try {
				// Whoever was invited finds the ledger here; a failure must not keep the others away.
				await answered(client.rpc('accept_invitations')).catch(() => {})
				const rows = await answered<Membership[]>(
					client
						.from('members')
						.select('role,ledgers(id,name,currency,timezone)')
						.eq('user_id', me)
						.order('created_at')
						.overrideTypes<Membership[], { merge: false }>(),
				)
				const found = rows.flatMap(({ role, ledgers }) => (ledgers ? [{ ...ledgers, role }] : []))
				rememberLedgers(me, found)
				return found
			} catch (error) {
				const known = unreachable(error) ? rememberedLedgers(me) : null
				if (known) return known
				throw error
			}
		},
		async createLedger({ name, currency, timezone }) {
			const row = await answered<Omit<Ledger, 'role'>>(
				client.rpc('create_ledger', { name, currency, timezone }),
			)
			return { id: row.id, name: row.name, currency: row.currency, timezone: row.timezone, role: 'owner' }
		},
		openFeed(ledger, events, months) {
			return openFeed({ client, ledger, userId: userId(), events, ...(months ? { months } : {}) })
		},
		settings: (ledger) =>
			deferredPort(async () => (await import('./supabase-settings')).makeSupabaseSettings(client, ledger)),
		review: (ledger) =>
			deferredPort(async () => (await import('./supabase-review')).makeSupabaseReview(client, ledger)),
		async insertAsAgent(token, rows) {
			// Not through the client: an agent comes without the reader's session.
			const response = await fetch(`${supabaseUrl}/rest/v1/inbox`, {
				method: 'POST',
				headers: {
					apikey: publishableKey,
					'x-agent-token': token,
					'content-type': 'application/json',
					prefer: 'return=representation',
				},
				body: JSON.stringify(rows),
			}).catch((error: unknown) => {
				throw new BackendError('network', String(error))
			})
			const text = await response.text()
			return { status: response.status, body: parsed(text) }
		},
	}

	function userId(): string {
		const id = session.current()?.userId
		if (!id) throw new BackendError('session_expired')
		return id
	}
}

/** The server could not be asked, as opposed to having said no. */
function unreachable(error: unknown): boolean {
	return (
		error instanceof BackendError &&
		['network', 'server', 'rate_limited', 'session_expired'].includes(error.code)
	)
}

interface Membership {
	role: Ledger['role']
	ledgers: Omit<Ledger, 'role'> | null
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return text
	}
}
