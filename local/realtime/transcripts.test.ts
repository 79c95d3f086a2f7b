import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jwtSecret, listen, RawClient, sign, until } from '../testing/realtime-client'
import { RoomDatabase } from '../testing/room-database'
import { ManualClock } from './clock'

/**
 * Replays what real clients sent to a real Supabase Realtime server (fixtures/realtime) against this endpoint, and
 * compares every answer: its text or bytes, its order, and on a clock of our own also when it may come.
 */

interface Line {
	t_ms: number
	dir: 'client' | 'server' | 'event' | 'app' | 'sql'
	frame?: string
	binary?: boolean
	event?: string
	url?: string
	code?: number
	status?: number
	body?: string
	sql?: string
	vsn?: string
	note?: string
}

const folder = fileURLToPath(new URL('../../fixtures/realtime/', import.meta.url))
const names = readdirSync(folder)
	.filter((name) => name.endsWith('.jsonl'))
	.map((name) => name.replace('.jsonl', ''))

/** Recorded when, in seconds, where no token of the recording was valid for an hour. */
const RECORDED_AT: Record<string, number> = {
	'token-expires-while-joined.v2': 1795442200,
}

const send = (rev: number, event: string, topic: string, isPrivate = true) =>
	`select realtime.send('{"rev":${rev}}','${event}','${topic}',${isPrivate})`
const ticks = (...times: number[]) =>
	times.map((t_ms, i): Line => ({ t_ms, dir: 'sql', sql: send(i + 1, 'tick', 'lobby', false) }))
