import { SupabaseAccount } from '../../src/backend/supabase/account'
import { createClient } from '../../src/backend/supabase/client'
import { feedSession } from '../../src/backend/supabase/session-source'
import { systemClock } from '../../src/feed/browser'
import { openFeed, realtimeOptions } from '../../src/feed/index'
import type { LedgerFeed } from '../../src/feed/types'
import type { LedgerChanges } from '../../src/ledger/types'
import { makeMetrics } from '../../src/metrics'

export interface Opening {
	url: string
	key: string
	ledgerId: string
	email: string
	password: string
	/** `feed`: ours. `plain`: what one writes first: on every event, read everything again. */
	approach: 'feed' | 'plain'
}

export interface Times {
	/** Milliseconds after opening until this month's and last month's figures were right; null: not yet. */
	right: number | null
	complete: number | null
	/** First figures from the device's cache. */
	cached: number | null
	/** What the REST answers weighed, bytes, uncompressed. */
	bytes: number
	requests: number
}

declare global {
	interface Window {
		signIn(opening: Opening): Promise<void>
		openLedger(opening: Opening): void
		times(): Times
		applied(): number
		check(): void
	}
}

const metrics = makeMetrics({ timezone: 'America/Sao_Paulo', today: new Date().toISOString().slice(0, 10) })
const times: Times = {
	right: null,
	complete: null,
	cached: null,
	bytes: 0,
	requests: 0,
}
let started = 0
let applied = 0
let feed: LedgerFeed | null = null
let client: ReturnType<typeof createClient>

new PerformanceObserver((list) => {
	for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
		if (!entry.name.includes('/rest/v1/')) continue
		times.requests += 1
		times.bytes += entry.decodedBodySize
	}
}).observe({ type: 'resource' })

const since = () => performance.now() - started

window.signIn = async ({ url, key, email, password }) => {
	client = createClient(url, key, { storageKey: 'session', realtime: realtimeOptions() })
	if (client.sessions.session()) return
	await new SupabaseAccount(client).signIn(email, password)
}

window.openLedger = (opening) => {
	started = performance.now()
	void (opening.approach === 'feed' ? openOurs(opening) : openPlain(opening))
}

async function openOurs({ ledgerId }: Opening) {
	const userId = client.sessions.session()!.user.id
	feed = openFeed({
		client: client as never,
		session: feedSession(client, userId, systemClock),
		ledger: { id: ledgerId, timezone: 'America/Sao_Paulo' },
		userId,
		events: {
			onRows: (rows) => void metrics.apply(rows),
			onState(state) {
				applied = state.applied
				if (state.fromCache && state.coverage.months) times.cached ??= since()
				if (state.status === 'offline' || state.fromCache || state.applied < state.head) return
				if (state.coverage.months) times.right ??= since()
				if (state.coverage.complete) times.complete ??= since()
			},
			onSettings() {},
			onInbox() {},
			onReset: () => metrics.clear(),
		},
	})
}

async function openPlain({ ledgerId }: Opening) {
	let reading = false
	let again = false
	const read = async () => {
		if (reading) {
			again = true
			return
		}
		reading = true
		do {
			again = false
			metrics.clear()
			for (let after = 0, head = 1; after < head; ) {
				const { data } = await client.rpc('ledger_changes', {
					ledger_id: ledgerId,
					after,
					max_rows: 1000,
				} as never)
				const answer = data as unknown as LedgerChanges
				metrics.apply(answer.rows)
				after = answer.upto
				head = answer.head
			}
			applied = metrics.size()
			times.right ??= since()
			times.complete ??= since()
		} while (again)
		reading = false
	}
	await client.realtime.setAuth()
	const { data } = await client.rpc('ledger_changes', { ledger_id: ledgerId, after: 0, max_rows: 0 } as never)
	client
		.channel(`ledger:${ledgerId}:${(data as unknown as LedgerChanges).epoch}`, { config: { private: true } })
		.on('broadcast', { event: '*' }, () => void read())
		.subscribe()
	await read()
}

window.times = () => times
window.applied = () => applied
window.check = () => feed?.check()
