import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import { WebSocket } from 'ws'
import { limits } from '../../scripts/testing/limits'
import { RealtimeEndpoint, type RealtimeOptions } from '../realtime/endpoint'
import type { RoomDatabase } from './room-database'

export const jwtSecret = 'a-secret-of-the-tests-with-at-least-32-characters'
export const keys = { publishableKey: 'sb_publishable_test', secretKey: 'sb_secret_test' }

/** The endpoint on a free port, for tests. */
export async function listen(database: RoomDatabase, options: Partial<RealtimeOptions> = {}) {
	const endpoint = new RealtimeEndpoint({ database, keys, jwtSecret, ...options })
	const server = createServer()
	server.on('upgrade', (request, stream, head) => void endpoint.upgrade(request, stream, head))
	await endpoint.start()
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const { port } = server.address() as AddressInfo
	return {
		endpoint,
		url: `ws://127.0.0.1:${port}/realtime/v1/websocket`,
		close: () => close(endpoint, server),
	}
}

async function close(endpoint: RealtimeEndpoint, server: Server): Promise<void> {
	await endpoint.stop()
	server.closeAllConnections()
	await new Promise((resolve) => server.close(resolve))
}

/** A token as the auth server would sign it; `exp` in seconds. */
export function sign(claims: Record<string, unknown>, secret = jwtSecret): Promise<string> {
	return new SignJWT(claims)
		.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
		.sign(new TextEncoder().encode(secret))
}

/** Resolves when `condition` holds; real time, for what crosses a socket. */
export async function until<T>(
	condition: () => T | undefined | false | null,
	what: string,
	ms = limits.condition,
): Promise<T> {
	const end = Date.now() + ms
	for (;;) {
		const value = condition()
		if (value) return value
		if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`)
		await new Promise((resolve) => setTimeout(resolve, 2))
	}
}

/** A client that keeps all it receives. */
export class RawClient {
	readonly received: (string | Buffer)[] = []
	opened = false
	closeCode: number | null = null
	/** The HTTP answer to a refused upgrade. */
	refused: { status: number; body: string } | null = null
	private readonly ws: WebSocket

	constructor(url: string) {
		this.ws = new WebSocket(url)
		this.ws.on('open', () => {
			this.opened = true
		})
		this.ws.on('message', (data, binary) => this.received.push(binary ? (data as Buffer) : String(data)))
		this.ws.on('close', (code) => {
			this.closeCode = code
		})
		this.ws.on('error', () => {})
		this.ws.on('unexpected-response', (_request, response) => {
			const chunks: Buffer[] = []
			response.on('data', (chunk) => chunks.push(chunk))
			response.on('end', () => {
				this.refused = { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }
			})
		})
	}

	send(frame: string | Buffer): void {
		this.ws.send(frame)
	}

	/** The oldest frame not yet taken. */
	async next(): Promise<string | Buffer> {
		await until(() => this.received.length > 0, 'a frame')
		return this.received.shift() as string | Buffer
	}

	close(): void {
		this.ws.close()
	}
}
