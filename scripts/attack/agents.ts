import type { Attack } from './attack'
import { AGENT_DOORS } from './functions'
import { type Answer, type Persona, SECRET, type World } from './world'

type Agent = keyof World['agents']

const seen = ({ status, text }: Answer) => (text.includes(SECRET) ? `${status} ${text.slice(0, 200)}` : null)

const post = (world: World, who: Persona, body: object, headers: Record<string, string> = {}) =>
	world.ask(who, '/rest/v1/inbox', { body, headers: { prefer: 'return=representation', ...headers } })

let posted = 0
const fresh = () => `attack.${++posted}`

/** On another agent's messages, whose ids are in files and bubbles: nothing happens, and nothing is told. */
const TARGETS: [what: string, body: object][] = [
	['amend by its id', { action: 'amend', target_message_id: 'wamid.1', amount: '1,00' }],
	[
		'amend by its id and item',
		{ action: 'amend', target_message_id: 'wamid.1', target_item: 0, description: 'outra' },
	],
	['void by its id', { action: 'void', target_message_id: 'wamid.2' }],
	['restore by its id', { action: 'restore', target_message_id: 'wamid.2' }],
	['put a refused one right', { action: 'amend', target_message_id: 'wamid.3', amount: '9,99' }],
	['amend the newest', { action: 'amend', amount: '1,00' }],
	['void the newest', { action: 'void' }],
	['amend to nothing new', { action: 'amend', target_message_id: 'wamid.1' }],
	['amend into what is refused', { action: 'amend', target_message_id: 'wamid.1', amount: 'abc' }],
	['refund of it', { kind: 'refund', target_message_id: 'wamid.1', description: 'x', amount: '1' }],
	[
		'complete its correction',
		{ action: 'amend', completes_message_id: 'wamid.3', target_message_id: 'wamid.1', amount: '2' },
	],
]

const onAnothers: Attack[] = (['record', 'foreign'] as const).flatMap((agent) => [
	...TARGETS.map(
		([what, body]): Attack => ({
			who: `the agent ${agent}`,
			door: 'another agent’s messages',
			what,
			run: async (world) => seen(await post(world, world.agents[agent], { message_id: fresh(), ...body })),
		}),
	),
	{
		who: `the agent ${agent}`,
		door: 'another agent’s messages',
		what: 'the same id again, plain',
		run: async (world) =>
			seen(await post(world, world.agents[agent], { message_id: 'wamid.1', description: 'x', amount: '1' })),
	},
	{
		who: `the agent ${agent}`,
		door: 'another agent’s messages',
		what: 'the same id again, merged',
		run: async (world) => {
			const headers = { prefer: 'resolution=merge-duplicates,return=representation' }
			return seen(
				await post(
					world,
					world.agents[agent],
					{ message_id: 'wamid.1', description: 'x', amount: '1' },
					headers,
				),
			)
		},
	},
	...[
		'inbox?select=*',
		'transactions?select=*',
		'inbox?select=*,agents(name)',
		'agents?select=*',
		'categories?select=*',
		'members?select=*',
		'ledgers?select=*',
		'bill_items?select=*',
		'contacts?select=*',
	].map(
		(path): Attack => ({
			who: `the agent ${agent}`,
			door: 'reading',
			what: path,
			run: async (world) => seen(await world.ask(world.agents[agent], `/rest/v1/${path}`)),
		}),
	),
])

/** What abilities do not cover. */
const abilities: Attack[] = [
	...AGENT_DOORS.flatMap(({ name, body }): Attack[] =>
		(['record', 'revoked', 'foreign'] as const).map((agent) => ({
			who: `the agent ${agent}`,
			door: 'calling an agent’s function',
			what: name,
			run: async (world) => {
				const answer = await world.ask(world.agents[agent], `/rest/v1/rpc/${name}`, { body })
				// The one that needs no more than `record` tells of nothing but the ids it is asked about.
				if (name === 'agent_recorded' && agent === 'record') return answer.text === '[]' ? null : answer.text
				if (agent !== 'foreign' && answer.status < 300) return `${answer.status} ${answer.text.slice(0, 200)}`
				return seen(answer)
			},
		})),
	),
	...(['converse', 'revoked'] as Agent[]).flatMap((agent): Attack[] => [
		{
			who: `the agent ${agent}`,
			door: 'posting',
			what: 'a purchase',
			run: async (world) => {
				const answer = await post(world, world.agents[agent], {
					message_id: fresh(),
					description: 'x',
					amount: '1',
				})
				return answer.status < 300 ? `${answer.status} ${answer.text}` : null
			},
		},
		{
			who: `the agent ${agent}`,
			door: 'reading',
			what: 'the inbox',
			run: async (world) => seen(await world.ask(world.agents[agent], '/rest/v1/inbox?select=*')),
		},
	]),
]

