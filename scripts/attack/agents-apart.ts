import { randomUUID } from 'node:crypto'
import type { Attack } from './attack'
import { type Answer, fieldOf, makeAgent, type Persona, SECRET, type World } from './world'

// By somebody who did not build it: an agent with all that an agent may do but `correct`, against another of the same ledger whose
// ids it knows or guesses.

const call = (world: World, who: Persona, name: string, body: object) =>
	world.ask(who, `/rest/v1/rpc/${name}`, { body })

const post = (world: World, who: Persona, body: object) =>
	world.ask(who, '/rest/v1/inbox', { body, headers: { prefer: 'return=representation' } })

let rivals: Promise<Persona> | null = null
/** May record and converse, as the attacked one. */
const rival = (world: World): Promise<Persona> => {
	rivals ??= makeAgent(world.stack, world.people.owner, world.ledgerId, 'Rival', ['record', 'converse']).then(
		async (made) => {
			await world.settle()
			return made
		},
	)
	return rivals
}

/** What it reads of the other's words, and not what it sent itself. */
const seen = ({ status, text }: Answer) =>
	new RegExp(`(Feira|Farmácia|Refusado|Mercado) ${SECRET}`).test(text)
		? `${status} ${text.slice(0, 200)}`
		: null

/** Corrections of the attacked one's items, by every way of naming them: refused without a word of theirs. */
const NAMING: [what: string, item: object][] = [
	['restore', { action: 'restore', target_message_id: 'wamid.1' }],
	['restore with fields', { action: 'restore', target_message_id: 'wamid.1', amount: '1' }],
	['a refund of it', { action: 'record', kind: 'refund', target_message_id: 'wamid.1', amount: '1' }],
	['a completion', { action: 'amend', completes_message_id: 'wamid.3', amount: '1' }],
	['a completion of an item', { action: 'amend', completes_message_id: 'wamid.3', completes_item: 0 }],
	[
		'parts moved',
		{ action: 'amend', target_message_id: 'wamid.1', from_part: 1, parts_to: '2027-01', installments: 2 },
	],
	['parts cancelled', { action: 'amend', target_message_id: 'wamid.1', from_part: 1, parts_to: 'cancel' }],
	['words in it', { action: 'void', target_text: 'Feira' }],
	['words in it, to restore', { action: 'restore', target_text: 'Farmácia' }],
	['every word', { action: 'void', target_text: 'a' }],
	[
		'words and a target of its own',
		{ action: 'void', target_text: 'Feira', target_item: 0, target_message_id: 'rival.none' },
	],
	['nothing at all', { action: 'void' }],
	['nothing, as a sender of its', { action: 'void', sender: 'tel:5511999990000' }],
]

const naming: Attack[] = NAMING.map(([what, item]) => ({
	who: 'another agent',
	door: 'correcting another’s by',
	what,
	run: async (world) => {
		const who = await rival(world)
		const answer = await post(world, who, {
			message_id: `rival.${randomUUID()}`,
			description: item && 'kind' in item ? 'Estorno' : undefined,
			...item,
		})
		return seen(answer) ?? (answer.text.includes('"status":"accepted"') ? answer.text.slice(0, 160) : null)
	},
}))

const guessed: Attack[] = [
	{
		who: 'another agent',
		door: 'messages that are to come',
		what: 'taken before they arrive',
		run: async (world) => {
			const who = await rival(world)
			const message_id = `tg:1:${randomUUID()}`
			await call(world, who, 'agent_received', { message_id, contacts: [] })
			await call(world, who, 'agent_answered', { message_id })
			const { text } = await call(world, world.agents.victim, 'agent_received', { message_id, contacts: [] })
			return /"state" ?: ?"new"/.test(text) ? null : text
		},
	},
	{
		who: 'another agent',
		door: 'messages that are to come',
		what: 'called answered while another works on them',
		run: async (world) => {
			const who = await rival(world)
			const body = { message_id: `tg:1:${randomUUID()}`, contacts: [] }
			await call(world, world.agents.victim, 'agent_received', body)
			await call(world, who, 'agent_answered', { message_id: body.message_id })
			const { text } = await call(world, world.agents.victim, 'agent_received', body)
			return /"state" ?: ?"busy"/.test(text) ? null : text
		},
	},
	{
		who: 'another agent',
		door: 'replies that are to come',
		what: 'said to be about another purchase',
		run: async (world) => {
			const who = await rival(world)
			const reply = `tg:1:${randomUUID()}`
			await call(world, who, 'agent_replied', { message_id: 'wamid.1', reply_ids: [reply] })
			const { text } = await call(world, world.agents.victim, 'agent_thread', {
				message_id: 'x',
				about: reply,
			})
			return text.includes('Feira') ? 'the answer would be about wamid.1' : null
		},
	},
	{
		who: 'another agent',
		door: 'replies that are to come',
		what: 'taken, so that the other cannot name them',
		run: async (world) => {
			const who = await rival(world)
			const reply = `tg:1:${randomUUID()}`
			await call(world, who, 'agent_replied', { message_id: 'rival.x', reply_ids: [reply] })
			const named = await call(world, world.agents.victim, 'agent_replied', {
				message_id: 'wamid.2',
				reply_ids: [reply],
			})
			return named.status < 300 ? null : `${named.status} ${named.text}`
		},
	},
	{
		who: 'another agent',
		door: 'replies that are to come',
		what: 'its own reply, said to be to another’s message, and then undone',
		run: async (world) => {
			const who = await rival(world)
			const reply = `rival.${randomUUID()}`
			await call(world, who, 'agent_replied', { message_id: 'wamid.1', reply_ids: [reply] })
			const answer = await post(world, who, {
				message_id: `rival.${randomUUID()}`,
				action: 'void',
				target_message_id: reply,
			})
			return seen(answer) ?? (answer.text.includes('"accepted"') ? answer.text : null)
		},
	},
	...['wamid.1', 'wamid.3'].flatMap((about) => [
		{
			who: 'another agent',
			door: 'what was said around',
			what: about,
			run: async (world: World) =>
				seen(await call(world, await rival(world), 'agent_thread', { message_id: about, about })),
		},
		{
			who: 'another agent',
			door: 'saying that it was no repeat',
			what: about,
			run: async (world: World) => {
				const { text } = await call(world, await rival(world), 'agent_keep', { message_id: about, item: 0 })
				return text === 'true' ? 'taken' : null
			},
		},
		{
			who: 'another agent',
			door: 'keeping what nobody could read under the id of',
			what: about,
			run: async (world: World) => {
				const answer = await post(world, await rival(world), { message_id: about, action: 'keep' })
				return answer.status === 409 ? null : `${answer.status} ${answer.text.slice(0, 160)}`
			},
		},
	]),
]

