import { WebSocket } from 'ws'
import { until } from '../../local/testing/realtime-client'
import type { Attack } from './attack'
import type { Persona, World } from './world'

// By somebody who did not build it: the channel's own protocol, without a client library between.

/** So long a thing that should not come is waited for, in ms: the write itself has been answered before. */
const MOMENT = 150

const bearer = (who: Persona) => who.headers.authorization?.slice('Bearer '.length) ?? ''

class Socket {
	readonly heard: string[] = []
	private readonly socket: WebSocket
	private ref = 0

	constructor(world: World) {
		this.socket = new WebSocket(
			`${world.stack.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${world.stack.publishable_key}&vsn=2.0.0`,
		)
		this.socket.on('message', (data) => this.heard.push(String(data)))
		this.socket.on('error', () => {})
	}

	opened(): Promise<unknown> {
		return until(() => this.socket.readyState !== WebSocket.CONNECTING, 'the socket')
	}

	send(topic: string, event: string, payload: unknown, joinRef = '1'): void {
		this.raw(JSON.stringify([joinRef, String(++this.ref + 100), topic, event, payload]))
	}

	raw(frame: string | Buffer): void {
		if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame)
	}

	/** Joins, and answers whether it was let in. */
	async join(topic: string, token: string, config: object = {}): Promise<boolean> {
		const ref = String(++this.ref)
		this.raw(
			JSON.stringify([
				ref,
				ref,
				`realtime:${topic}`,
				'phx_join',
				{ config: { private: true, broadcast: {}, presence: {}, ...config }, access_token: token },
			]),
		)
		const answer = await until(
			() =>
				this.socket.readyState !== WebSocket.OPEN
					? 'closed'
					: this.heard.find((frame) => frame.startsWith(`["${ref}","${ref}"`) && frame.includes('phx_reply')),
			`an answer to joining ${topic.slice(0, 60)}`,
		)
		return answer.includes('"status":"ok"')
	}

	close(): void {
		this.socket.terminate()
	}
}

async function withSockets<T>(
	world: World,
	count: number,
	work: (sockets: Socket[]) => Promise<T>,
): Promise<T> {
	const sockets = Array.from({ length: count }, () => new Socket(world))
	try {
		await Promise.all(sockets.map((socket) => socket.opened()))
		return await work(sockets)
	} finally {
		for (const socket of sockets) socket.close()
	}
}

async function topicOf(world: World): Promise<string> {
	const [row] = await world.stack.database.exclusive(() =>
		world.stack.database.query<{ epoch: number }>('select epoch from public.ledgers where id = $1', [
			world.ledgerId,
		]),
	)
	return `ledger:${world.ledgerId}:${row!.epoch}`
}

/** A purchase of the household's, and the moment after it. */
async function purchase(world: World): Promise<void> {
	const item = { message_id: `heard.${Date.now()}.${Math.random()}`, description: 'x', amount: '1' }
	await world.ask(world.agents.record, '/rest/v1/inbox', { body: item })
	await world.ask(world.people.owner, '/rest/v1/ledgers?select=id')
	await new Promise((resolve) => setTimeout(resolve, MOMENT))
}

const FORGED = { type: 'broadcast', event: 'changes', payload: { from: 0, to: 9_999, forged: true } }
const forgedIn = ({ heard }: Socket) => heard.find((frame) => frame.includes('forged')) ?? null

