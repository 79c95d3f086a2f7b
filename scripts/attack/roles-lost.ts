import { randomUUID } from 'node:crypto'
import type { Attack } from './attack'
import { type Answer, fieldOf, join, makeAgent, type Persona, signUp, type World } from './world'

// By somebody who did not build it: what people keep when they lose a role or a contact, and what they start in the moment before.

const done = ({ status, text }: Answer) => (status < 300 ? `${status} ${text.slice(0, 160)}` : null)

const call = (world: World, who: Persona, name: string, body: object) =>
	world.ask(who, `/rest/v1/rpc/${name}`, { body })

/** Somebody new in the stranger's house, which nobody else is attacked in. */
async function guest(world: World, role: 'owner' | 'editor' | 'viewer'): Promise<Persona> {
	const who = await signUp(world.stack, `guest-${randomUUID().slice(0, 8)}`)
	await join(world.stack, world.people.stranger, who, world.strangersLedgerId, role)
	return who
}

const house = (world: World, more: object = {}) => ({ ledger_id: world.strangersLedgerId, ...more })
const remove = (world: World, who: Persona) =>
	call(world, world.people.stranger, 'remove_member', house(world, { user_id: who.userId }))
const demote = (world: World, who: Persona, role: string) =>
	call(world, world.people.stranger, 'set_member_role', house(world, { user_id: who.userId, role }))
const deleteAccount = async (world: World, who: Persona) => {
	const { database } = world.stack
	await database.exclusive(() => database.query('delete from auth.users where id = $1', [who.userId]))
}

const withToken = (world: World, token: string): Persona => ({
	name: 'agent',
	headers: { apikey: world.stack.publishable_key, 'x-agent-token': token },
})

const WAYS_OUT: [string, (world: World, who: Persona) => Promise<unknown>][] = [
	['removed', remove],
	['a viewer now', (world, who) => demote(world, who, 'viewer')],
	['without an account', deleteAccount],
]

const tokens: Attack[] = WAYS_OUT.flatMap(([what, leave]) =>
	(['reading', 'writing'] as const).map(
		(how): Attack => ({
			who: 'a former editor',
			door: `${how} by their import token`,
			what,
			run: async (world) => {
				const who = await guest(world, 'editor')
				const token = JSON.parse((await call(world, who, 'import_token', house(world))).text) as string
				const agent = withToken(world, token)
				const item = () => ({ message_id: `import:${randomUUID()}`, description: 'Feira', amount: '1' })
				await world.ask(agent, '/rest/v1/inbox', { body: item() })
				await leave(world, who)
				if (how === 'writing') return done(await world.ask(agent, '/rest/v1/inbox', { body: item() }))
				const read = await world.ask(agent, '/rest/v1/inbox?select=description')
				return read.text === '[]' || read.status >= 400 ? null : `${read.status} ${read.text.slice(0, 160)}`
			},
		}),
	),
)

async function person(world: World): Promise<number> {
	const made = await world.ask(world.people.stranger, '/rest/v1/people?select=id', {
		body: house(world, { name: `P ${randomUUID().slice(0, 8)}` }),
		headers: { prefer: 'return=representation' },
	})
	return Number(fieldOf(made, 'id'))
}

const codeBy = async (world: World, who: Persona, person_id: number) =>
	fieldOf(await call(world, who, 'create_join_code', house(world, { person_id })), 'code')

const address = () => `tg:${Math.floor(Math.random() * 1e15)}`

const enter = async (world: World, code: string, contact: string) => {
	const { text } = await call(world, world.agents.foreign, 'agent_join', { code, contact })
	return text.includes('"joined" : true') || text.includes('"joined":true') ? text : null
}

