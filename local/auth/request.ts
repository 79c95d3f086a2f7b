import { AuthFailure } from './failure'
import type { Asked } from './letters'

/** A request to the auth service, read to its end. */
export interface AuthRequest {
	method: string
	/** Below `/auth/v1`. */
	path: string
	query: URLSearchParams
	headers: Headers
	body: Record<string, unknown>
}

/** @throws {AuthFailure} for a body that is no JSON object. */
export async function readAuthRequest(request: Request): Promise<AuthRequest> {
	const { pathname, searchParams } = new URL(request.url)
	return {
		method: request.method,
		path: pathname.slice('/auth/v1'.length),
		query: searchParams,
		headers: request.headers,
		body: request.method === 'GET' || request.method === 'HEAD' ? {} : await readBody(request, pathname),
	}
}

async function readBody(request: Request, pathname: string): Promise<Record<string, unknown>> {
	const text = await request.text()
	// Signing out needs no body.
	if (text === '' && (pathname.endsWith('/logout') || request.method === 'DELETE')) return {}
	try {
		const body: unknown = JSON.parse(text)
		if (typeof body === 'object' && body !== null) return body as Record<string, unknown>
		throw new Error('not an object')
	} catch (error) {
		throw new AuthFailure(
			400,
			'bad_json',
			`Could not parse request body as JSON: ${(error as Error).message}`,
		)
	}
}

/** Where an e-mail's answer is to lead, and the secret of the client that asks. */
export const askedBy = ({ query, headers, body }: AuthRequest): Asked => ({
	redirectTo: query.get('redirect_to') ?? headers.get('redirect_to'),
	challenge: body,
})
