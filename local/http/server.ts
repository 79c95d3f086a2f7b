import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Faults } from '../faults/faults'
import type { RealtimeEndpoint } from '../realtime/endpoint'
import type { Api } from './api'
import { preflight } from './cors'
import { RefusedBody, readRequest, writeResponse } from './exchange'
import { isLocalHost, NOT_LOCAL } from './host'
import { json } from './json'
import { serveWithFaults } from './request-faults'

/** What is served once everything is up. */
export interface Services {
	api: Api
	realtime: RealtimeEndpoint
	faults: Faults
	/** Other paths; undefined: not mine either. */
	other?: (request: Request) => Promise<Response | undefined>
}

const GOODBYE_MS = 500

/** One HTTP server for REST, auth and realtime, as behind the platform's gateway. On 127.0.0.1 only. */
export class Gateway {
	private readonly server: Server
	private readonly sockets = new Set<Socket>()
	private services: Services | null = null
	private origin = ''

	constructor() {
		this.server = createServer((incoming, outgoing) => void this.handle(incoming, outgoing))
		this.server.on('connection', (socket) => {
			this.sockets.add(socket)
			socket.once('close', () => this.sockets.delete(socket))
		})
		this.server.on('upgrade', (request, stream, head) => this.upgrade(request, stream, head))
	}

	/** The origin it is reached at. Until `serve` is called every request gets 503. */
	async listen(port: number): Promise<string> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject)
			this.server.listen(port, '127.0.0.1', resolve)
		})
		this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
		return this.origin
	}

	serve(services: Services): void {
		this.services = services
	}

	/** Ends every connection and frees the port. */
	async close(): Promise<void> {
		this.services = null
		const closed = new Promise((resolve) => this.server.close(resolve))
		this.server.closeAllConnections()
		// A WebSocket's goodbye takes two; a page that sleeps does not answer it.
		const patience = setTimeout(() => {
			for (const socket of this.sockets) socket.destroy()
		}, GOODBYE_MS)
		await closed
		clearTimeout(patience)
	}

	private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		try {
			if (!isLocalHost(incoming.headers.host))
				return await writeResponse(json(421, { message: NOT_LOCAL }), outgoing)
			const request = await readRequest(incoming, this.origin)
			const services = this.services
			if (!services) return await writeResponse(json(503, { message: 'starting' }), outgoing)
			const outcome = await serveWithFaults(request, services.faults, (r) => route(r, services))
			if (outcome === 'cut') outgoing.destroy()
			else await writeResponse(outcome.response, outgoing, outcome)
		} catch (error) {
			if (outgoing.headersSent || (incoming.destroyed && !incoming.complete)) return void outgoing.destroy()
			const refused = error instanceof RefusedBody
			await writeResponse(
				refused ? json(413, error.answer) : json(500, { message: 'internal error' }),
				outgoing,
			)
		}
	}

	private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
		const path = (request.url ?? '').split('?')[0]
		if (this.services && path === '/realtime/v1/websocket' && isLocalHost(request.headers.host)) {
			this.services.realtime.upgrade(request, stream, head).catch(() => stream.destroy())
		} else stream.destroy()
	}
}

async function route(request: Request, { api, other }: Services): Promise<Response> {
	const { pathname } = new URL(request.url)
	if (request.method === 'OPTIONS') return preflight(request)
	if (/^\/(rest|auth)\/v1(\/|$)/.test(pathname)) return api(request)
	const answer = await other?.(request)
	return answer ?? json(404, { message: 'no Route matched with those values' })
}
