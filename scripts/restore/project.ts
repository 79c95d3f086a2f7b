import type { PainelConfig } from '../../src/backend/config'

/** What ends a run; its message says why, and what to do. */
export class RestoreStopped extends Error {
	override name = 'RestoreStopped'
}

/** Tries of one request that gets no answer; waits double from a second to half a minute. */
const TRIES = 6

/** A project's API as a signed-in person uses it. */
export class Project {
	private accessToken = ''
	private credentials = { email: '', password: '' }

	constructor(
		private readonly config: PainelConfig,
		private readonly pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms)),
	) {}

	/** @throws RestoreStopped where e-mail and password are not an account's */
	async signIn(email: string, password: string): Promise<void> {
		this.credentials = { email, password }
		this.accessToken = ''
		const answer = await this.ask<{ access_token: string }>('auth/v1/token?grant_type=password', {
			method: 'POST',
			body: { email, password },
		})
		this.accessToken = answer.access_token
	}

	get<Answer>(path: string): Promise<Answer> {
		return this.ask(`rest/v1/${path}`, {})
	}

	call<Answer>(name: string, args: object): Promise<Answer> {
		return this.ask(`rest/v1/rpc/${name}`, { method: 'POST', body: args })
	}

	change(path: string, values: object): Promise<null> {
		return this.ask(`rest/v1/${path}`, {
			method: 'PATCH',
			body: values,
			headers: { prefer: 'return=minimal' },
		})
	}

	remove(path: string): Promise<null> {
		return this.ask(`rest/v1/${path}`, { method: 'DELETE', headers: { prefer: 'return=minimal' } })
	}

	/** The new rows; those that are there already are left out where `conflict` names the columns of their key. */
	add<Row>(path: string, rows: object[], headers: Record<string, string> = {}): Promise<Row[]> {
		if (rows.length === 0) return Promise.resolve([])
		return this.ask(`rest/v1/${path}`, {
			method: 'POST',
			body: rows,
			headers: { prefer: 'return=representation', ...headers },
		})
	}

	private async ask<Answer>(
		path: string,
		{ method = 'GET', body, headers }: { method?: string; body?: object; headers?: Record<string, string> },
	): Promise<Answer> {
		for (let attempt = 1; ; attempt++) {
			const response = await fetch(`${this.config.supabaseUrl}/${path}`, {
				method,
				headers: {
					apikey: this.config.publishableKey,
					'content-type': 'application/json',
					...(this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {}),
					...headers,
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			}).catch(() => null)
			const text = await response?.text().catch(() => null)
			if (response?.ok && typeof text === 'string') return (text ? JSON.parse(text) : null) as Answer
			if (response?.status === 401 && this.accessToken && attempt < TRIES) {
				// An hour is over: a new token for the same account.
				await this.signIn(this.credentials.email, this.credentials.password)
				continue
			}
			if (response && response.status < 500 && response.status !== 429)
				throw new RestoreStopped(refusal(response.status, text ?? ''))
			if (attempt === TRIES)
				throw new RestoreStopped(
					`${this.config.supabaseUrl} does not answer (${response?.status ?? 'no connection'}). Run the same command again later: it goes on where it was.`,
				)
			await this.pause(500 * 2 ** attempt)
		}
	}
}

function refusal(status: number, text: string): string {
	let said: { message?: string; msg?: string; hint?: string | null } = {}
	try {
		said = JSON.parse(text)
	} catch {
		// No JSON: the status says it.
	}
	const message = said.message ?? said.msg ?? 'The project refused'
	return `${message} (${status}).${said.hint ? ` ${said.hint}` : ''}`
}