/** Who sends what is no change, and from where. The owner listens as the page does. */
const FORGERS: [
	who: 'stranger' | 'viewer' | 'removed',
	what: string,
	send: (socket: Socket, topic: string, token: string) => Promise<unknown>,
][] = [
	['stranger', 'without joining', async (s, topic) => s.send(`realtime:${topic}`, 'broadcast', FORGED)],
	[
		'stranger',
		'from a public channel of the same name',
		async (s, topic, token) => {
			await s.join(topic, token, { private: false, broadcast: { self: true } })
			s.send(`realtime:${topic}`, 'broadcast', FORGED)
		},
	],
	[
		'stranger',
		'under the join of a channel of their own',
		async (s, topic, token) => {
			await s.join('mine', token, { private: false })
			s.send(`realtime:${topic}`, 'broadcast', FORGED, '1')
		},
	],
	[
		'removed',
		'after they were removed',
		async (s, topic) => s.send(`realtime:${topic}`, 'broadcast', FORGED),
	],
	[
		'viewer',
		'as a member, who may only listen',
		async (s, topic, token) => {
			await s.join(topic, token, { broadcast: { ack: true, self: true } })
			s.send(`realtime:${topic}`, 'broadcast', FORGED)
		},
	],
	[
		'viewer',
		'as presence',
		async (s, topic, token) => {
			await s.join(topic, token, { presence: { key: 'forged', enabled: true } })
			s.send(`realtime:${topic}`, 'presence', {
				type: 'presence',
				event: 'track',
				payload: { forged: true },
			})
		},
	],
	[
		'viewer',
		'as the server’s own message',
		async (s, topic, token) => {
			await s.join(topic, token)
			for (const event of ['system', 'phx_reply', 'phx_error', 'phx_close', 'postgres_changes'])
				s.send(`realtime:${topic}`, event, { status: 'ok', extension: 'system', message: 'forged' })
		},
	],
]

const forging: Attack[] = FORGERS.map(([who, what, send]) => ({
	who,
	door: 'forging a change for open pages',
	what,
	run: (world) =>
		withSockets(world, 2, async ([page, attacker]) => {
			const topic = await topicOf(world)
			if (!(await page!.join(topic, bearer(world.people.owner)))) throw new Error('the owner does not hear')
			await send(attacker!, topic, bearer(world.people[who]))
			await new Promise((resolve) => setTimeout(resolve, MOMENT))
			return forgedIn(page!)
		}),
}))

const byRest: Attack[] = ['/realtime/v1/api/broadcast', '/realtime/v1/api/tenants', '/rest/v1/rpc/send'].map(
	(path) => ({
		who: 'stranger',
		door: 'forging a change for open pages',
		what: path,
		run: (world) =>
			withSockets(world, 1, async ([page]) => {
				const topic = await topicOf(world)
				await page!.join(topic, bearer(world.people.owner))
				await world.ask(world.people.stranger, path, {
					body: { messages: [{ topic, event: 'changes', payload: { forged: true }, private: true }] },
				})
				await new Promise((resolve) => setTimeout(resolve, MOMENT))
				return forgedIn(page!)
			}),
	}),
)

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A member's socket, given another token while it is open: from then on it hears what that token may. */
const SWAPS: [what: string, token: (world: World) => string][] = [
	['a stranger’s', (world) => bearer(world.people.stranger)],
	['a removed member’s', (world) => bearer(world.people.removed)],
	['a public key', (world) => world.stack.publishable_key],
	[
		'one without a signature',
		(world) =>
			`${part({ alg: 'none' })}.${part({ role: 'authenticated', sub: world.people.owner.userId, exp: 9_999_999_999 })}.`,
	],
	['no token', () => ''],
]

const swaps: Attack[] = SWAPS.map(([what, token]) => ({
	who: 'a page',
	door: 'a channel whose token is changed while it is open',
	what,
	run: (world) =>
		withSockets(world, 1, async ([socket]) => {
			const topic = await topicOf(world)
			if (!(await socket!.join(topic, bearer(world.people.viewer))))
				throw new Error('the viewer does not hear')
			socket!.send(`realtime:${topic}`, 'access_token', { access_token: token(world) })
			await new Promise((resolve) => setTimeout(resolve, MOMENT))
			const before = socket!.heard.length
			await purchase(world)
			const more = socket!.heard.slice(before).filter((frame) => frame.includes('changes'))
			// A key and an empty token keep the one before, as on the platform: they name nobody else.
			return what === 'no token' || what === 'a public key' || more.length === 0
				? null
				: `heard ${more[0]!.slice(0, 120)}`
		}),
}))

