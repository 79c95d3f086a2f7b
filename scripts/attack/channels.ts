import { createClient } from '@supabase/supabase-js'
import { WebSocket } from 'ws'
import type { Attack } from './attack'
import type { Persona, World } from './world'

/** How long a channel that should answer gets, in ms. */
const ANSWER = 5_000

async function joins(world: World, who: Persona, topic: string, isPrivate: boolean): Promise<string> {
	const authorization = who.headers.authorization
	const client = createClient(world.stack.url, world.stack.publishable_key, {
		auth: { persistSession: false, autoRefreshToken: false },
		realtime: { transport: WebSocket as never },
	})
	try {
		await client.realtime.setAuth(authorization ? authorization.slice('Bearer '.length) : null)
		return await new Promise<string>((resolve) => {
			setTimeout(resolve, ANSWER, 'no answer')
			client.channel(topic, { config: { private: isPrivate } }).subscribe((status) => resolve(status))
		})
	} finally {
		await client.removeAllChannels()
		client.realtime.disconnect()
	}
}

const topics: [what: string, of: (world: World) => Promise<string> | string][] = [
	['the ledger’s topic', async (world) => `ledger:${world.ledgerId}:${await epochOf(world)}`],
	['the epoch before', async (world) => `ledger:${world.ledgerId}:${(await epochOf(world)) - 1}`],
	['the epoch to come', async (world) => `ledger:${world.ledgerId}:${(await epochOf(world)) + 1}`],
	['no epoch', (world) => `ledger:${world.ledgerId}`],
	['in capitals', async (world) => `ledger:${world.ledgerId.toUpperCase()}:${await epochOf(world)}`],
	['a wildcard', () => 'ledger:%'],
	['all', () => '*'],
	['SQL', () => "ledger:' or true --:0"],
]

async function epochOf(world: World): Promise<number> {
	const [row] = await world.stack.database.exclusive(() =>
		world.stack.database.query<{ epoch: number }>('select epoch from public.ledgers where id = $1', [
			world.ledgerId,
		]),
	)
	return Number(row!.epoch)
}

export const channelAttacks: Attack[] = (['anon', 'stranger', 'removed'] as const).flatMap((who) =>
	topics.flatMap(([what, of]) =>
		[true, false].map(
			(isPrivate): Attack => ({
				who,
				door: `${isPrivate ? 'a private' : 'a public'} channel`,
				what,
				run: async (world) => {
					const topic = await of(world)
					const status = await joins(world, world.people[who], topic, isPrivate)
					if (status !== 'SUBSCRIBED') return null
					// A public channel is another room: what counts is whether the ledger's changes come into it.
					return isPrivate ? `joined ${topic}` : await hears(world, world.people[who], topic)
				},
			}),
		),
	),
)

async function hears(world: World, who: Persona, topic: string): Promise<string | null> {
	const client = createClient(world.stack.url, world.stack.publishable_key, {
		auth: { persistSession: false, autoRefreshToken: false },
		realtime: { transport: WebSocket as never },
	})
	try {
		await client.realtime.setAuth(who.headers.authorization?.slice('Bearer '.length) ?? null)
		let heard: string | null = null
		const channel = client.channel(topic, { config: { private: false } })
		channel.on('broadcast', { event: '*' }, (message) => {
			heard = JSON.stringify(message).slice(0, 160)
		})
		await new Promise((resolve) => channel.subscribe(resolve))
		const item = { message_id: `heard.${Date.now()}.${Math.random()}`, description: 'x', amount: '1' }
		await world.ask(world.agents.record, '/rest/v1/inbox', { body: item })
		// The next read of the stack comes behind the broadcast.
		await world.ask(world.people.owner, '/rest/v1/ledgers?select=id')
		await new Promise((resolve) => setTimeout(resolve, 100))
		return heard
	} finally {
		await client.removeAllChannels()
		client.realtime.disconnect()
	}
}
