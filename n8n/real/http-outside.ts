import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Stage } from '../dialogues/stage.ts'

export interface HttpOutside {
	/** The address at which a host that the dialogues know (`model.test`, or `stack`) stands for this n8n. */
	at(host: string): string
	/** Whose turn it is: its outside answers, and its agent's token is the one that counts. */
	stage: Stage | null
	close(): Promise<void>
}

async function read(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = []
	for await (const chunk of request) chunks.push(chunk as Buffer)
	return Buffer.concat(chunks)
}

/** The dialogues' outside over HTTP, on a free port of 127.0.0.1: `/as/<host>/…`. */
export async function startHttpOutside(): Promise<HttpOutside> {
	let url = ''
	const outside: HttpOutside = {
		at: (host) => `${url}/as/${host}`,
		stage: null,
		close: () =>
			new Promise((closed) => {
				server.close(() => closed())
				server.closeAllConnections()
			}),
	}
	const server = createServer(async (request, response) => {
		const body = await read(request)
		const [, , host = '', ...path] = request.url!.split('/')
		const stage = outside.stage
		if (!stage) return void response.writeHead(503).end()
		const headers = Object.fromEntries(
			Object.entries(request.headers).filter(
				([name]) => !/^(host|connection|content-length|accept-encoding)$/.test(name),
			),
		) as Record<string, string>
		try {
			const answer = await stage.outside.send({
				method: request.method!,
				url: `${host === 'stack' ? stage.outside.stackUrl : `https://${host}`}/${path.join('/')}`,
				headers:
					host === 'stack'
						? { ...headers, apikey: stage.publishableKey, 'x-agent-token': stage.token }
						: headers,
				body: body.length > 0 ? body : null,
			})
			// What Meta says of a file leads back to us.
			const text = answer.body.toString().replaceAll('https://graph.test', outside.at('graph.test'))
			const isText = answer.headers['content-type']?.includes('json')
			response
				.writeHead(answer.status, { 'content-type': answer.headers['content-type'] ?? 'application/json' })
				.end(isText ? text : answer.body)
		} catch {
			// As a connection that breaks.
			response.destroy()
		}
	})
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	return outside
}
