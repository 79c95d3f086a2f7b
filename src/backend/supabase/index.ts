import type { SupabaseClient } from '@supabase/supabase-js'
import { systemClock } from '../../feed/browser'
import { openFeed, realtimeOptions } from '../../feed/index'
import type { Ledger, Role } from '../../ledger/types'
import type { PainelConfig } from '../config'
import { type AccountPort, type Backend, BackendError, type InsertAnswer, PASSING_TROUBLE } from '../types'
import { type Client, createClient } from './client'
import { lazyPort } from './lazy-port'
import { rememberedLedgers, rememberLedgers } from './remembered-ledgers'
import { answered } from './request'
import { makeSupabaseSessionPort } from './session'
import { feedSession } from './session-source'

/** The outside world by way of a Supabase project: hosted, self-hosted or embedded. One per page. */
export function createSupabaseBackend(config: PainelConfig): Backend {
	const { supabaseUrl, publishableKey } = config
	const storageKey = `painel.session.${new URL(supabaseUrl).host}`
	const client = createClient(supabaseUrl, publishableKey, { storageKey, realtime: realtimeOptions() })
	const account = lazyPort(async () => new (await import('./account')).SupabaseAccount(client) as AccountPort)
	const session = makeSupabaseSessionPort(client, account)

	return {
		kind: 'supabase',
		endpoint: { url: supabaseUrl, publishableKey },
		session,
		ledgers(onLater) {
			const me = userId()
			return ledgersOf(client, me, (found) => {
				if (session.current()?.userId === me) onLater?.(found)
			})
		},
		knownLedgers: () => rememberedLedgers(userId()) ?? [],
		async createLedger(wanted) {
			const row = await answered(client.rpc('create_ledger', wanted))
			return ledgerOf(row, 'owner')
		},
		invitations: lazyPort(async () => new (await import('./invitations')).SupabaseInvitations(client)),
		openFeed(ledger, events, months) {
			const me = userId()
			return openFeed({
				client: client as unknown as SupabaseClient,
				session: feedSession(client, me, systemClock),
				ledger,
				userId: me,
				events,
				...(months ? { months } : {}),
			})
		},
		settings: (ledger) =>
			lazyPort(async () => new (await import('./settings')).SupabaseSettings(client, ledger)),
		review: (ledger) => lazyPort(async () => (await import('./review')).makeSupabaseReview(client, ledger)),
		imports: (ledger) =>
			lazyPort(async () => (await import('./import')).makeSupabaseImport(client, config, ledger)),
		insertAsAgent: (token, rows) => insertAsAgent(config, token, rows),
	}

	function userId(): string {
		const id = session.current()?.userId
		if (!id) throw new BackendError('session_expired')
		return id
	}
}

/** How long the server has the first word about somebody's ledgers, in ms, where this device remembers them. */
const PATIENCE = 250

const after = (ms: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), ms))

/** A ledger as its table has it. */
type LedgerRow = Omit<Ledger, 'basis' | 'role'> & { basis: string }

function ledgerOf({ id, name, currency, timezone, basis, corrections }: LedgerRow, role: Role): Ledger {
	return {
		id,
		name,
		currency,
		timezone,
		basis: basis === 'purchase' ? 'purchase' : 'bill',
		corrections,
		role,
	}
}

/** What the server says, or this device remembers while it is slow or out of reach; `onLater` hears the server then. */
async function ledgersOf(client: Client, me: string, onLater: (found: Ledger[]) => void): Promise<Ledger[]> {
	const asking = askForLedgers(client, me)
	const known = rememberedLedgers(me)
	if (!known) return asking
	const first = await Promise.race([
		asking.catch((error: unknown) => {
			if (!unreachable(error)) throw error
			return known
		}),
		// Without a good token there is nothing to wait for.
		after(client.keeper.usable() === null ? 0 : PATIENCE),
	])
	// The feed says what keeps the server away.
	if (!first) asking.then(onLater, () => {})
	return first ?? known
}

async function askForLedgers(client: Client, me: string): Promise<Ledger[]> {
	const rows = await answered(
		client
			.from('members')
			.select('role,ledgers(id,name,currency,timezone,basis,corrections)')
			.eq('user_id', me)
			.order('created_at'),
	)
	const found = rows.flatMap(({ role, ledgers }) => (ledgers ? [ledgerOf(ledgers, role as Role)] : []))
	rememberLedgers(me, found)
	return found
}

const unreachable = (error: unknown): boolean =>
	error instanceof BackendError && PASSING_TROUBLE.has(error.code)

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return text
	}
}

async function insertAsAgent(
	{ supabaseUrl, publishableKey }: PainelConfig,
	token: string,
	rows: object | object[],
): Promise<InsertAnswer> {
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
	return { status: response.status, body: parsed(await response.text()) }
}
