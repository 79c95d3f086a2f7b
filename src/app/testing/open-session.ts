import { createRoot, getOwner, runWithOwner } from 'solid-js'
import { vi } from 'vitest'
import type { Backend } from '../../backend/types'
import { type FeedEvents, type FeedState, type LedgerFeed, STARTING } from '../../feed/types'
import { blankRow, columnsOfRows, type TransactionRow } from '../../ledger/columns'
import type { Ledger, LedgerSettings } from '../../ledger/types'
import { createLedgerSession, type LedgerSession } from '../session'

export const LEDGER: Ledger = {
	id: '6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001',
	name: 'Casa',
	currency: 'BRL',
	timezone: 'America/Sao_Paulo',
	basis: 'bill',
	corrections: true,
	role: 'editor',
}

/** A card (1) that closes on the 25th, and Pix (2). */
export const SETTINGS: LedgerSettings = {
	settings_revision: 1,
	ledger: LEDGER,
	categories: [
		{ id: 1, name: 'Mercado', aliases: [], color: 3 },
		{ id: 2, name: 'Lazer', aliases: [], color: 5 },
	],
	sources: [
		{ id: 1, name: 'Nubank', aliases: [], archived: false },
		{ id: 2, name: 'Pix', aliases: [], archived: false },
	],
	people: [{ id: 1, name: 'Ana', aliases: [] }],
	cycles: [{ source_id: 1, from_month: null, closing_day: 25, due_day: 5 }],
	bill_closings: [],
	budgets: [],
	recurring: [],
}

export const uuid = (k: number): string => `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`

/** A purchase of `reais`, on a day at noon in São Paulo, in that day's month. */
export function purchase(
	k: number,
	day: string,
	reais: number,
	given: Partial<TransactionRow> = {},
): TransactionRow {
	return {
		...blankRow(uuid(k), Date.parse(`${day}T15:00:00Z`)),
		revision: k,
		amount_cents: Math.round(reais * 100),
		bill_month: day.slice(0, 7),
		description: `compra ${k}`,
		...given,
	}
}

export const LIVE: FeedState = {
	...STARTING,
	status: 'live',
	cause: 'none',
	coverage: { months: null, complete: true, progress: 1 },
}

interface SessionStage {
	session: LedgerSession
	/** What the feed hears next. */
	feed: FeedEvents & {
		rows(...rows: TransactionRow[]): void
		settings(changes: Partial<LedgerSettings>): void
	}
	/** What the page asked of the feed. */
	asked: string[]
	/** Makes something that lives as long as the session. */
	make<T>(create: (session: LedgerSession) => T): T
	/** A frame later, so that the figures have followed. */
	frame(): void
	close(): void
}

/**
 * An open ledger in Node, whose feed says what a test has it say. Its clock is vitest's fake one: `vi.useFakeTimers` comes first.
 */
export function openSession(given: Partial<Backend> = {}, opened: Ledger = LEDGER): SessionStage {
	// Days are looked at anew when the page is seen again.
	vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
	const asked: string[] = []
	const events: FeedEvents[] = []
	let state: FeedState = LIVE
	const refuse = (what: string) => () => Promise.reject(new Error(`nobody answers ${what}`))
	const backend = {
		kind: 'demo',
		session: { current: () => ({ userId: 'ana', email: 'ana@casa.example' }) },
		review: () => ({
			pending: refuse('pending'),
			undelivered: refuse('undelivered'),
			toldTwice: refuse('toldTwice'),
			unknownTexts: refuse('unknownTexts'),
			quietAgents: refuse('quietAgents'),
		}),
		settings: () => ({}),
		openFeed(_: Ledger, listeners: FeedEvents): LedgerFeed {
			events.push(listeners)
			return {
				state: () => state,
				check: () => asked.push('check'),
				setPaused: (isPaused) => asked.push(`paused ${isPaused}`),
				log: () => [{ at: 1, event: 'asked' } as never],
				stop: () => asked.push('stop'),
			}
		},
		...given,
	} as unknown as Backend
	return createRoot((close) => {
		const session = createLedgerSession(backend, opened, () => [opened])
		const feed = events[0]!
		const owner = getOwner()
		return {
			session,
			asked,
			close,
			make: (create) => runWithOwner(owner, () => create(session))!,
			frame: () => void vi.advanceTimersByTime(20),
			feed: {
				...feed,
				onState(next) {
					state = next
					feed.onState(next)
				},
				rows: (...rows) => feed.onRows(columnsOfRows(rows), 'snapshot'),
				settings: (changes) => feed.onSettings({ ...SETTINGS, ...changes }),
			},
		}
	})
}
