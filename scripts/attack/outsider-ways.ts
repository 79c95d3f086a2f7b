import { spawnSync } from 'node:child_process'
import { createClient } from '@supabase/supabase-js'
import { WebSocket } from 'ws'
import { checkConfig } from '../../src/backend/config'
import { connectSources, contentSecurityPolicy } from '../build/headers'
import type { Attack } from './attack'
import { type Answer, type Persona, SECRET } from './world'

// Attacks by somebody who did not build it, and looks for what its makers did not think of: tokens in other places, spoken channels, addresses.

const seen = ({ status, text }: Answer) => (text.includes(SECRET) ? `${status} ${text.slice(0, 160)}` : null)

const done = ({ status, text }: Answer) => (status < 300 ? `${status} ${text.slice(0, 160)}` : null)

const agents: Attack[] = [
	{
		who: 'the agent record',
		door: 'another agent’s messages',
		what: 'another item of its message',
		run: async (world) => {
			const body = { message_id: 'wamid.1', item: 7, description: 'x', amount: '1' }
			return seen(
				await world.ask(world.agents.record, '/rest/v1/inbox', {
					body,
					headers: { prefer: 'return=representation' },
				}),
			)
		},
	},
	{
		who: 'the agent converse',
		door: 'another agent’s messages',
		what: 'its replies as one’s own',
		run: async (world) =>
			seen(
				await world.ask(world.agents.converse, '/rest/v1/rpc/agent_replied', {
					body: { message_id: 'wamid.1', reply_ids: ['wamid.2', 'x'] },
				}),
			),
	},
	...[{ about: 'wamid.1' }, { about: 'wamid.3' }, { message_id: 'wamid.1' }, {}].map(
		(more): Attack => ({
			who: 'the agent converse',
			door: 'another agent’s messages',
			what: `what was said before, ${JSON.stringify(more)}`,
			run: async (world) =>
				seen(
					await world.ask(world.agents.converse, '/rest/v1/rpc/agent_thread', {
						body: { message_id: 'x', ...more },
					}),
				),
		}),
	),
	{
		who: 'the agent converse',
		door: 'guessing a code to join',
		what: 'sixty tries',
		run: async (world) => {
			const answers: string[] = []
			for (let k = 0; k < 60; k++) {
				const { status, text } = await world.ask(world.agents.converse, '/rest/v1/rpc/agent_join', {
					body: {
						code: `AAAAAA${String(k).padStart(2, 'A')}`,
						contact: `tel:55119999800${String(k % 20).padStart(2, '0')}`,
					},
				})
				answers.push(`${status} ${text}`)
			}
			return answers.at(-1)!.includes('try_tomorrow') ? null : answers.at(-1)!
		},
	},
	{
		who: 'the agent record',
		door: 'a token in another place',
		what: 'in the address',
		run: async (world) => {
			const token = world.agents.victim.headers['x-agent-token']
			return seen(await world.ask(world.people.anon, `/rest/v1/inbox?select=*&x-agent-token=eq.${token}`))
		},
	},
	{
		who: 'the agent record',
		door: 'a token in another place',
		what: 'as a session',
		run: async (world) => {
			const token = world.agents.victim.headers['x-agent-token']
			const who = { name: 'x', headers: { ...world.people.anon.headers, authorization: `Bearer ${token}` } }
			return seen(await world.ask(who, '/rest/v1/transactions?select=*'))
		},
	},
	{
		who: 'viewer',
		door: 'a token in another place',
		what: 'a token that is not theirs beside their session',
		run: async (world) => {
			const headers = {
				...world.people.viewer.headers,
				'x-agent-token': world.agents.revoked.headers['x-agent-token']!,
			}
			return done(
				await world.ask({ name: 'x', headers }, '/rest/v1/inbox', {
					body: { message_id: 'both', description: 'x', amount: '1' },
				}),
			)
		},
	},
]

/** A hint made by somebody who may only read: open pages would believe it. */
const spoofing: Attack[] = (['stranger', 'removed', 'viewer'] as const).map((who) => ({
	who,
	door: 'speaking on the ledger’s channel',
	what: 'a change that is none',
	run: async (world) => {
		const topicRow = await world.stack.database.exclusive(() =>
			world.stack.database.query<{ epoch: number }>('select epoch from public.ledgers where id = $1', [
				world.ledgerId,
			]),
		)
		const topic = `ledger:${world.ledgerId}:${topicRow[0]!.epoch}`
		const client = async (persona: Persona) => {
			const made = createClient(world.stack.url, world.stack.publishable_key, {
				auth: { persistSession: false, autoRefreshToken: false },
				realtime: { transport: WebSocket as never },
			})
			await made.realtime.setAuth(persona.headers.authorization!.slice('Bearer '.length))
			return made
		}
		const [listener, speaker] = [await client(world.people.owner), await client(world.people[who])]
		try {
			let heard: string | null = null
			const ear = listener.channel(topic, { config: { private: true } })
			ear.on('broadcast', { event: 'changes' }, (message) => {
				if (JSON.stringify(message).includes('spoofed')) heard = 'the owner’s page heard it'
			})
			await new Promise((resolve) => ear.subscribe(resolve))
			const mouth = speaker.channel(topic, { config: { private: true } })
			await new Promise((resolve) => mouth.subscribe(resolve))
			await mouth
				.send({ type: 'broadcast', event: 'changes', payload: { from: 0, to: 99, spoofed: true } })
				.catch(() => {})
			await world.ask(world.people.owner, '/rest/v1/ledgers?select=id')
			await new Promise((resolve) => setTimeout(resolve, 100))
			return heard
		} finally {
			for (const open of [listener, speaker]) {
				await open.removeAllChannels()
				open.realtime.disconnect()
			}
		}
	},
}))

const ADDRESSES = [
	'https://abcd.supabase.co@evil.example',
	'https://evil.example#.supabase.co',
	'https://evil.example?.supabase.co',
	'https://a; script-src *',
	'https://a"><script>',
	"https://a'; default-src *",
	'https://a\nscript-src *',
	'https://*',
	'https://*.co',
	'data:text/html,x',
	'javascript:alert(1)',
	'file:///etc/passwd',
	'http://evil.example',
	'https://[::1',
	'https://a b',
	'https://a,b',
]

const addresses: Attack[] = ADDRESSES.flatMap((address): Attack[] => [
	{
		who: 'whoever sets up the page',
		door: 'an address that is more than one',
		what: JSON.stringify(address),
		run: async () => {
			let taken: string
			try {
				taken = checkConfig({ supabaseUrl: address, publishableKey: 'sb_publishable_a' })!.supabaseUrl
			} catch {
				return null
			}
			const policy = contentSecurityPolicy(connectSources(taken))
			return /\*|[\n"]/.test(policy) ||
				policy.split(';').length !== contentSecurityPolicy([]).split(';').length
				? policy
				: `taken as ${taken}`
		},
	},
	{
		who: 'whoever starts the container',
		door: 'an address that is more than one',
		what: JSON.stringify(address),
		run: async () => {
			const { status } = spawnSync('sh', ['docker/start', 'true'], {
				env: { PATH: process.env.PATH, SUPABASE_URL: address, SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_a' },
			})
			// Plain http may be a home's own; the page itself refuses it elsewhere.
			return status === 0 && address !== 'http://evil.example' ? 'it starts' : null
		},
	},
])

export const wayAttacks: Attack[] = [...agents, ...spoofing, ...addresses]
