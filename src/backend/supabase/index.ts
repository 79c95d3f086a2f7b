import type { SupabaseClient } from '@supabase/supabase-js'
import { openFeed, realtimeOptions } from '../../feed/index'
import type { Role } from '../../ledger/types'
import type { PainelConfig } from '../config'
import { type Backend, BackendError, type BackendErrorCode } from '../types'
import { createClient } from './client'
import { deferredPort } from './deferred-port'
import { rememberedLedgers, rememberLedgers } from './remembered-ledgers'
import { answered } from './request'
import { makeSupabaseSessionPort } from './session'

/** The outside world by way of a Supabase project: hosted, self-hosted or embedded. One per page. */
export function createSupabaseBackend(config: PainelConfig): Backend {
	const { supabaseUrl, publishableKey } = config
	const storageKey = `painel.session.${new URL(supabaseUrl).host}`
	const client = createClient(supabaseUrl, publishableKey, { storageKey, realtime: realtimeOptions() })
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
				const rows = await answered(
					client
						.from('members')
						.select('role,ledgers(id,name,currency,timezone)')
						.eq('user_id', me)
						.order('created_at'),
				)
				const found = rows.flatMap(({ role, ledgers }) =>
					ledgers ? [{ ...ledgers, role: role as Role }] : [],
				)
				rememberLedgers(me, found)
				return found
			} catch (error) {
				const known = unreachable(error) ? rememberedLedgers(me) : null
				if (known) return known
				throw error
			}
		},
		async createLedger({ name, currency, timezone }) {
			const row = await answered(client.rpc('create_ledger', { name, currency, timezone }))
			return { id: row.id, name: row.name, currency: row.currency, timezone: row.timezone, role: 'owner' }
		},
		openFeed(ledger, events, months) {
			return openFeed({
				client: client as unknown as SupabaseClient,
				ledger,
				userId: userId(),
				events,
				...(months ? { months } : {}),
			})
		},
		settings: (ledger) =>
			deferredPort(async () => new (await import('./settings')).SupabaseSettings(client, ledger)),
		review: (ledger) =>
			deferredPort(async () => (await import('./review')).makeSupabaseReview(client, ledger)),
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

/** What keeps the server from being asked, as opposed to having said no. */
const UNREACHABLE = new Set<BackendErrorCode>([
	'network',
	'server',
	'rate_limited',
	'plan_limit',
	'project_paused',
	'session_expired',
])

const unreachable = (error: unknown): boolean => error instanceof BackendError && UNREACHABLE.has(error.code)

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return text
	}
}
