import { App } from '@supabase/lite'
import type { AuthService } from '../auth/service'
import type { Database } from '../database/index'
import { judgeBearer } from '../lite/bearer-token'
import { withReadableJson } from '../lite/json-text'
import { withRequest } from '../lite/request-context'
import type { ProjectKeys } from '../realtime/token'

export interface ApiOptions {
	database: Database
	jwtSecret: string
	keys: ProjectKeys
	auth: AuthService
}

/** Answers a request to `/rest/v1` or `/auth/v1`. Bodies are read before and written after the database's turn. */
export type Api = (request: Request) => Promise<Response>

/** The platform's REST service, by Supabase Lite over our own connection, and its auth service, by ours. */
export async function createApi({ database, keys, jwtSecret, auth }: ApiOptions): Promise<Api> {
	const app = new App({
		connection: database.connection,
		api: { enabled: true, schemas: ['public'], max_rows: 1000, pg_safe_update: true },
		// Only the keys and the tokens' secret are of use: Lite's own routes below /auth/v1 are never asked.
		auth: {
			enabled: true,
			jwt_secret: jwtSecret,
			publishable_key: keys.publishableKey,
			secret_key: keys.secretKey,
		},
		// Lite's admin mode would serve pages of the same origin as service_role.
		options: { server: { admin: false } },
	} as unknown as ConstructorParameters<typeof App>[0])
	await app.init()

	const rest: Api = async (asked) => {
		const judged = await judgeBearer(asked, { jwtSecret, keys })
		const request = judged instanceof Response ? judged : await withReadableJson(judged)
		if (request instanceof Response) return withChallenge(request)
		return database.exclusive(() =>
			withRequest(contextOf(asked), async () => {
				const response = await app.fetch(request)
				// Read to the end before the next one's turn: the body may still ask the database.
				return withChallenge(whole(response, await response.arrayBuffer()))
			}),
		)
	}
	return (request) =>
		new URL(request.url).pathname.startsWith('/auth/v1') ? auth.answer(request) : rest(request)
}

/** An empty body has no type. */
function whole(response: Response, body: ArrayBuffer): Response {
	const headers = new Headers(response.headers)
	if (body.byteLength === 0) headers.delete('content-type')
	const { status, statusText } = response
	return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers })
}

/** Says to whom nobody is let in what to bring. */
function withChallenge(response: Response): Response {
	if (response.status === 401) response.headers.set('www-authenticate', 'Bearer')
	return response
}

/** Without the cookies, which PostgREST keeps apart. */
function contextOf(request: Request) {
	const { pathname, searchParams: query } = new URL(request.url)
	const { cookie: _, ...headers } = Object.fromEntries(request.headers)
	return { method: request.method, path: pathname.replace(/^\/rest\/v1/, ''), query, headers }
}
