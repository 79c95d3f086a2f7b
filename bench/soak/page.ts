import { SupabaseAccount } from '../../src/backend/supabase/account'
import { createClient } from '../../src/backend/supabase/client'
import { feedSession } from '../../src/backend/supabase/session-source'
import { systemClock } from '../../src/feed/browser'
import { openFeed, realtimeOptions } from '../../src/feed/index'
import type { FeedState } from '../../src/feed/types'
import { isTyped, toPlainColumns } from '../../src/ledger/columns'
import { makeRowStore, type Sample } from './row-store'

export interface PageOptions {
	url: string
	key: string
	ledgerId: string
	email: string
	password: string
}

export interface PageReport {
	state: FeedState | null
	sample: Sample
	/** Moments at which the page said live and complete, with what its rows came to. */
	claims: Sample[]
	/** Applied went back without a reset. */
	backwards: number
	statuses: Record<string, number>
	origins: Record<string, number>
	/** Our own longest task, ms, by the browser's account. */
	longestTask: number
	errors: string[]
}

declare global {
	interface Window {
		startPage(options: PageOptions): Promise<void>
		report(): PageReport
		hide(hidden: boolean): void
	}
}

const claims = new Map<number, Sample>()
const statuses: Record<string, number> = {}
const origins: Record<string, number> = {}
const errors: string[] = []
let state: FeedState | null = null
let backwards = 0
let applied = 0
let longestTask = 0
const rows = makeRowStore()

window.addEventListener('error', (event) => errors.push(String(event.error ?? event.message)))
window.addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)))
new PerformanceObserver((list) => {
	for (const entry of list.getEntries()) longestTask = Math.max(longestTask, entry.duration)
}).observe({ type: 'longtask' })

window.startPage = async ({ url, key, ledgerId, email, password }) => {
	const client = createClient(url, key, { storageKey: 'session', realtime: realtimeOptions() })
	if (!client.sessions.session()) await new SupabaseAccount(client).signIn(email, password)
	const userId = client.sessions.session()!.user.id
	openFeed({
		client: client as never,
		session: feedSession(client, userId, systemClock),
		ledger: { id: ledgerId, timezone: 'America/Sao_Paulo' },
		userId,
		events: {
			onRows(batch, origin) {
				const columns = isTyped(batch) ? toPlainColumns(batch) : batch
				origins[origin] = (origins[origin] ?? 0) + columns.id.length
				rows.apply(columns)
			},
			onState(next) {
				state = next
				if (next.applied < applied) backwards += 1
				applied = next.applied
				statuses[next.status] = (statuses[next.status] ?? 0) + 1
				if (next.status === 'live' && next.coverage.complete) claims.set(applied, rows.sample(applied))
			},
			onSettings() {},
			onInbox() {},
			onReset() {
				rows.clear()
				applied = 0
			},
		},
	})
}

window.report = () => {
	const made = [...claims.values()]
	claims.clear()
	return {
		state,
		sample: rows.sample(applied),
		claims: made,
		backwards,
		statuses,
		origins,
		longestTask,
		errors,
	}
}

window.hide = (hidden) => {
	const visibility = hidden ? 'hidden' : 'visible'
	Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility })
	document.dispatchEvent(new Event('visibilitychange'))
}