const codes: Attack[] = [
	{
		who: 'a former editor',
		door: 'writing to the agent',
		what: 'by a code that they made before',
		run: async (world) => {
			const who = await guest(world, 'editor')
			const code = await codeBy(world, who, await person(world))
			await remove(world, who)
			return enter(world, code, address())
		},
	},
	{
		who: 'a removed contact',
		door: 'writing to the agent',
		what: 'by the code that let them in once',
		run: async (world) => {
			const { stranger } = world.people
			const code = await codeBy(world, stranger, await person(world))
			const contact = address()
			if (!(await enter(world, code, contact))) throw new Error('the code did not let them in at first')
			await world.ask(stranger, `/rest/v1/contacts?address=eq.${contact}`, { method: 'DELETE' })
			return enter(world, code, contact)
		},
	},
	{
		who: 'many newcomers',
		door: 'writing to the agent',
		what: 'with one code, at once',
		run: async (world) => {
			const code = await codeBy(world, world.people.stranger, await person(world))
			const all = await Promise.all(Array.from({ length: 8 }, () => enter(world, code, address())))
			const inside = all.filter((answer) => answer !== null).length
			return inside === 1 ? null : `${inside} of them came in`
		},
	},
	{
		who: 'many newcomers',
		door: 'writing to the agent',
		what: 'guessing codes, from a new address each time',
		run: async (world) => {
			// A house of its own: it lets nobody in for the rest of the day.
			const who = await signUp(world.stack, `guest-${randomUUID().slice(0, 8)}`)
			const id = fieldOf(await call(world, who, 'create_ledger', { name: 'Terceira casa' }), 'id')
			const agent = await makeAgent(world.stack, who, id, 'x', ['converse'])
			for (let k = 0; k < 50; k++)
				await call(world, agent, 'agent_join', { code: `A${k}BCDEFG`, contact: address() })
			const { text } = await call(world, agent, 'agent_join', { code: 'AZBCDEFG', contact: address() })
			return text.includes('try_tomorrow') ? null : text
		},
	},
]

async function addressOf(world: World, email: string): Promise<string> {
	const who = await signUp(world.stack, email)
	return (await call(world, who, 'my_invitations', {})).text
}

const invitations: Attack[] = [
	...WAYS_OUT.map(
		([what, leave]): Attack => ({
			who: 'a former owner',
			door: 'coming back by a second account, invited before',
			what,
			run: async (world) => {
				const who = await guest(world, 'owner')
				const second = `second-${randomUUID().slice(0, 8)}`
				await call(
					world,
					who,
					'invite_member',
					house(world, { email: `${second}@example.com`, role: 'owner' }),
				)
				await leave(world, who)
				const asked = await addressOf(world, second)
				return asked === '[]' ? null : asked
			},
		}),
	),
	{
		who: 'an invited person',
		door: 'an invitation',
		what: 'accepted eight times at once, and declined meanwhile',
		run: async (world) => {
			const name = `guest-${randomUUID().slice(0, 8)}`
			const who = await signUp(world.stack, name)
			const made = await call(
				world,
				world.people.stranger,
				'invite_member',
				house(world, { email: `${name}@example.com`, role: 'viewer' }),
			)
			const body = { invitation_id: JSON.parse(made.text) as string }
			const answers = await Promise.all(
				Array.from({ length: 8 }, (_, k) =>
					call(world, who, k === 4 ? 'decline_invitation' : 'accept_invitation', body),
				),
			)
			const taken = answers.filter(({ status }) => status < 300).length
			return taken === 1 ? null : `answered ${taken} times: ${answers.map(({ status }) => status)}`
		},
	},
	{
		who: 'an invited person',
		door: 'an invitation',
		what: 'accepted after it was taken back',
		run: async (world) => {
			const name = `guest-${randomUUID().slice(0, 8)}`
			const who = await signUp(world.stack, name)
			const made = await call(
				world,
				world.people.stranger,
				'invite_member',
				house(world, { email: `${name}@example.com`, role: 'owner' }),
			)
			const invitation_id = JSON.parse(made.text) as string
			await world.ask(world.people.stranger, `/rest/v1/invitations?id=eq.${invitation_id}`, {
				method: 'DELETE',
			})
			return done(await call(world, who, 'accept_invitation', { invitation_id }))
		},
	},
	{
		who: 'a viewer',
		door: 'an invitation',
		what: 'of themselves, as an owner, by an owner’s mistake: no role changes by it',
		run: async (world) => {
			const who = await guest(world, 'viewer')
			const made = await call(
				world,
				world.people.stranger,
				'invite_member',
				house(world, { email: `${who.name}@example.com`, role: 'owner' }),
			)
			return done(made)
		},
	},
]

