import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { Faults } from '../faults/faults'
import { type Clock, type Delays, serverDelays, sleep, systemClock } from './clock'
import type { Context } from './context'
import type { RealtimeDatabase } from './database'
import { Hub } from './hub'
import { claimsOf } from './join'
import { defaultLimits, type Limits, RateCounter } from './limits'
import { Replication } from './replication'
import { Socket } from './socket'
import type { ProjectKeys } from './token'

export interface RealtimeOptions {
	database: RealtimeDatabase
	keys: ProjectKeys
	/** HS256 secret that access tokens are signed with. */
	jwtSecret: string
	/** Refuse public channels, as the project switch does. */
	privateOnly?: boolean
	clock?: Clock
	delays?: Partial<Delays>
	limits?: Partial<Limits>
	faults?: Faults
	log?: (line: string) => void
}

/** Bigger than the server's own limit, so that the socket cuts the connection as the server does (1006, not 1009). */
const LARGEST_READ = 64 * 1024 * 1024

/** A WebSocket endpoint that answers as Supabase Realtime does. */
export class RealtimeEndpoint {
	readonly context: Context
	private readonly sockets = new Set<Socket>()
	private readonly server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_READ })
	/** Upgrades not answered yet. */
	private readonly pending = new Set<Duplex>()
	private readonly detach: () => void

	constructor(options: RealtimeOptions) {
		const clock = options.clock ?? systemClock
		const limits = { ...defaultLimits, ...options.limits }
		const faults = options.faults ?? new Faults()
		const log = options.log ?? (() => {})
		const hub = new Hub()
		const { database, keys, jwtSecret } = options
		const messages = new RateCounter(clock, () => limits.messagesPerSecond)
		this.context = {
			database,
			keys,
			jwtSecret,
			privateOnly: options.privateOnly ?? false,
			clock,
			delays: { ...serverDelays, ...options.delays },
			limits,
			faults,
			hub,
			replication: new Replication({ database, hub, faults, limits, messages, clock, log }),
			messages,
			joins: new RateCounter(clock, () => limits.joinsPerSecond),
			log,
		}
		this.detach = faults.attach({
			closeSockets: (code) => this.each((socket) => socket.close(code)),
			closeChannels: (message, topic) =>
				this.each((socket) => {
					for (const channel of socket.channels(topic)) channel.shutDown(message)
				}),
			crashChannels: (topic) =>
				this.each((socket) => {
					for (const channel of socket.channels(topic)) channel.close('phx_error')
				}),
		})
	}

	/** Begins to follow the database. */
	start(): Promise<void> {
		return this.context.replication.start()
	}

	/** Closes every socket with 1012, as the server does when it is told to stop. */
	async stop(): Promise<void> {
		this.detach()
		for (const stream of this.pending) stream.destroy()
		this.each((socket) => socket.close(1012))
		await this.context.replication.stop()
	}

	/** How many clients are connected. */
	get connections(): number {
		return this.sockets.size
	}

	/** How many frames the clients connected now have sent. */
	get framesReceived(): number {
		return [...this.sockets].reduce((sum, socket) => sum + socket.framesReceived, 0)
	}

	/** Answers an upgrade request to `/realtime/v1/websocket`. */
	async upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
		const { context } = this
		stream.on('error', () => stream.destroy())
		stream.on('close', () => this.pending.delete(stream))
		this.pending.add(stream)
		const { upgrades } = context.faults.settings
		if (upgrades === 'refuse') return void stream.destroy()
		if (upgrades === 'hang') return
		if (typeof upgrades === 'number') return refuse(stream, upgrades, '')
		await context.faults.thawed()

		const url = new URL(request.url ?? '/', 'http://localhost')
		const headers = customHeaders(request)
		const key = url.searchParams.get('apikey') ?? headers['x-api-key'] ?? ''
		const problem = isSpoken(url.searchParams.get('vsn')) ? await this.refusal(key) : ([403, ''] as const)
		if (problem) {
			await sleep(context.clock, context.delays.connectError)
			return refuse(stream, ...problem)
		}
		this.pending.delete(stream)
		this.server.handleUpgrade(request, stream, head, (ws) => {
			this.sockets.add(new Socket(ws, context, headers, key, (socket) => this.sockets.delete(socket)))
		})
	}

	/** Status and error text of a connection that may not be. */
	private async refusal(key: string): Promise<readonly [number, string] | null> {
		const { context } = this
		if (key === '') return [401, 'API key is missing']
		try {
			await claimsOf(context, key)
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error)
			return [401, message.startsWith('Token has expired') ? 'Token has expired' : message]
		}
		const { sockets } = context.limits
		if (sockets !== null && this.sockets.size >= sockets) return [429, 'Too many connected users']
		if (context.joins.exceeded()) return [429, 'Too many joins per second']
		return null
	}

	private each(run: (socket: Socket) => void): void {
		for (const socket of [...this.sockets]) run(socket)
	}
}

/** Version 2 of the protocol, which supabase-js speaks. The real server also speaks 1.0.0. */
function isSpoken(version: string | null): boolean {
	return version === null || version.startsWith('2.0')
}

function customHeaders(request: IncomingMessage): Record<string, string> {
	const custom = Object.entries(request.headers).filter(([name]) => name.startsWith('x-'))
	return Object.fromEntries(custom.map(([name, value]) => [name, String(value)]))
}

function refuse(stream: Duplex, status: number, error: string): void {
	const body = error ? JSON.stringify({ error }) : ''
	stream.end(
		[
			`HTTP/1.1 ${status} Refused`,
			'content-type: application/json; charset=utf-8',
			`content-length: ${Buffer.byteLength(body)}`,
			'connection: close',
			'',
			body,
		].join('\r\n'),
		() => stream.destroy(),
	)
}
