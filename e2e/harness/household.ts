import { randomUUID } from 'node:crypto'
import type { StackLine } from './stack'

/** What an agent may post; see the `inbox` table. */
export type Message = Record<string, unknown>

/** One row of an inbox answer. */
export interface Receipt {
	message_id: string
	status: 'accepted' | 'rejected'
	reason: string | null
	transaction_id: string | null
	revision: number | null
}

type Where = Pick<StackLine, 'url' | 'publishable_key'>

/** PostgREST takes an array only when all its objects have the same keys; null means "not given" to the inbox. */
function sameKeys(rows: Message[]): Message[] {
	const blank = Object.fromEntries(rows.flatMap((row) => Object.keys(row).map((key) => [key, null])))
	return rows.map((row) => ({ ...blank, ...row }))
}

/** Posts to the inbox with an agent's token and answers the stored rows. Fills in `message_id` where it is missing. */
export async function postAsAgent(where: Where, token: string, messages: Message | Message[]) {
	const rows = sameKeys(
		(Array.isArray(messages) ? messages : [messages]).map((message) => ({
			message_id: `wamid.${randomUUID()}`,
			...message,
		})),
	)
	const response = await fetch(`${where.url}/rest/v1/inbox`, {
		method: 'POST',
		headers: {
			apikey: where.publishable_key,
			'x-agent-token': token,
			'content-type': 'application/json',
			prefer: 'return=representation',
		},
		body: JSON.stringify(rows),
	})
	return { status: response.status, body: (await response.json()) as Receipt[] }
}

/** A person signed in over the API, apart from any browser. */
export class Member {
	private constructor(
		readonly where: Where,
		readonly email: string,
		readonly password: string,
		readonly accessToken: string,
	) {}

	/** Makes a new account, its address confirmed, as the dashboard's Users page does. */
	static async signUp(
		where: Where & Pick<StackLine, 'secret_key'>,
		email = `${randomUUID()}@example.com`,
		password = 'senha-de-teste-1',
	) {
		const answer = await fetch(`${where.url}/auth/v1/admin/users`, {
			method: 'POST',
			headers: { apikey: where.secret_key, 'content-type': 'application/json' },
			body: JSON.stringify({ email, password, email_confirm: true }),
		})
		if (!answer.ok) throw new Error(`The account was not made: ${answer.status} ${await answer.text()}`)
		return Member.signIn(where, email, password)
	}

	static async signIn(where: Where, email: string, password: string) {
		const response = await fetch(`${where.url}/auth/v1/token?grant_type=password`, {
			method: 'POST',
			headers: { apikey: where.publishable_key, 'content-type': 'application/json' },
			body: JSON.stringify({ email, password }),
		})
		const body = (await response.json()) as { access_token?: string }
		const token = body.access_token
		if (!token) throw new Error(`Signing in answered ${response.status}: ${JSON.stringify(body)}`)
		return new Member(where, email, password, token)
	}