const races: Attack[] = [
	{
		who: 'two owners',
		door: 'removing',
		what: 'each other at once: somebody owns it after that',
		run: async (world) => {
			const { stranger } = world.people
			const who = await guest(world, 'owner')
			const out = (by: Persona, whom: Persona) =>
				call(world, by, 'remove_member', house(world, { user_id: whom.userId }))
			await Promise.all([
				out(who, stranger),
				out(stranger, who),
				out(who, who),
				out(stranger, stranger),
				demote(world, who, 'viewer'),
			])
			const { database } = world.stack
			const owners = await database.exclusive(() =>
				database.query<{ user_id: string }>(
					`select user_id from public.members where ledger_id = $1 and role = 'owner'`,
					[world.strangersLedgerId],
				),
			)
			// The house is the stranger's again, for what comes after.
			await database.exclusive(() =>
				database.query(
					`insert into public.members (ledger_id, user_id, role) values ($1, $2, 'owner')
					on conflict on constraint members_pkey do update set role = 'owner'`,
					[world.strangersLedgerId, stranger.userId],
				),
			)
			return owners.length > 0 ? null : 'nobody owns it'
		},
	},
	...(['create_agent', 'invite_member', 'import_token', 'create_join_code'] as const).map(
		(name): Attack => ({
			who: 'an owner who is removed',
			door: 'calls that began before',
			what: `${name}, twenty at once with the removal`,
			run: async (world) => {
				const who = await guest(world, 'owner')
				const person_id = await person(world)
				const body = {
					create_agent: { name: 'Meu' },
					invite_member: { email: `x-${randomUUID().slice(0, 8)}@example.com`, role: 'owner' },
					import_token: {},
					create_join_code: { person_id },
				}[name]
				const calls = Array.from({ length: 10 }, () => call(world, who, name, house(world, body)))
				const removal = remove(world, who)
				const later = Array.from({ length: 10 }, () => call(world, who, name, house(world, body)))
				await Promise.all([...calls, removal, ...later])
				const { database } = world.stack
				// An agent made in time stays, as owners' agents do; the rest is theirs no more.
				const [left] = await database.exclusive(() =>
					database.query<{ count: number }>(
						`select (select count(*) from public.invitations where invited_by = $1)
							+ (select count(*) from private.agent_tokens where made_for = $1)
							+ (select count(*) from private.join_codes where created_by = $1) as count`,
						[who.userId],
					),
				)
				for (const answer of await Promise.all(calls))
					if (name === 'create_agent' && answer.status < 300)
						await call(world, world.people.stranger, 'revoke_agent', { agent_id: fieldOf(answer, 'id') })
				return Number(left!.count) === 0 ? null : `${left!.count} of them stayed`
			},
		}),
	),
	{
		who: 'a former editor',
		door: 'undoing what they did before',
		what: 'a deleted name, by the id that they kept',
		run: async (world) => {
			const who = await guest(world, 'editor')
			const made = await call(
				world,
				who,
				'delete_label',
				house(world, { what: 'person', id: await person(world) }),
			)
			await remove(world, who)
			return done(await call(world, who, 'undo_label', house(world, { undo: fieldOf(made, 'undo') })))
		},
	},
]

export const roleAttacks: Attack[] = [...tokens, ...codes, ...invitations, ...races]
