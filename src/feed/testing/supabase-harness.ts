import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { vi } from 'vitest'
import { isTyped, rowsOfColumns, toPlainColumns } from '../../ledger/columns'
import { systemClock } from '../browser'
import { openFeed, realtimeOptions } from '../index'
import type { Clock, EnvironmentEvent, FeedCache } from '../ports'
import type { BatchOrigin, FeedState, LedgerFeed } from '../types'
import { type FakeLedger, makeFakeLedger, type Version, type Written } from './fake-ledger'
import { FakeSocket, makeFakeRealtime } from './fake-socket'

export const LEDGER_ID = '11111111-2222-4333-8444-555555555555'
export const USER_ID = '99999999-2222-4333-8444-555555555555'
/** Of the first epoch. */
export const TOPIC = `ledger:${LEDGER_ID}:0`

type RestAnswer =
	| 'ok'
	| 'no network'
	| 'silence'
	| { status: number; body?: unknown; headers?: Record<string, string> }

/**
 * The real supabase-js against a fake server: WebSocket, fetch and time are fake, all between is what users run. One
 * client; any number of pages may be opened on it. `advance` moves the time.
 */
export function openHarness({ rows = 30, tokenLasts = 3600, now = Date.UTC(2026, 10, 23, 15) } = {}) {
	vi.useFakeTimers({ now })
	const ledger: FakeLedger = makeFakeLedger(() => Date.now())
	ledger.record(rows)
	const realtime = makeFakeRealtime()
	const rest: Record<'changes' | 'settings' | 'token', RestAnswer> = {
		changes: 'ok',
		settings: 'ok',
		token: 'ok',
	}
	const requests = { changes: 0, settings: 0, token: 0 }
	/** Access tokens that REST answers with 401. */
	const refused = new Set<string>()
	const storage = new Map<string, string>()
	let minted = 0
	const listeners = new Set<(event: EnvironmentEvent) => void>()
	const surroundings = { online: true, visible: true }
	const pages: LedgerFeed[] = []

	function mint() {
		minted += 1
		const expires_at = Math.floor(Date.now() / 1000) + tokenLasts
		return {
			access_token: `token-${minted}`,
			refresh_token: `refresh-${minted}`,
			token_type: 'bearer',
			expires_in: tokenLasts,
			expires_at,
			user: { id: USER_ID, email: 'ana@example.com', aud: 'authenticated', role: 'authenticated' },
		}
	}

	function answer(
		kind: keyof typeof rest,
		ok: () => unknown,
		signal?: AbortSignal | null,
	): Promise<Response> {
		requests[kind] += 1
		const how = rest[kind]
		return new Promise((resolve, reject) => {
			// A frozen connection: nothing settles it, not even that nobody waits any more.
			if (how === 'silence') return
			signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
			const value = how === 'ok' ? ok() : null
			setTimeout(() => {
				if (how === 'no network') return reject(new TypeError('Failed to fetch'))
				if (how === 'ok') return resolve(Response.json(value))
				const { status, headers = {} } = how
				resolve(Response.json(how.body ?? { message: 'fault' }, { status, headers }))
			}, 10)
		})
	}

	const fakeFetch: typeof fetch = async (input, init) => {
		const url = new URL(String(input instanceof Request ? input.url : input))
		const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? ''
		if (refused.has(token) && !url.pathname.startsWith('/auth/'))
			return Response.json({ code: 'PGRST303', message: 'JWT expired' }, { status: 401 })
		if (url.pathname === '/rest/v1/rpc/ledger_changes') {
			const asked = JSON.parse(String(init?.body))
			const months = asked.from_month ? { from: asked.from_month, to: asked.to_month } : null
			return answer('changes', () => ledger.changes(asked.after, asked.max_rows, months), init?.signal)
		}
		if (url.pathname === '/rest/v1/ledgers') return answer('settings', settings, init?.signal)
		if (url.pathname === '/auth/v1/token') return answer('token', mint, init?.signal)
		return Response.json({})
	}

	function settings() {
		return [
			{
				id: LEDGER_ID,
				name: 'Casa',
				currency: 'BRL',
				timezone: 'America/Sao_Paulo',
				settings_revision: ledger.settingsRevision(),
				created_at: '2025-01-01T00:00:00Z',
				members: [{ role: 'owner' }],
				categories: [{ id: 1, name: 'Mercado', aliases: [], color: 1 }],
				sources: [],
				people: [],
				budgets: [],
			},
		]
	}

	class Socket extends FakeSocket {
		constructor(url: string | URL) {
			super(realtime, String(url))
		}
	}

	storage.set('session', JSON.stringify(mint()))
	const client = createClient('http://painel.test', 'sb_publishable_test', {
		auth: {
			storageKey: 'session',
			storage: {
				getItem: (key) => storage.get(key) ?? null,
				setItem: (key, value) => void storage.set(key, value),
				removeItem: (key) => void storage.delete(key),
			},
		},
		db: { retry: false },
		global: { fetch: fakeFetch },
		realtime: { ...realtimeOptions(() => 0.5), worker: false, transport: Socket as never },
	})

	const timers = new Set<object>()
	const clock = countingClock(timers)
	const authListeners = countAuthListeners(client)

	function openPage(cache: FeedCache | null = null) {
		let held = new Map<string, Version>()
		const seen = {
			states: [] as FeedState[],
			resets: 0,
			inbox: 0,
			settings: 0,
			batches: [] as { origin: BatchOrigin; rows: number }[],
		}
		const feed = openFeed({
			client,
			ledger: { id: LEDGER_ID, timezone: 'America/Sao_Paulo' },
			userId: USER_ID,
			cache,
			clock,
			environment: {
				online: () => surroundings.online,
				visible: () => surroundings.visible,
				subscribe(listener) {
					listeners.add(listener)
					return () => listeners.delete(listener)
				},
			},
			events: {
				onRows(rows, origin) {
					const columns = isTyped(rows) ? toPlainColumns(rows) : rows
					seen.batches.push({ origin, rows: columns.id.length })
					for (const row of rowsOfColumns(columns)) {
						const before = held.get(row.id)
						if (!before || row.revision > before.revision) held.set(row.id, row)
					}
				},
				onState: (state) => seen.states.push(state),
				onSettings: () => {
					seen.settings += 1
				},
				onInbox: () => {
					seen.inbox += 1
				},
				onReset() {
					seen.resets += 1
					held = new Map()
				},
			},
		})
		pages.push(feed)
		return {
			feed,
			seen,
			rows: () => held,
			state: () => feed.state(),
			cents: () => [...held.values()].reduce((sum, row) => sum + (row.voided ? 0 : row.amount_cents), 0),
		}
	}

	return {
		client,
		ledger,
		realtime,
		rest,
		requests,
		refused,
		storage,
		surroundings,
		/** How many listeners are on the browser and on the client's session, and timers of feeds are running. */
		inUse: () => ({ environment: listeners.size, auth: authListeners(), timers: timers.size }),
		openPage,
		mint,
		advance: (ms: number) => vi.advanceTimersByTimeAsync(ms),
		/** What the page ought to hold. */
		truth: () =>
			[...ledger.asOf(ledger.head()).values()].reduce(
				(sum, row) => sum + (row.voided ? 0 : row.amount_cents),
				0,
			),
		/** Writes, and publishes what was written unless told that it gets lost. */
		write(work: (ledger: FakeLedger) => Written, { lost = false, copies = 1, bare = false } = {}): Written {
			const written = work(ledger)
			const payload = bare ? { from: written.from, to: written.to } : written
			for (let copy = 0; copy < copies && !lost; copy++) this.publish('changes', payload)
			return written
		},
		topic: () => `ledger:${LEDGER_ID}:${ledger.epoch()}`,
		publish(event: string, payload: unknown, meta?: object) {
			for (const socket of realtime.sockets) socket.broadcast(this.topic(), event, payload, meta)
		},
		socket: () => realtime.sockets[realtime.sockets.length - 1]!,
		openSockets: () => realtime.sockets.filter((socket) => socket.readyState === 1),
		tell(event: EnvironmentEvent) {
			if (event === 'online' || event === 'offline') surroundings.online = event === 'online'
			if (event === 'visible' || event === 'hidden') surroundings.visible = event === 'visible'
			for (const listener of [...listeners]) listener(event)
		},
		close() {
			for (const page of pages) page.stop()
			void client.auth.stopAutoRefresh()
			void client.realtime.disconnect()
			vi.useRealTimers()
		},
	}
}

export type Harness = ReturnType<typeof openHarness>

/** The system's clock, which keeps a note of every timer that has neither run nor been cancelled. */
function countingClock(timers: Set<object>): Clock {
	return {
		...systemClock,
		after(ms, task) {
			const timer = {}
			timers.add(timer)
			const cancel = systemClock.after(ms, () => {
				timers.delete(timer)
				task()
			})
			return () => {
				timers.delete(timer)
				cancel()
			}
		},
		random: () => 0.5,
	}
}

/** How many listen to the client's session from now on; auth-js does not say. */
function countAuthListeners({ auth }: SupabaseClient): () => number {
	let listeners = 0
	const subscribe = auth.onAuthStateChange.bind(auth)
	auth.onAuthStateChange = ((callback: Parameters<typeof subscribe>[0]) => {
		const answer = subscribe(callback)
		listeners += 1
		const { subscription } = answer.data
		const { unsubscribe } = subscription
		subscription.unsubscribe = () => {
			listeners -= 1
			unsubscribe()
		}
		return answer
	}) as typeof subscribe
	return () => listeners
}