/** Somebody's next "desfaz" means what they said to the agent that they write to, whatever another agent posts in their name. */
const inTheirName: Attack = {
	who: 'another agent',
	door: 'posting in somebody’s name',
	what: 'between their purchase and their "desfaz"',
	run: async (world) => {
		const who = await rival(world)
		const { victim } = world.agents
		const sender = 'tel:5511999990000'
		const said = `tel.${randomUUID()}`
		await post(world, victim, {
			message_id: said,
			description: `Padaria ${SECRET}`,
			amount: '7',
			sender,
			sent_at: new Date(Date.now() - 60_000).toISOString(),
		})
		await post(world, who, { message_id: `rival.${randomUUID()}`, description: 'Isca', amount: '9', sender })
		const undone = await post(world, victim, { message_id: `tel.${randomUUID()}`, action: 'void', sender })
		await world.settle()
		const before = JSON.parse(fieldOf(undone, 'before') === '[object Object]' ? undone.text : '[]') as {
			before: { description: string }
		}[]
		return before[0]?.before.description === `Padaria ${SECRET}` ? null : undone.text.slice(0, 200)
	},
}

const reminders: Attack[] = (['agent_reminders', 'agent_mute'] as const).map((name) => ({
	who: 'another agent',
	door: 'reminders of who writes to another',
	what: name,
	run: async (world) => {
		const { owner } = world.people
		const who = await rival(world)
		const contact = 'tg:77000'
		await world.ask(owner, '/rest/v1/contacts', {
			body: { ledger_id: world.ledgerId, address: contact, person_id: 1 },
		})
		await call(world, world.agents.victim, 'agent_received', {
			message_id: `tg:${randomUUID()}`,
			contacts: [contact],
			route: { door: 'telegram' },
		})
		await world.settle()
		const answer = await call(world, who, name, { contact })
		return answer.status >= 400 || answer.text === '[]'
			? null
			: `${answer.status} ${answer.text.slice(0, 160)}`
	},
}))

/** A transaction's id, as somebody has it from a file of the household's. */
const exported: Attack = {
	who: 'the agent foreign',
	door: 'asking whether another ledger has a transaction',
	what: 'by an id out of its file',
	run: async (world) => {
		const kept = await world.ask(
			world.people.owner,
			`/rest/v1/transactions?ledger_id=eq.${world.ledgerId}&select=id`,
		)
		const ids = (JSON.parse(kept.text) as { id: string }[]).map(({ id }) => id)
		if (ids.length === 0) throw new Error('the household has no transactions')
		const { text } = await call(world, world.agents.foreign, 'agent_recorded', { ids })
		return text === '[]' ? null : text.slice(0, 200)
	},
}

/** Tokens put together in one request. */
const BOTH: [what: string, headers: (mine: string, world: World) => Record<string, string>][] = [
	['two with a comma', (mine, world) => ({ 'x-agent-token': `${mine}, ${world.agents.victim.userId}` })],
	[
		'an id beside it',
		(mine, world) => ({ 'x-agent-token': mine, 'x-agent-id': world.agents.victim.userId! }),
	],
	[
		'a stranger’s session beside it',
		(mine, world) => ({
			'x-agent-token': mine,
			authorization: world.people.stranger.headers.authorization!,
		}),
	],
	['in another case', (mine) => ({ 'X-AGENT-TOKEN': mine })],
]

const together: Attack[] = BOTH.map(([what, headers]) => ({
	who: 'another agent',
	door: 'reading another’s items with its own token and',
	what,
	run: async (world) => {
		const who = await rival(world)
		const answer = await world.ask(
			{ name: 'both', headers: { apikey: world.stack.publishable_key } },
			'/rest/v1/inbox?select=*',
			{ headers: headers(who.headers['x-agent-token']!, world) },
		)
		return seen(answer)
	},
}))

export const apartAttacks: Attack[] = [
	...naming,
	...guessed,
	inTheirName,
	...reminders,
	exported,
	...together,
]
