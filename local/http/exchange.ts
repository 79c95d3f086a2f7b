import type { IncomingMessage, ServerResponse } from 'node:http'
import { corsHeaders } from './cors'

/** The largest body taken, in bytes; an agent's array of 1,000 rows is far below. */
const LARGEST_BODY = 32 * 1024 * 1024

/** How deep JSON may be nested. Beyond some thousands, neither the database nor this process can walk it. */
const DEEPEST_BODY = 1_000

/** The body was more than this server takes: answered with 413, as the platform does. */
export class RefusedBody extends Error {
	override name = 'RefusedBody'
	constructor(readonly answer: { code?: string; message: string; hint?: string }) {
		super(answer.message)
	}
}

const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = Buffer.from('"\\[]{}')

/** Whether lists and objects are nested deeper than that; what stands in quotes doesn't count. */
function isTooDeep(json: Buffer): boolean {
	let depth = 0
	let quoted = false
	for (let at = 0; at < json.length; at++) {
		const byte = json[at]
		if (quoted) {
			if (byte === BACKSLASH) at++
			else if (byte === QUOTE) quoted = false
		} else if (byte === QUOTE) quoted = true
		else if (byte === LIST || byte === OBJECT) {
			if (++depth > DEEPEST_BODY) return true
		} else if (byte === LIST_END || byte === OBJECT_END) depth--
	}
	return false
}

/**
 * Reads a whole request before it is served: others wait meanwhile, and a slow sender must not hold them up.
 * @throws {RefusedBody}
 */
export async function readRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
	const chunks: Buffer[] = []
	let size = 0
	for await (const chunk of incoming) {
		size += (chunk as Buffer).length
		if (size > LARGEST_BODY) throw new RefusedBody({ message: 'Payload too large' })
		chunks.push(chunk as Buffer)
	}
	const headers = new Headers()
	for (const [name, value] of Object.entries(incoming.headers)) {
		if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
	}
	const method = incoming.method ?? 'GET'
	const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(chunks)
	if (body && isTooDeep(body))
		throw new RefusedBody({
			code: '54001',
			message: 'stack depth limit exceeded',
			hint: `Send JSON that is nested at most ${DEEPEST_BODY} deep.`,
		})
	return new Request(new URL(incoming.url ?? '/', origin), { method, headers, body })
}

/** Sends a whole answer, readable by pages of any origin. `truncate`: half of the body, then the connection is cut. */
export async function writeResponse(
	response: Response,
	outgoing: ServerResponse,
	{ truncate = false } = {},
): Promise<void> {
	const body = Buffer.from(await response.arrayBuffer())
	// Read by pages through CORS alone, never as somebody's script or image.
	const headers: Record<string, string> = {
		...corsHeaders,
		'cross-origin-resource-policy': 'same-origin',
		...Object.fromEntries(response.headers),
	}
	if (response.status !== 204 && !headers['content-length']) headers['content-length'] = String(body.length)
	outgoing.writeHead(response.status, headers)
	if (truncate) outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy())
	else outgoing.end(body)
}
