// Loaded before any test, or the first one would wait for it in real time while its clock stands still.
import '@supabase/realtime-js'
import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { vi } from 'vitest'
import { type Client, createClient } from '../../backend/supabase/client'
import { feedSession } from '../../backend/supabase/session-source'
import { isTyped, rowsOfColumns, toPlainColumns } from '../../ledger/columns'
import type { TransactionColumns } from '../../ledger/types'
import { systemClock } from '../browser'
import { openFeed, realtimeOptions } from '../index'
import type { Clock, EnvironmentEvent, FeedCache } from '../ports'
import type { BatchOrigin, FeedState, LedgerFeed } from '../types'
import { type FakeLedger, makeFakeLedger, type Version, type Written } from './fake-ledger'
import { FakeRest, LEDGER_ID, USER_ID } from './fake-rest'
import { FakeSocket, makeFakeRealtime } from './fake-socket'

/** Of the first epoch. */
export const TOPIC = `ledger:${LEDGER_ID}:0`

/** A page on the harness' client: its feed, what the feed told it, and the rows it holds. */
export class HarnessPage {
	readonly feed: LedgerFeed
	readonly seen = {
		states: [] as FeedState[],
		resets: 0,
		inbox: 0,
		settings: 0,
		batches: [] as { origin: BatchOrigin; rows: number }[],
	}
	private held = new Map<string, Version>()

	constructor(
		outside: Pick<Parameters<typeof openFeed>[0], 'client' | 'session' | 'cache' | 'clock' | 'environment'>,
	) {
		const count = (what: 'inbox' | 'settings') => () => {
			this.seen[what] += 1
		}
		this.feed = openFeed({
			...outside,
			ledger: { id: LEDGER_ID, timezone: 'America/Sao_Paulo' },
			userId: USER_ID,
			events: {
				onRows: (rows, origin) => this.take(isTyped(rows) ? toPlainColumns(rows) : rows, origin),
				onState: (state) => this.seen.states.push(state),
				onSettings: count('settings'),
				onInbox: count('inbox'),
				onReset: () => {
					this.seen.resets += 1
					this.held = new Map()
				},
			},
		})
	}

	rows(): ReadonlyMap<string, Version> {
		return this.held
	}

	state(): FeedState {
		return this.feed.state()
	}

	cents(): number {
		return sumOf(this.held)
	}

	private take(columns: TransactionColumns, origin: BatchOrigin): void {
		this.seen.batches.push({ origin, rows: columns.id.length })
		for (const row of rowsOfColumns(columns)) {
			const before = this.held.get(row.id)
			if (!before || row.revision > before.revision) this.held.set(row.id, row)
		}
	}
}

/**
 * The real supabase-js against a fake server: WebSocket, fetch and time are fake, all between is what users run. One
 * client; any number of pages may be opened on it. `advance` moves the time.
 */
export class Harness {
	readonly client: Client
	readonly ledger: FakeLedger
	readonly realtime = makeFakeRealtime()
	readonly storage = new Map<string, string>()
	readonly surroundings = { online: true, visible: true }
	private readonly server: FakeRest
	private readonly listeners = new Set<(event: EnvironmentEvent) => void>()
	private readonly timers = new Set<object>()
	/** The client's own listeners. */
	private readonly ownListeners: number
	private readonly pages: HarnessPage[] = []

	constructor({ rows = 30, tokenLasts = 3600, now = Date.UTC(2026, 10, 23, 15) } = {}) {
		vi.useFakeTimers({ now })
		this.ledger = makeFakeLedger(() => Date.now())
		this.ledger.record(rows)
		this.server = new FakeRest(this.ledger, tokenLasts)
		this.storage.set('session', JSON.stringify(this.arrived(this.mint())))
		this.client = this.connect()
		this.ownListeners = this.client.sessionEvents.size
	}

	get rest(): FakeRest['answers'] {
		return this.server.answers
	}

	get requests(): FakeRest['requests'] {
		return this.server.requests
	}

	get refused(): Set<string> {
		return this.server.refused
	}

	mint() {
		return this.server.mint()
	}

	/** As this device keeps a session that arrives just now. */
	arrived<Minted extends { expires_in: number }>(session: Minted) {
		return { ...session, ends_here: Date.now() + session.expires_in * 1000, clock_ahead: 0 }
	}

	/** The channels that the client has, joined or not. */
	channels(): RealtimeChannel[] {
		const { client } = this.client.realtime as unknown as { client: SupabaseClient | null }
		return client?.getChannels() ?? []
	}

	openPage(cache: FeedCache | null = null): HarnessPage {
		const { client, surroundings, listeners, timers } = this
		const clock = countingClock(timers)
		const page = new HarnessPage({
			client: client as unknown as SupabaseClient,
			session: feedSession(client, USER_ID, clock),
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
		})
		this.pages.push(page)
		return page
	}

	/** How many listeners are on the browser and on the client's session, and timers of feeds are running. */
	inUse() {
		const session = this.client.sessionEvents.size - this.ownListeners
		return { environment: this.listeners.size, session, timers: this.timers.size }
	}

	async advance(ms: number): Promise<void> {
		await vi.advanceTimersByTimeAsync(ms)
	}

	/** What the page ought to hold. */
	truth(): number {
		return sumOf(this.ledger.asOf(this.ledger.head()))
	}

	/** Writes, and publishes what was written unless told that it gets lost. */
	write(work: (ledger: FakeLedger) => Written, { lost = false, copies = 1, bare = false } = {}): Written {
		const written = work(this.ledger)
		const payload = bare ? { from: written.from, to: written.to } : written
		for (let copy = 0; copy < copies && !lost; copy++) this.publish('changes', payload)
		return written
	}

	topic(): string {
		return `ledger:${LEDGER_ID}:${this.ledger.epoch()}`
	}

	publish(event: string, payload: unknown, meta?: object): void {
		for (const socket of this.realtime.sockets) socket.broadcast(this.topic(), event, payload, meta)
	}

	socket(): FakeSocket {
		return this.realtime.sockets[this.realtime.sockets.length - 1]!
	}

	openSockets(): FakeSocket[] {
		return this.realtime.sockets.filter((socket) => socket.readyState === 1)
	}

	tell(event: EnvironmentEvent): void {
		if (event === 'online' || event === 'offline') this.surroundings.online = event === 'online'
		if (event === 'visible' || event === 'hidden') this.surroundings.visible = event === 'visible'
		for (const listener of [...this.listeners]) listener(event)
	}

	close(): void {
		for (const { feed } of this.pages) feed.stop()
		this.client.keeper.stop()
		void this.client.realtime.disconnect()
		vi.unstubAllGlobals()
		vi.useRealTimers()
	}

	private connect(): Client {
		const { storage, realtime } = this
		class Socket extends FakeSocket {
			constructor(url: string | URL) {
				super(realtime, String(url))
			}
		}
		vi.stubGlobal('fetch', this.server.fetch)
		return createClient('http://painel.test', 'sb_publishable_test', {
			storageKey: 'session',
			storage: {
				getItem: (key) => storage.get(key) ?? null,
				setItem: (key, value) => void storage.set(key, value),
				removeItem: (key) => void storage.delete(key),
			},
			realtime: { ...realtimeOptions(() => 0.5), worker: false, transport: Socket as never },
		})
	}
}

function sumOf(rows: ReadonlyMap<string, Version>): number {
	return [...rows.values()].reduce((sum, row) => sum + (row.voided ? 0 : row.amount_cents), 0)
}

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
