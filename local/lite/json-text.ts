import { json } from '../http/json'

/** As of PostgREST, of a body that is no JSON. */
export const NO_JSON = { code: 'PGRST102', details: null, hint: null, message: 'Empty or invalid json' }

/**
 * A request whose body Lite reads as PostgREST does, or the answer to one that PostgREST refuses: Lite skips a byte order
 * mark, reads what is no UTF-8 with signs for unknown characters, and knows neither `null` for no rows nor a list of
 * arguments, of which the first counts.
 */
export async function withReadableJson(request: Request): Promise<Request | Response> {
	const { method, url, headers } = request
	if (!['POST', 'PATCH', 'PUT'].includes(method)) return request
	if (!(headers.get('content-type') ?? '').startsWith('application/json')) return request
	let text: string
	try {
		text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
			await request.clone().arrayBuffer(),
		)
	} catch {
		return json(400, NO_JSON)
	}
	if (text.startsWith('\ufeff')) return json(400, NO_JSON)
	const isCall = /^\/rest\/v1\/rpc\//.test(new URL(url).pathname)
	const other = isCall ? firstOf(text) : text.trim() === 'null' ? '[]' : null
	return other === null ? request : new Request(url, { method, headers, body: other })
}

function firstOf(text: string): string | null {
	if (!text.trimStart().startsWith('[')) return null
	try {
		const [first] = JSON.parse(text) as unknown[]
		return typeof first === 'object' && first !== null ? JSON.stringify(first) : null
	} catch {
		return null
	}
}
