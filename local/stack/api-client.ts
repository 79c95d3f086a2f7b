import type { Api } from '../http/api'

/** An answer that was not the one wished for. */
export class CallFailed extends Error {
	override name = 'CallFailed'
	constructor(
		readonly status: number,
		readonly body: unknown,
		what: string,
	) {
		super(`${what}: ${status} ${JSON.stringify(body)}`)
	}
}

export interface Call {
	method?: string
	body?: unknown
	headers?: Record<string, string>
}

/** Asks the stack's own API, in process, as a client outside would. */
export class ApiClient {
	constructor(
		private readonly api: Api,
		private readonly url: string,
		private readonly headers: Record<string, string>,
	) {}

	/** This client with more headers, e.g. signed in. */
	with(headers: Record<string, string>): ApiClient {
		return new ApiClient(this.api, this.url, { ...this.headers, ...headers })
	}

	/** Parsed JSON of the answer, null when it has none. @throws {CallFailed} */
	async call<T>(path: string, { method = 'GET', body, headers }: Call = {}): Promise<T> {
		const response = await this.api(
			new Request(this.url + path, {
				method,
				headers: { 'content-type': 'application/json', ...this.headers, ...headers },
				body: body === undefined ? undefined : JSON.stringify(body),
			}),
		)
		const text = await response.text()
		const answer: unknown = text ? JSON.parse(text) : null
		if (!response.ok) throw new CallFailed(response.status, answer, `${method} ${path}`)
		return answer as T
	}

	post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> {
		return this.call<T>(path, { method: 'POST', body, headers })
	}
}