/** Topics that are no ledger's, asked for with a stranger's token. */
const TOPICS: [what: string, of: (topic: string) => string][] = [
	['with its prefix twice', (topic) => `realtime:${topic}`],
	['with a line end', (topic) => `${topic}\n`],
	['with a zero', (topic) => `${topic}\u0000`],
	['with a letter that looks alike', (topic) => topic.replace('ledger', 'lеdger')],
	['with a path', (topic) => `x/../${topic}`],
	['with a query', (topic) => `${topic}?private=false`],
	['percent-encoded', (topic) => topic.replaceAll(':', '%3A')],
	['very long', (topic) => topic.padEnd(100_000, ':0')],
	['an epoch as a float', (topic) => `${topic}.0`],
	['an epoch with a plus', (topic) => topic.replace(/:(\d+)$/, ':+$1')],
	['SQL', (topic) => `${topic}' or '1'='1`],
	['an object’s own name', () => '__proto__'],
	['phoenix', () => 'phoenix'],
]

const topics: Attack[] = TOPICS.map(([what, of]) => ({
	who: 'stranger',
	door: 'joining a topic that is written oddly',
	what,
	run: (world) =>
		withSockets(world, 1, async ([socket]) => {
			const topic = of(await topicOf(world))
			const joined = await Promise.race([
				socket!.join(topic, bearer(world.people.stranger)),
				new Promise<false>((resolve) => setTimeout(resolve, 1_000, false)),
			])
			return joined ? `joined ${topic.slice(0, 80)}` : null
		}),
}))

const FRAMES: [what: string, frames: (string | Buffer)[]][] = [
	['nothing', ['']],
	['no JSON', ['{', '[', '"', 'null', '7', '[]', '[1,2,3,4,5]']],
	['objects for names', ['[{},{},{},{},{}]', '[[],[],[],[],[]]', '[null,null,null,null,null]']],
	['lists 100,000 deep', [`${'['.repeat(100_000)}${']'.repeat(100_000)}`]],
	['names of an object', ['["1","1","__proto__","constructor",{"__proto__":{"private":true}}]']],
	['bytes', [Buffer.from([4, 255, 255, 255, 0]), Buffer.from([3]), Buffer.alloc(70_000, 255)]],
	[
		'a join of everything',
		['["1","1","realtime:a","phx_join",{"config":{"postgres_changes":7,"private":"yes"}}]'],
	],
	['a join of nothing', ['["1","1","realtime:a","phx_join",null]', '["1","1","realtime:a","phx_join",[]]']],
	['a token that is an object', ['["1","1","realtime:a","access_token",{"access_token":{"a":1}}]']],
	['four megabytes', [`["1","1","realtime:a","broadcast",{"payload":"${'x'.repeat(4_000_000)}"}]`]],
]

/** After each of them the endpoint answers others as before. */
const frames: Attack[] = FRAMES.map(([what, sent]) => ({
	who: 'anybody',
	door: 'frames that are none',
	what,
	run: (world) =>
		withSockets(world, 2, async ([attacker, page]) => {
			for (const frame of sent) attacker!.raw(frame)
			const topic = await topicOf(world)
			if (!(await page!.join(topic, bearer(world.people.owner)))) return 'the owner is not let in after it'
			await purchase(world)
			await until(() => page!.heard.some((frame) => frame.includes('changes')), 'a change').catch(() => {})
			return page!.heard.some((frame) => frame.includes('changes'))
				? null
				: 'the owner hears nothing after it'
		}),
}))

const tables: Attack[] = ['transactions', 'inbox', 'ledgers', '*'].map((table) => ({
	who: 'stranger',
	door: 'the channel of a table',
	what: table,
	run: (world) =>
		withSockets(world, 1, async ([socket]) => {
			await Promise.race([
				socket!.join('rows', bearer(world.people.stranger), {
					private: false,
					postgres_changes: [{ event: '*', schema: 'public', table }],
				}),
				new Promise((resolve) => setTimeout(resolve, 1_000)),
			])
			await purchase(world)
			return socket!.heard.find((frame) => frame.includes('amount_cents')) ?? null
		}),
}))

export const socketAttacks: Attack[] = [...forging, ...byRest, ...swaps, ...topics, ...frames, ...tables]