/** Columns that are the database's to fill. */
const FORGED: object[] = [
	{ status: 'accepted' },
	{ amount_cents: 1 },
	{ revision: 1 },
	{ transaction_id: '5f0c3b1e-0000-4000-8000-00000000a0a0' },
	{ received_at: '2020-01-01T00:00:00Z' },
	{ dismissed_at: '2020-01-01T00:00:00Z' },
	{ id: '5f0c3b1e-0000-4000-8000-00000000a0a0' },
	{ reason: 'x' },
]

const forging: Attack[] = [
	...FORGED.map(
		(column): Attack => ({
			who: 'the agent record',
			door: 'posting what is not its to say',
			what: JSON.stringify(column),
			run: async (world) => {
				const answer = await post(world, world.agents.record, {
					message_id: fresh(),
					description: 'x',
					amount: '1',
					...column,
				})
				return answer.status < 300 ? `${answer.status} ${answer.text}` : null
			},
		}),
	),
	{
		who: 'the agent foreign',
		door: 'posting what is not its to say',
		what: 'into another’s ledger',
		run: async (world) => {
			const body = { message_id: fresh(), description: 'x', amount: '1', ledger_id: world.ledgerId }
			const answer = await post(world, world.agents.foreign, body)
			return answer.status < 300 ? `${answer.status} ${answer.text}` : null
		},
	},
	{
		who: 'the agent foreign',
		door: 'posting what is not its to say',
		what: 'as another’s agent',
		run: async (world) => {
			const body = {
				message_id: fresh(),
				description: 'x',
				amount: '1',
				agent_id: world.agents.victim.userId,
			}
			const answer = await post(world, world.agents.foreign, body)
			return answer.status < 300 ? `${answer.status} ${answer.text}` : null
		},
	},
	...['PATCH', 'DELETE', 'PUT'].map(
		(method): Attack => ({
			who: 'the agent victim',
			door: 'changing what was posted',
			what: method,
			run: async (world) => {
				const answer = await world.ask(world.agents.victim, '/rest/v1/inbox?message_id=eq.wamid.1', {
					method,
					body: { description: 'outra' },
				})
				return answer.status < 300 ? `${answer.status} ${answer.text}` : null
			},
		}),
	),
]

/** Tokens near to a right one. */
const TOKENS: [what: string, of: (token: string) => string][] = [
	['none', () => ''],
	['another form', () => 'x'],
	['one letter less', (token) => token.slice(0, -1)],
	['one letter more', (token) => `${token}0`],
	['in capitals', (token) => token.toUpperCase()],
	['with a quote', (token) => `${token}' or '1'='1`],
	['its hash', (token) => `\\x${Buffer.from(token).toString('hex')}`],
	['a wildcard', () => 'painel_%'],
	['very long', () => 'painel_'.padEnd(7_000, 'a')],
	['null', () => 'null'],
	['JSON', () => '{"token":true}'],
]

const tokens: Attack[] = TOKENS.map(([what, of]) => ({
	who: 'anybody',
	door: 'posting with a token that is near',
	what,
	run: async (world) => {
		const token = of(world.agents.victim.headers['x-agent-token']!)
		const who = { ...world.people.anon, headers: { ...world.people.anon.headers, 'x-agent-token': token } }
		const answer = await post(world, who, { message_id: fresh(), description: 'x', amount: '1' })
		if (answer.status < 300) return `${answer.status} ${answer.text}`
		return token.length > 10 && answer.text.includes(token) ? 'the answer repeats the token' : null
	},
}))

export const agentAttacks: Attack[] = [...onAnothers, ...abilities, ...forging, ...tokens]
