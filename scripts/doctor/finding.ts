/** The result of one check. `warn` hinders nothing, but is worth a look. */
export interface Finding {
	level: 'ok' | 'warn' | 'fail'
	/** What was looked at, in a few words. */
	what: string
	/** What is wrong and what to do; empty where all is well. */
	remedy: string
}

export const ok = (what: string): Finding => ({ level: 'ok', what, remedy: '' })
export const warn = (what: string, remedy: string): Finding => ({ level: 'warn', what, remedy })
export const fail = (what: string, remedy: string): Finding => ({ level: 'fail', what, remedy })

/** An answer of the project, never an exception: status 0 means that nothing answered. */
export interface Answer {
	status: number
	body: unknown
	headers: Headers
}

/** A request with the public key, and an agent's token where one is given. */
export interface Project {
	url: string
	key: string
	ask(
		path: string,
		init?: { method?: string; headers?: Record<string, string>; body?: unknown },
	): Promise<Answer>
}

/** Speaks to a project from outside. Every request gives up after 15 seconds. */
export function project(url: string, key: string, request: typeof fetch = fetch): Project {
	return {
		url,
		key,
		async ask(path, { method = 'GET', headers = {}, body } = {}) {
			try {
				const response = await request(url + path, {
					method,
					headers: {
						apikey: key,
						...(body !== undefined && { 'content-type': 'application/json' }),
						...headers,
					},
					...(body !== undefined && { body: JSON.stringify(body) }),
					signal: AbortSignal.timeout(15_000),
				})
				const text = await response.text()
				return { status: response.status, body: parsed(text), headers: response.headers }
			} catch {
				return { status: 0, body: null, headers: new Headers() }
			}
		},
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return null
	}
}

/** The code of a PostgREST or Postgres error. */
export const codeOf = (answer: Answer): string =>
	String((answer.body as { code?: unknown } | null)?.code ?? '')
