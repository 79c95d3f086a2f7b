import type { Faults } from '../faults/faults'
import type { Clock } from './clock'
import type { RealtimeDatabase } from './database'
import type { Broadcast } from './frames'
import { type Hub, hubKey } from './hub'
import { isTooLarge, type Limits, type RateCounter } from './limits'

/** A row of `realtime.messages`; `payload` is Postgres' own text of the jsonb. */
interface StoredMessage {
	id: string
	topic: string
	event: string | null
	private: boolean
	payload: string | null
	binary_payload: Uint8Array | null
}

export interface ReplicationParts {
	database: RealtimeDatabase
	hub: Hub
	faults: Faults
	limits: Limits
	messages: RateCounter
	clock: Clock
	log: (line: string) => void
}

/** The prelude's trigger on `realtime.messages` notifies this channel with the row's id. */
const NOTIFICATIONS = 'realtime_messages'
const REORDER_WAIT_MS = 1_000

/**
 * Carries committed rows of `realtime.messages` to the hub, in commit order. It stands for the real server's replication
 * slot: what is committed while it is not running is lost, and nobody is told.
 */
export class Replication {
	private queue: string[] = []
	private draining = false
	private held: (() => void)[] = []
	private unlisten: (() => Promise<void>) | null = null
	private stopped = false
	private unwatch = () => {}

	constructor(private readonly parts: ReplicationParts) {}

	async start(): Promise<void> {
		this.unwatch = this.parts.faults.onChange(() => this.goOn())
		this.unlisten = await this.parts.database.exclusive(() =>
			this.parts.database.listen(NOTIFICATIONS, (id) => this.notified(id)),
		)
	}

	/** Whether commits are followed, as far as this server knows. */
	get seemsRunning(): boolean {
		const { replication } = this.parts.faults.settings
		return this.unlisten !== null && (replication === 'running' || replication === 'stalled')
	}

	async stop(): Promise<void> {
		this.stopped = true
		this.unwatch()
		const unlisten = this.unlisten
		this.unlisten = null
		if (unlisten) await this.parts.database.exclusive(() => unlisten())
	}

	/** Resolves when everything committed so far has been handed on. */
	async settled(): Promise<void> {
		do await this.parts.database.exclusive(async () => {})
		while (this.draining)
	}

	private notified(id: string): void {
		if (!this.seemsRunning) return
		this.queue.push(id)
		this.goOn()
	}

	/** Hands on what waits, unless it stands still; what waited when the connection went down is lost. */
	private goOn(): void {
		if (!this.seemsRunning) this.queue = []
		if (!this.draining && !this.isStalled) void this.drain()
	}

	private get isStalled(): boolean {
		return this.parts.faults.settings.replication === 'stalled'
	}

	private async drain(): Promise<void> {
		this.draining = true
		try {
			while (this.queue.length > 0 && !this.stopped && !this.isStalled) {
				const ids = this.queue.splice(0)
				const { database } = this.parts
				const rows = await database.exclusive(() =>
					database.query<StoredMessage>(
						`select id::text as id, topic, event, private, payload::text as payload, binary_payload
						from realtime.messages
						where id = any(string_to_array($1, ',')::uuid[])`,
						[ids.join(',')],
					),
				)
				const byId = new Map(rows.map((row) => [row.id, row]))
				for (const id of ids) {
					const row = byId.get(id)
					if (row) this.carry(row)
				}
			}
		} catch (error) {
			this.parts.log(`UnableToBroadcastChanges: ${error instanceof Error ? error.message : error}`)
		} finally {
			this.draining = false
		}
	}

	private carry(row: StoredMessage): void {
		const payload = row.payload ?? (row.binary_payload && Buffer.from(row.binary_payload))
		if (row.event === null || payload === null) return
		const fault = this.parts.faults.broadcast(row.topic, row.event)
		if (fault?.kind === 'drop') return
		if (fault?.kind === 'oversize' || isTooLarge(this.parts.limits, Buffer.byteLength(payload))) {
			this.parts.log('UnableToBroadcastChanges: payload_size_exceeded')
			return
		}
		const key = hubKey(row.topic, row.private)
		const broadcast: Broadcast = { id: row.id, event: row.event, payload }
		const send = () => this.send(key, broadcast)
		if (fault?.kind === 'delay') {
			this.parts.clock.after(fault.ms ?? 0, send)
		} else if (fault?.kind === 'reorder') {
			this.holdBack(send, fault.ms ?? REORDER_WAIT_MS)
		} else {
			send()
			if (fault?.kind === 'duplicate') send()
			for (const late of this.held.splice(0)) late()
		}
	}

	/** Sends after the next message, or after `ms` when none comes. */
	private holdBack(send: () => void, ms: number): void {
		const once = () => {
			cancel()
			send()
		}
		const cancel = this.parts.clock.after(ms, () => {
			this.held = this.held.filter((held) => held !== once)
			send()
		})
		this.held.push(once)
	}

	private send(key: string, broadcast: Broadcast): void {
		const { hub, messages, log } = this.parts
		if (messages.add()) {
			log('UnableToBroadcastChanges: too_many_requests')
			return
		}
		messages.add(hub.size(key))
		hub.publish(key, broadcast)
	}
}
