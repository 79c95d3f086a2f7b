import { AsyncLocalStorage } from 'node:async_hooks'
import { App } from '@supabase/lite'
import type { Database } from '../database/index'
import { withRequest } from '../lite/request-context'
import type { ProjectKeys } from '../realtime/token'
import type { PostOffice } from './post-office'

export interface ApiOptions {
	database: Database
	jwtSecret: string
	keys: ProjectKeys
	/** Where this server is reached; links in e-mails begin with it. */
	url: string
	postOffice: PostOffice
	/** How long an access token lives, in seconds. */
	tokenSeconds?: number
}

/** Answers a request to `/rest/v1` or `/auth/v1`. Bodies are read before and written after the database's turn. */
export type Api = (request: Request) => Promise<Response>

/** One hour, as on the platform. */
const TOKEN_SECONDS = 3_600

/** The platform's REST and auth services, by Supabase Lite over our own connection. */
export async function createApi(options: ApiOptions): Promise<Api> {
	const { database, keys, jwtSecret, url, postOffice } = options
	const app = new App({
		connection: database.connection,
		api: { enabled: true, schemas: ['public'], max_rows: 1000, pg_safe_update: true },
		auth: {
			enabled: true,
			enable_signup: true,
			jwt_secret: jwtSecret,
			jwt_expiry: options.tokenSeconds ?? TOKEN_SECONDS,
			publishable_key: keys.publishableKey,
			secret_key: keys.secretKey,
			site_url: url,
			additional_redirect_urls: ['http://localhost:*/**', 'http://127.0.0.1:*/**'],
			email: { enable_signup: true, enable_confirmations: false },
		},
		// Lite's admin mode would serve pages of the same origin as service_role.
		options: { server: { admin: false }, drivers: { email: leadingBack(postOffice) } },
	} as unknown as ConstructorParameters<typeof App>[0])
	await app.init()

	const answer: Api = (request) =>
		database.exclusive(() =>
			withRequest(contextOf(request), async () => {
				const response = await wantedRedirect.run(redirectOf(request), () => app.fetch(request))
				// Read to the end before the next one's turn: the body may still ask the database.
				const body = await response.arrayBuffer()
				return new Response(response.status === 204 || response.status === 304 ? null : body, response)
			}),
		)
	return (request) => (isVerify(request) ? verify(request, answer) : answer(request))
}

/** Where the person being e-mailed wants to be led back to, while their request is served. */
const wantedRedirect = new AsyncLocalStorage<string | null>()

function redirectOf(request: Request): string | null {
	const { pathname, searchParams } = new URL(request.url)
	return pathname.startsWith('/auth/v1/') ? searchParams.get('redirect_to') : null
}

/**
 * Lite's links always lead to its own address; the real ones to where the page asked. Whether that is allowed is judged
 * when the link is followed, by the same list as on the platform.
 */
function leadingBack(postOffice: PostOffice): Pick<PostOffice, 'send'> {
	return {
		send: (message) => {
			const wanted = wantedRedirect.getStore()
			const lead = (text?: string) =>
				wanted ? text?.replace(/(redirect_to=)[^\s"'<>&]*/g, `$1${encodeURIComponent(wanted)}`) : text
			return postOffice.send({ ...message, text: lead(message.text), html: lead(message.html) })
		},
	}
}

function contextOf(request: Request) {
	const path = new URL(request.url).pathname.replace(/^\/(rest|auth)\/v1/, '')
	return { method: request.method, path, headers: Object.fromEntries(request.headers) }
}

function isVerify(request: Request): boolean {
	return request.method === 'POST' && new URL(request.url).pathname === '/auth/v1/verify'
}

/** The real auth server takes the type `email` for a code from any e-mail; Lite wants to know which. */
async function verify(request: Request, answer: Api): Promise<Response> {
	const text = await request.text()
	const again = (body: string) => new Request(request.url, { method: 'POST', headers: request.headers, body })
	let body: unknown
	try {
		body = JSON.parse(text)
	} catch {
		body = null
	}
	if (typeof body !== 'object' || body === null || (body as { type?: unknown }).type !== 'email') {
		return answer(again(text))
	}
	const first = await answer(again(JSON.stringify({ ...body, type: 'magiclink' })))
	return first.ok ? first : answer(again(JSON.stringify({ ...body, type: 'signup' })))
}
