import type { IncomingMessage, ServerResponse } from 'node:http'
import { corsHeaders } from './cors'

/** The largest body taken, in bytes; an agent's array of 1,000 rows is far below. */
const LARGEST_BODY = 32 * 1024 * 1024

/** The body was larger than this server takes. */
export class BodyTooLarge extends Error {
	override name = 'BodyTooLarge'
}

/**
 * Reads a whole request before it is served: others wait meanwhile, and a slow sender must not hold them up.
 * @throws {BodyTooLarge}
 */
export async function readRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
	const chunks: Buffer[] = []
	let size = 0
	for await (const chunk of incoming) {
		size += (chunk as Buffer).length
		if (size > LARGEST_BODY) throw new BodyTooLarge()
		chunks.push(chunk as Buffer)
	}
	const headers = new Headers()
	for (const [name, value] of Object.entries(incoming.headers)) {
		if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
	}
	const method = incoming.method ?? 'GET'
	const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(chunks)
	return new Request(new URL(incoming.url ?? '/', origin), { method, headers, body })
}

/** Sends a whole answer, readable by pages of any origin. `truncate`: half of the body, then the connection is cut. */
export async function writeResponse(
	response: Response,
	outgoing: ServerResponse,
	{ truncate = false } = {},
): Promise<void> {
	const body = Buffer.from(await response.arrayBuffer())
	const headers = { ...corsHeaders, ...Object.fromEntries(response.headers) }
	if (response.status !== 204 && !headers['content-length']) headers['content-length'] = String(body.length)
	outgoing.writeHead(response.status, headers)
	if (truncate) outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy())
	else outgoing.end(body)
}
