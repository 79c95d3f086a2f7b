import { randomUUID } from 'node:crypto'
import { type Stack, startStack } from '../../local/stack/index'

/** What an answer was. */
export interface Answer {
	status: number
	text: string
	milliseconds: number
}

export interface Ask {
	method?: string
	/** Sent as JSON; a string goes as it is. */
	body?: unknown
	headers?: Record<string, string>
}

/** Somebody at the API: the headers that they send. */
export interface Persona {
	name: string
	headers: Record<string, string>
	userId?: string
}

/** In every text of the household that is attacked: whoever sees it has read what is not theirs. */
export const SECRET = 'SEGREDO-7391'

/** The longest that an answer may take: others wait meanwhile. */
const LONGEST = 8_000

const SETTINGS = [
	'categories',
	'sources',
	'cycles',
	'people',
	'budgets',
	'bill_closings',
	'recurring',
	'reminder_settings',
	'contacts',
	'members',
	'invitations',
]

/** What agents of the household post of their own is theirs to post: only what the attacked one posted is compared. */
const HOUSEHOLD = `
	select string_agg(line, E'\n' order by line) as all
	from (
		${SETTINGS.map((table) => `select '${table}' || to_jsonb(t)::text as line from public.${table} t where t.ledger_id = $1`).join(' union all ')}
		union all
		select 'agent' || (to_jsonb(t) - 'last_used_at')::text from public.agents t where t.ledger_id = $1
		union all
		select 'inbox' || to_jsonb(t)::text from public.inbox t where t.ledger_id = $1 and t.agent_id = $2
		union all
		select 'transaction' || to_jsonb(t)::text from public.transactions t where t.ledger_id = $1 and t.agent_id = $2
		union all
		select 'ledger' || jsonb_build_array(t.name, t.currency, t.timezone, t.epoch)::text from public.ledgers t where t.id = $1
	) lines`

/**
 * A household with all who are near it, on an embedded stack: who owns, edits, views, was removed, is a stranger with a
 * ledger of their own, and agents with each ability. Everything in it carries `SECRET`.
 */
export class World {
	private before = ''

	private constructor(
		readonly stack: Stack,
		readonly ledgerId: string,
		readonly people: Record<'anon' | 'stranger' | 'owner' | 'editor' | 'viewer' | 'removed', Persona>,
		readonly agents: Record<'victim' | 'record' | 'converse' | 'revoked' | 'foreign', Persona>,
		readonly strangersLedgerId: string,
	) {}

	static async open(): Promise<World> {
		const stack = await startStack({
			control: true,
			realtime: { delays: { joinError: 20, connectError: 20 } },
		})
		const anon: Persona = { name: 'anon', headers: { apikey: stack.publishable_key } }
		const person = (name: string) => signUp(stack, name)
		const [owner, editor, viewer, removed, stranger] = [
			await person('ana'),
			await person('eva'),
			await person('vera'),
			await person('rui'),
			await person('bia'),
		]
		const ledger = await ask(stack, owner, '/rest/v1/rpc/create_ledger', { body: { name: `Casa ${SECRET}` } })
		const ledgerId = fieldOf(ledger, 'id')
		const others = await ask(stack, stranger, '/rest/v1/rpc/create_ledger', { body: { name: 'Outra casa' } })
		for (const [who, role] of [
			[editor, 'editor'],
			[viewer, 'viewer'],
			[removed, 'viewer'],
		] as const)
			await join(stack, owner, who, ledgerId, role)
		await well(
			ask(stack, owner, '/rest/v1/rpc/remove_member', {
				body: { ledger_id: ledgerId, user_id: removed.userId },
			}),
		)
		const agent = (name: string, abilities: string[], at = ledgerId, by = owner) =>
			makeAgent(stack, by, at, name, abilities)
		const agents = {
			victim: await agent('WhatsApp', ['record', 'converse']),
			record: await agent('Importador', ['record']),
			converse: await agent('Perguntas', ['converse']),
			revoked: await agent('Antigo', ['record', 'converse', 'correct']),
			foreign: await agent(
				'De outra casa',
				['record', 'converse', 'correct'],
				fieldOf(others, 'id'),
				stranger,
			),
		}
		await well(ask(stack, owner, '/rest/v1/rpc/revoke_agent', { body: { agent_id: agents.revoked.userId } }))
		const people = { anon, owner, editor, viewer, removed, stranger }
		const world = new World(stack, ledgerId, people, agents, fieldOf(others, 'id'))
		await world.furnish()
		await world.settle()
		return world
	}

	/** Asks the API as somebody. */
	ask(who: Persona, path: string, options: Ask = {}): Promise<Answer> {
		return ask(this.stack, who, path, options)
	}

	/** Takes the household as it is for what it should be: after what its own people did. */
	async settle(): Promise<void> {
		this.before = await this.household()
	}

