import { randomUUID } from 'node:crypto'
import type { Target } from './target'

export interface Answer {
	status: number
	body: unknown
	headers: Headers
}

export interface Session {
	access_token: string
	refresh_token: string
	user: { id: string; email: string }
}

export const PASSWORD = 'uma-senha-do-contrato-1'
export const newAddress = () => `contrato-${randomUUID().slice(0, 12)}@casa-lab.com.br`

/** Plain requests, so that no library stands between the tests and what is on the wire. */
export class ContractClient {
	constructor(
		readonly target: Target,
		private readonly headers: Record<string, string> = {},
	) {}

	/** This client with more headers, e.g. an agent's token. */
	with(headers: Record<string, string>): ContractClient {
		return new ContractClient(this.target, { ...this.headers, ...headers })
	}

	as(session: Session): ContractClient {
		return this.with({ authorization: `Bearer ${session.access_token}` })
	}

	async ask(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		const response = await fetch(this.target.url + path, {
			method,
			headers: {
				apikey: this.target.publishableKey,
				'content-type': 'application/json',
				...(path.startsWith('/auth/') ? { 'x-supabase-api-version': '2024-01-01' } : {}),
				...this.headers,
				...headers,
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		})
		const text = await response.text()
		return { status: response.status, body: text ? parsed(text) : null, headers: response.headers }
	}

	rpc(name: string, args: object = {}): Promise<Answer> {
		return this.ask('POST', `/rest/v1/rpc/${name}`, args)
	}

	insert(rows: unknown, prefer = 'return=representation'): Promise<Answer> {
		return this.ask('POST', '/rest/v1/inbox', rows, { prefer })
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return text
	}
}

/** Somebody with a confirmed account, signed in. */
export async function newMember(nobody: ContractClient, email = newAddress()): Promise<Session> {
	const { secretKey } = nobody.target
	const key = { apikey: secretKey, authorization: `Bearer ${secretKey}` }
	const made = await nobody.ask(
		'POST',
		'/auth/v1/admin/users',
		{ email, password: PASSWORD, email_confirm: true },
		key,
	)
	if (made.status >= 300) throw new Error(`no account: ${made.status} ${JSON.stringify(made.body)}`)
	const signedIn = await nobody.ask('POST', '/auth/v1/token?grant_type=password', {
		email,
		password: PASSWORD,
	})
	if (signedIn.status !== 200) throw new Error(`not signed in: ${JSON.stringify(signedIn.body)}`)
	return signedIn.body as Session
}