const tooLong = (...[t1, t2, t3]: [number, number, number]): Line[] => [
	{ t_ms: t1, dir: 'sql', sql: send(1, 'change', `room:${'x'.repeat(245)}`) },
	{ t_ms: t2, dir: 'sql', sql: send(2, 'e'.repeat(300), 'room:a') },
	{ t_ms: t3, dir: 'sql', sql: send(3, 'change', 'room:a') },
]
/** The server found its way back to the database by itself. */
const REPLICATION_BACK = 'replication is back'
const walsender = (back: number, times: number[]): Line[] => [
	...times.map((t_ms, i): Line => ({ t_ms, dir: 'sql', sql: send(i + 1, 'change', 'room:a') })),
	{ t_ms: back, dir: 'sql', sql: REPLICATION_BACK },
]
const everySecond = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i * 1_003)
/** What the recorder sent through the database without writing it down. */
const UNRECORDED: Record<string, Line[]> = {
	'topic-or-event-too-long.v2': tooLong(1_405, 1_917, 2_420),
	'walsender-killed.v2': walsender(15_000, [
		870,
		...everySecond(1_185, 6),
		...everySecond(7_180, 7),
		...everySecond(15_195, 3),
	]),
	'denied-join-blocks-socket.v2': ticks(
		1_615,
		2_416,
		2_923,
		3_426,
		3_932,
		4_436,
		4_950,
		5_452,
		5_958,
		6_464,
		6_972,
		7_480,
	),
	'idle-without-heartbeat.v2': ticks(
		1_708,
		2_512,
		3_018,
		3_525,
		4_028,
		4_543,
		5_045,
		5_551,
		6_057,
		6_564,
		7_072,
		7_577,
	),
}
/** The real server's rate window depends on its own start: what got through is checked in limits.test.ts. */
const OTHERWISE_TESTED = new Set(['rate-limit-events.v2'])
/** How long after the recorded moment an answer may fall due on the manual clock. */
const lateness = (name: string) => (name.startsWith('denied-join') ? 5_500 : 1_500)

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Ids that every run makes anew. */
function withoutIds(frame: string | Buffer): string {
	const text = typeof frame === 'string' ? frame : `bytes:${frame.toString('latin1')}`
	return text.replace(UUID, 'UUID').replace(/("postgres_changes\\?":\[\{\\?"id\\?":)\d+/g, '$1ID')
}

const isAboutChanges = (frame?: string | Buffer) => String(frame).includes('Unable to subscribe to changes')

function sentAs(line: Line): string | Buffer {
	return line.binary ? Buffer.from(line.frame ?? '', 'base64') : (line.frame ?? '')
}

class Replay {
	private readonly tokens = new Map<string, string>()
	private connected: RawClient | null = null

	constructor(
		readonly name: string,
		readonly lines: Line[],
		readonly clock: ManualClock,
		readonly start: number,
		readonly database: RoomDatabase,
		readonly server: Awaited<ReturnType<typeof listen>>,
	) {}

	get client(): RawClient {
		if (!this.connected) throw new Error('the recording has not connected yet')
		return this.connected
	}

	async run(): Promise<void> {
		for (const line of this.lines) {
			if (line.dir === 'server') {
				const frame = await this.arrival(line)
				expect(withoutIds(frame), `at ${line.t_ms} ms`).toBe(withoutIds(await this.real(sentAs(line))))
				continue
			}
			// What the server does moves the clock by its own timers; what others do comes at its recorded moment.
			if (line.dir !== 'event') this.clock.advance(Math.max(0, this.start + line.t_ms - this.clock.now()))
			if (line.dir === 'client') await this.send(line)
			else if (line.dir === 'sql') await this.sql(line.sql ?? '')
			else if (line.dir === 'event') await this.event(line)
		}
		await this.server.endpoint.context.replication.settled()
		// Answers to the last leave may come after the recording's client had gone.
		const left = this.connected?.received.filter(
			(frame) => !isAboutChanges(frame) && !/phx_(reply|close)/.test(String(frame)),
		)
		expect(left ?? []).toEqual([])
	}

	/** The next frame; moves the clock on to what is due, but never past what was recorded. */
	private async arrival(line: Line): Promise<string | Buffer> {
		const latest = this.start + line.t_ms + lateness(this.name)
		return until(() => {
			const frame = this.client.received.shift()
			if (frame === undefined) this.clock.advanceToNext(latest)
			// The refusal of Postgres changes came in one recording and not yet in the other.
			const aside = isAboutChanges(frame) && !isAboutChanges(line.frame)
			return aside ? undefined : frame
		}, `${this.name} at ${line.t_ms} ms: ${line.frame}`)
	}

	/** The order of what clients send and of what the database sends matters: on only when it has arrived. */
	private async send(line: Line): Promise<void> {
		const { endpoint } = this.server
		const before = endpoint.framesReceived
		this.client.send(await this.real(sentAs(line)))
		await until(() => endpoint.framesReceived > before, 'the frame to arrive')
	}

	private async event(line: Line): Promise<void> {
		if (line.event === 'connect') {
			const query = new URL(await this.tokensIn(line.url ?? '')).search
			this.connected = new RawClient(this.server.url + query)
		} else if (line.event === 'open') await until(() => this.client.opened, 'the connection')
		else if (line.event === 'http_response') {
			const refused = await until(() => {
				this.clock.advanceToNext(this.start + line.t_ms + lateness(this.name))
				return this.client.refused
			}, 'the refusal')
			expect(refused).toEqual({ status: line.status, body: line.body })
		} else if (line.event === 'close' && this.client.opened) {
			if (line.code !== 1005) {
				await until(() => {
					this.clock.advanceToNext(this.start + line.t_ms + lateness(this.name))
					return this.client.closeCode
				}, 'the close')
				expect(this.client.closeCode).toBe(line.code)
			}
			this.client.close()
		}
	}

	private async sql(statement: string): Promise<void> {
		if (statement.startsWith('update _realtime.tenants')) {
			// The last one of a recording sets the defaults again; ours has its own endpoint.
			if (statement.includes('max_concurrent_users=200')) return
			const { context } = this.server.endpoint
			const channels = /max_channels_per_client=(\d+)/.exec(statement)
			if (channels) context.limits.channelsPerSocket = Number(channels[1])
			if (statement.includes('private_only=true')) context.privateOnly = true
			return
		}
		if (statement === REPLICATION_BACK) return this.server.endpoint.context.faults.clear()
		if (statement.includes('pg_terminate_backend')) {
			return this.server.endpoint.context.faults.set({ replication: 'down' })
		}
		const [sql, params] = statement.split(' -- ')
		await this.database.run(sql ?? '', params ? JSON.parse(params) : [])
		await this.server.endpoint.context.replication.settled()
	}

	private async real<T extends string | Buffer>(frame: T): Promise<T> {
		if (typeof frame !== 'string') return frame
		return (await this.tokensIn(frame)) as T
	}

	/** Signs what the recording calls JWT_role_sub_exp. */
	private async tokensIn(text: string): Promise<string> {
		let result = text
		for (const [label, role, sub, exp] of text.matchAll(/JWT_([a-z]+)(?:_(\d{8}))?_exp(\d+)/g)) {
			if (!this.tokens.has(label)) {
				const claims: Record<string, unknown> = { exp: Number(exp) }
				if (role !== 'norole') claims.role = role
				if (sub) claims.sub = `${sub}-${sub.slice(4)}-4${sub.slice(5)}-8${sub.slice(5)}-${sub}${sub.slice(4)}`
				const forged = this.name.startsWith('join-invalid-signature') && role !== 'anon'
				this.tokens.set(
					label,
					await sign(claims, forged ? 'somebody-elses-secret-of-32-characters!' : jwtSecret),
				)
			}
			result = result.replaceAll(label, this.tokens.get(label) as string)
		}
		return result
	}
}

/** Most tokens of the recordings were valid for an hour from the start; an expired one had been for a minute. */
function recordedAt(name: string, lines: Line[]): number {
	const known = RECORDED_AT[name]
	if (known) return known * 1000
	const expiries = lines
		.flatMap((line) => [...`${line.frame ?? ''}${line.url ?? ''}`.matchAll(/_exp(\d+)/g)])
		.map((match) => Number(match[1]))
		.filter((exp) => exp < 2_000_000_000)
	if (expiries.length === 0) return Date.now()
	const latest = Math.max(...expiries)
	if (/^(join|connect)-expired/.test(name)) return (latest + 60) * 1000
	const first = Math.min(...expiries.filter((exp) => exp > latest - 1_800))
	return (first - 3_600) * 1000
}

describe('recorded conversations with the real server', () => {
	let database: RoomDatabase
	beforeAll(async () => {
		database = await RoomDatabase.open()
	})
	afterAll(() => database.close())

	test.each(names.filter((name) => !OTHERWISE_TESTED.has(name)))('%s', async (name) => {
		const lines = readFileSync(`${folder}${name}.jsonl`, 'utf8')
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Line)
			.concat(UNRECORDED[name] ?? [])
			.sort((a, b) => a.t_ms - b.t_ms)
		const start = recordedAt(name, lines)
		const clock = new ManualClock(start)
		const server = await listen(database, { clock })
		try {
			await new Replay(name, lines, clock, start, database, server).run()
		} finally {
			await server.close()
		}
	})
})
