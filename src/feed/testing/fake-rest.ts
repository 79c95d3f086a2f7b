import type { FakeLedger } from './fake-ledger'

export const LEDGER_ID = '11111111-2222-4333-8444-555555555555'
export const USER_ID = '99999999-2222-4333-8444-555555555555'

export type RestAnswer =
	| 'ok'
	| 'no network'
	| 'silence'
	| { status: number; body?: unknown; headers?: Record<string, string> }

/** REST and Auth of a project as `fetch` sees them, with their faults. */
export class FakeRest {
	/** How each is answered from now on. */
	readonly answers: Record<'changes' | 'settings' | 'token', RestAnswer> = {
		changes: 'ok',
		settings: 'ok',
		token: 'ok',
	}
	readonly requests = { changes: 0, settings: 0, token: 0 }
	/** Access tokens that REST answers with 401. */
	readonly refused = new Set<string>()
	private minted = 0

	constructor(
		private readonly ledger: FakeLedger,
		private readonly tokenLasts: number,
	) {}

	/** A new session, as signing in or refreshing gives it. */
	mint() {
		this.minted += 1
		return {
			access_token: `token-${this.minted}`,
			refresh_token: `refresh-${this.minted}`,
			token_type: 'bearer',
			expires_in: this.tokenLasts,
			expires_at: Math.floor(Date.now() / 1000) + this.tokenLasts,
			user: { id: USER_ID, email: 'ana@example.com', aud: 'authenticated', role: 'authenticated' },
		}
	}

	readonly fetch: typeof fetch = async (input, init) => {
		const url = new URL(String(input instanceof Request ? input.url : input))
		const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? ''
		if (this.refused.has(token) && !url.pathname.startsWith('/auth/'))
			return Response.json({ code: 'PGRST303', message: 'JWT expired' }, { status: 401 })
		if (url.pathname === '/rest/v1/rpc/ledger_changes') {
			const asked = JSON.parse(String(init?.body))
			const months = asked.from_month ? { from: asked.from_month, to: asked.to_month } : null
			const changes = () => this.ledger.changes(asked.after, asked.max_rows, months)
			return this.answer('changes', changes, init?.signal)
		}
		if (url.pathname === '/rest/v1/ledgers')
			return this.answer('settings', () => this.settings(), init?.signal)
		if (url.pathname === '/auth/v1/token') return this.answer('token', () => this.mint(), init?.signal)
		return Response.json({})
	}

	private answer(
		kind: keyof FakeRest['answers'],
		ok: () => unknown,
		signal?: AbortSignal | null,
	): Promise<Response> {
		this.requests[kind] += 1
		const how = this.answers[kind]
		return new Promise((resolve, reject) => {
			// A frozen connection: nothing settles it, not even that nobody waits any more.
			if (how === 'silence') return
			signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
			const value = how === 'ok' ? ok() : null
			setTimeout(() => {
				if (how === 'no network') return reject(new TypeError('Failed to fetch'))
				if (how === 'ok') return resolve(Response.json(value))
				const { status, headers = {} } = how
				resolve(Response.json(how.body ?? { message: 'fault' }, { status, headers }))
			}, 10)
		})
	}

	private settings() {
		return [
			{
				id: LEDGER_ID,
				name: 'Casa',
				currency: 'BRL',
				timezone: 'America/Sao_Paulo',
				settings_revision: this.ledger.settingsRevision(),
				created_at: '2025-01-01T00:00:00Z',
				members: [{ role: 'owner' }],
				categories: [{ id: 1, name: 'Mercado', aliases: [], color: 1 }],
				sources: [],
				people: [],
				budgets: [],
			},
		]
	}
}