	/** A request to the REST API; throws on any answer that is not a success. */
	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.where.url}/rest/v1/${path}`, {
			method,
			headers: {
				apikey: this.where.publishable_key,
				authorization: `Bearer ${this.accessToken}`,
				'content-type': 'application/json',
				prefer: 'return=representation',
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		})
		const text = await response.text()
		if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
		return (text ? JSON.parse(text) : null) as T
	}

	rpc<T>(name: string, args: object = {}): Promise<T> {
		return this.request<T>('POST', `rpc/${name}`, args)
	}
}

export interface HouseholdPlan {
	name?: string
	currency?: string
	timezone?: string
	categories?: { name: string; aliases?: string[]; color?: number }[]
	sources?: { name: string; aliases?: string[]; closing_day?: number; due_day?: number }[]
	people?: { name: string; aliases?: string[] }[]
}

/** A ledger of its own for one test file: its owner, its agent, and nothing else in it. */
export interface Household {
	owner: Member
	ledgerId: string
	token: string
	/** Posts as this ledger's agent; throws unless every row was stored. */
	post(messages: Message | Message[]): Promise<Receipt[]>
	/** Calls a function of the API as this ledger's agent. */
	asAgent<T>(name: string, args: object): Promise<T>
	/** A new account that was invited, and accepted as `name`. */
	join(role: 'owner' | 'editor' | 'viewer', name?: string): Promise<Member>
}

const PLAN: Required<Pick<HouseholdPlan, 'categories' | 'sources' | 'people'>> = {
	categories: [
		{ name: 'Mercado', aliases: ['supermercado'], color: 2 },
		{ name: 'Transporte', aliases: ['uber'], color: 4 },
		{ name: 'Lazer', color: 7 },
	],
	sources: [{ name: 'Pix' }, { name: 'Dinheiro' }],
	people: [{ name: 'Ana' }, { name: 'Marcos' }],
}

/** Makes an account, a ledger with labels, and an agent; all through the public API, as the page does. */
export async function createHousehold(
	where: Where & Pick<StackLine, 'secret_key'>,
	plan: HouseholdPlan = {},
): Promise<Household> {
	const owner = await Member.signUp(where)
	const { name = 'Casa de teste', currency = 'BRL', timezone = 'America/Sao_Paulo' } = plan
	const { categories, sources, people } = { ...PLAN, ...plan }
	const ledger = await owner.rpc<{ id: string } | { id: string }[]>('create_ledger', {
		name,
		currency,
		timezone,
	})
	const ledgerId = (Array.isArray(ledger) ? ledger[0]! : ledger).id
	const own = <T extends object>(rows: T[]) =>
		rows.map((row) => ({ aliases: [] as string[], ...row, ledger_id: ledgerId }))
	// A new ledger may come with labels to start from; a test wants its own only.
	for (const table of ['categories', 'sources', 'people'])
		await owner.request('DELETE', `${table}?ledger_id=eq.${ledgerId}`)
	if (categories.length)
		await owner.request(
			'POST',
			'categories',
			own(categories.map((category, i) => ({ color: (i % 10) + 1, ...category }))),
		)
	if (sources.length)
		await owner.request('POST', 'sources', own(sources.map(({ name, aliases = [] }) => ({ name, aliases }))))
	const made = await owner.request<{ id: number; name: string }[]>(
		'GET',
		`sources?ledger_id=eq.${ledgerId}&select=id,name`,
	)
	for (const { name, closing_day, due_day = null } of sources) {
		if (closing_day === undefined) continue
		const source_id = made.find((source) => source.name === name)!.id
		await owner.request('POST', 'cycles', { ledger_id: ledgerId, source_id, closing_day, due_day })
	}
	if (people.length) await owner.request('POST', 'people', own(people))
	const { token } = await owner.rpc<{ token: string }>('create_agent', {
		ledger_id: ledgerId,
		name: 'Agente de teste',
	})
	return {
		owner,
		ledgerId,
		token,
		async post(messages) {
			const { status, body } = await postAsAgent(where, token, messages)
			if (status !== 201) throw new Error(`The inbox answered ${status}: ${JSON.stringify(body)}`)
			return body
		},
		async join(role, name = 'Vera') {
			const member = await Member.signUp(where)
			await owner.rpc('invite_member', { ledger_id: ledgerId, email: member.email, role })
			const [asked] = await member.rpc<{ id: string }[]>('my_invitations')
			await member.rpc('accept_invitation', { invitation_id: asked!.id, name })
			return member
		},
		async asAgent(name, args) {
			const response = await fetch(`${where.url}/rest/v1/rpc/${name}`, {
				method: 'POST',
				headers: {
					apikey: where.publishable_key,
					'x-agent-token': token,
					'content-type': 'application/json',
				},
				body: JSON.stringify(args),
			})
			const text = await response.text()
			if (!response.ok) throw new Error(`${name} answered ${response.status}: ${text}`)
			return text ? JSON.parse(text) : null
		},
	}
}
