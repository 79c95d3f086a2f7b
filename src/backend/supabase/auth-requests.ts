/** How long the auth service may take to answer. */
const ANSWER_MS = 15_000

/** Asks the project's auth service. Each request rejects when no answer came in time. */
export class AuthRequests {
	constructor(
		private readonly url: string,
		private readonly key: string,
	) {}

	refresh(refreshToken: string): Promise<Response> {
		return this.send('POST', '/token?grant_type=refresh_token', { body: { refresh_token: refreshToken } })
	}

	logOut(token: string, scope: 'local' | 'global'): Promise<Response> {
		return this.send('POST', `/logout?scope=${scope}`, { token })
	}

	/** Without a token of somebody's, in the name of the project's key. */
	send(
		method: string,
		path: string,
		{ token, body }: { token?: string | null; body?: object } = {},
	): Promise<Response> {
		return fetch(this.url + path, {
			method,
			headers: {
				apikey: this.key,
				Authorization: `Bearer ${token ?? this.key}`,
				'content-type': 'application/json;charset=UTF-8',
				// Errors by their names.
				'x-supabase-api-version': '2024-01-01',
			},
			...(body ? { body: JSON.stringify(body) } : {}),
			signal: AbortSignal.timeout(ANSWER_MS),
		})
	}
}