	/** What an attack did beside its own answer: changed the household, or left the stack answering nobody. */
	async harm(): Promise<string | null> {
		const now = await this.household()
		if (now === this.before) return null
		this.before = now
		return now.includes(SECRET)
			? 'the household is not what it was'
			: `its own people are refused: ${now.slice(0, 200)}`
	}

	close(): Promise<void> {
		return this.stack.close()
	}

	/** Everything of the household that others may not change, and whether its owner still reads it. */
	private async household(): Promise<string> {
		const { database } = this.stack
		const [row] = await database.exclusive(() =>
			database.query<{ all: string }>(HOUSEHOLD, [this.ledgerId, this.agents.victim.userId]),
		)
		const owner = await this.ask(this.people.owner, `/rest/v1/ledgers?id=eq.${this.ledgerId}&select=name`)
		return owner.text.includes(SECRET) ? row!.all : `${owner.status} ${owner.text}`
	}

	private async furnish(): Promise<void> {
		const { owner } = this.people
		const make = (table: string, row: object) =>
			well(this.ask(owner, `/rest/v1/${table}`, { body: { ledger_id: this.ledgerId, ...row } }))
		await make('categories', { name: `Mercado ${SECRET}`, color: 1 })
		await make('sources', { name: `Nubank ${SECRET}` })
		await make('cycles', { source_id: 1, closing_day: 5, due_day: 12 })
		await make('people', { name: `Ana ${SECRET}` })
		await make('budgets', { month: '2026-11-01', amount_cents: 123_400 })
		const items = [
			{
				message_id: 'wamid.1',
				description: `Feira ${SECRET}`,
				amount: '52,90',
				category: `Mercado ${SECRET}`,
			},
			{
				message_id: 'wamid.2',
				description: `Farmácia ${SECRET}`,
				amount: '19,90',
				payload: { message: SECRET },
			},
			{ message_id: 'wamid.3', description: `Refusado ${SECRET}`, amount: 'abc' },
		]
		for (const item of items) await well(this.ask(this.agents.victim, '/rest/v1/inbox', { body: item }))
	}
}

/** An id of nothing. */
export const nowhere = () => randomUUID()

/** A field of an answer's one row. @throws when it was no success */
export function fieldOf(answer: Answer, name: string): string {
	if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
	const value: unknown = JSON.parse(answer.text)
	const row = (Array.isArray(value) ? value[0] : value) as Record<string, unknown>
	return String(row[name])
}

async function ask(
	stack: Stack,
	who: Persona,
	path: string,
	{ method, body, headers }: Ask,
): Promise<Answer> {
	const began = performance.now()
	const answer = await fetch(stack.url + path, {
		method: method ?? (body === undefined ? 'GET' : 'POST'),
		headers: { 'content-type': 'application/json', ...who.headers, ...headers },
		body:
			body === undefined || typeof body === 'string' ? (body as string | undefined) : JSON.stringify(body),
		signal: AbortSignal.timeout(LONGEST),
		redirect: 'manual',
	})
	const text = await answer.text()
	return { status: answer.status, text, milliseconds: performance.now() - began }
}

async function well(asked: Promise<Answer>): Promise<Answer> {
	const answer = await asked
	if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
	return answer
}

const emailOf = (name: string) => `${name}@example.com`

export async function signUp(stack: Stack, name: string): Promise<Persona> {
	const admin: Persona = {
		name: 'admin',
		headers: { apikey: stack.secret_key, authorization: `Bearer ${stack.secret_key}` },
	}
	const account = { email: emailOf(name), password: `senha-de-${name}-73` }
	const user = await ask(stack, admin, '/auth/v1/admin/users', { body: { ...account, email_confirm: true } })
	const anon: Persona = { name, headers: { apikey: stack.publishable_key } }
	const session = await ask(stack, anon, '/auth/v1/token?grant_type=password', { body: account })
	const token = fieldOf(session, 'access_token')
	return { name, headers: { ...anon.headers, authorization: `Bearer ${token}` }, userId: fieldOf(user, 'id') }
}

export async function join(
	stack: Stack,
	owner: Persona,
	who: Persona,
	ledgerId: string,
	role: string,
): Promise<void> {
	await well(
		ask(stack, owner, '/rest/v1/rpc/invite_member', {
			body: { ledger_id: ledgerId, email: emailOf(who.name), role },
		}),
	)
	const asked = await ask(stack, who, '/rest/v1/rpc/my_invitations', { body: {} })
	for (const { id } of JSON.parse(asked.text) as { id: string }[])
		await well(ask(stack, who, '/rest/v1/rpc/accept_invitation', { body: { invitation_id: id } }))
}

export async function makeAgent(
	stack: Stack,
	by: Persona,
	ledgerId: string,
	name: string,
	abilities: string[],
): Promise<Persona> {
	const made = await ask(stack, by, '/rest/v1/rpc/create_agent', {
		body: { ledger_id: ledgerId, name, abilities },
	})
	return {
		name,
		headers: { apikey: stack.publishable_key, 'x-agent-token': fieldOf(made, 'token') },
		userId: fieldOf(made, 'id'),
	}
}
