import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keys, listen, RawClient, sign, until } from '../testing/realtime-client'
import { RoomDatabase } from '../testing/room-database'
import { ManualClock } from './clock'

const hour = () => Math.floor(Date.now() / 1000) + 3_600
const member = () => sign({ role: 'authenticated', sub: '11111111-1111-4111-8111-111111111111', exp: hour() })
const delays = { joinError: 0, connectError: 0, readyPoll: 5 }

let database: RoomDatabase
let server: Awaited<ReturnType<typeof listen>>
const clients: RawClient[] = []

function connect(query = `apikey=${keys.publishableKey}`): RawClient {
	const client = new RawClient(`${server.url}?${query}`)
	clients.push(client)
	return client
}

async function opened(query?: string): Promise<RawClient> {
	const client = connect(query)
	await until(() => client.opened, 'the connection')
	return client
}

/** Joins and answers the reply. */
async function join(client: RawClient, topic: string, config: object, token?: string): Promise<unknown> {
	client.send(JSON.stringify(['1', '1', `realtime:${topic}`, 'phx_join', { config, access_token: token }]))
	return JSON.parse(String(await client.next()))[4]
}

beforeAll(async () => {
	database = await RoomDatabase.open()
})
afterAll(() => database.close())
beforeEach(async () => {
	server = await listen(database, { delays })
})
afterEach(async () => {
	for (const client of clients.splice(0)) client.close()
	await server.close()
})

describe('connecting', () => {
	const exp = 2_100_000_000
	test.each([
		['', 401, 'API key is missing'],
		['apikey=not-a-jwt', 401, 'The token provided is not a valid JWT'],
		['apikey=sb_publishable_somebody_elses', 401, 'The token provided is not a valid JWT'],
	])('%s is refused with %i', async (query, status, error) => {
		const client = connect(query)
		expect(await until(() => client.refused, 'the refusal')).toEqual({
			status,
			body: JSON.stringify({ error }),
		})
	})

	test('tokens that are forged, expired or lack a role are refused', async () => {
		const cases = [
			[
				await sign({ role: 'anon', exp }, 'somebody-elses-secret-of-32-characters!'),
				'Failed to validate JWT signature',
			],
			[await sign({ role: 'anon', exp: 1_000 }), 'Token has expired'],
			[await sign({ exp }), 'Fields `role` and `exp` are required in JWT'],
			[await sign({ role: 'anon' }), 'Fields `role` and `exp` are required in JWT'],
		]
		for (const [token, error] of cases) {
			const client = connect(`apikey=${token}`)
			const { status, body } = await until(() => client.refused, 'the refusal')
			expect([status, body]).toEqual([401, JSON.stringify({ error })])
		}
	})

	test('a token without a signature is refused', async () => {
		const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
		const client = connect(`apikey=${part({ alg: 'none' })}.${part({ role: 'service_role', exp })}.`)
		expect((await until(() => client.refused, 'the refusal')).status).toBe(401)
	})

	test('a JWT or a key opens, with or without version 2; another version does not', async () => {
		await opened(`apikey=${await sign({ role: 'anon', exp })}`)
		await opened(`apikey=${keys.secretKey}&vsn=2.0.0`)
		for (const version of ['1.0.0', '3.0.0']) {
			const client = connect(`apikey=${keys.publishableKey}&vsn=${version}`)
			expect((await until(() => client.refused, 'the refusal')).status).toBe(403)
		}
	})

	test('one socket too many is refused with 429 until another has gone', async () => {
		server.endpoint.context.limits.sockets = 1
		const first = await opened()
		const second = connect()
		expect(await until(() => second.refused, 'the refusal')).toEqual({
			status: 429,
			body: '{"error":"Too many connected users"}',
		})
		first.close()
		await until(() => server.endpoint.connections === 0, 'the first to leave')
		await opened()
	})

	test('a frame of over 5,000,000 bytes cuts the connection', async () => {
		const client = await opened()
		client.send('x'.repeat(5_000_001))
		expect(await until(() => client.closeCode, 'the close')).toBe(1006)
	})
})

describe('sending', () => {
	test('what is too large never arrives', async () => {
		server.endpoint.context.limits.payloadKilobytes = 1
		const client = await opened()
		await join(client, 'lobby', {})
		await database.run(
			`select realtime.send(jsonb_build_object('x', repeat('x', 1600)), 'big', 'lobby', false)`,
		)
		await database.run(`select realtime.send('{"small": true}', 'small', 'lobby', false)`)
		expect(String(await client.next())).toContain('"small"')
	})

	test('nothing that a client broadcasts is carried, as text or as bytes', async () => {
		const [sender, listener] = [await opened(), await opened()]
		for (const client of [sender, listener]) await join(client, 'room:a', { private: true }, await member())
		const payload = { type: 'broadcast', event: 'hi', payload: {} }
		sender.send(JSON.stringify(['1', '2', 'realtime:room:a', 'broadcast', payload]))
		sender.send(JSON.stringify(['1', '3', 'realtime:room:a', 'presence', { event: 'track', payload: {} }]))
		sender.send(Buffer.from([3, 1, 1, 15, 2, 0, 1, ...Buffer.from('14realtime:room:ahi{}')]))
		sender.send(JSON.stringify([null, '9', 'phoenix', 'heartbeat', {}]))
		expect(String(await sender.next())).toContain('"phoenix"')
		await database.run(`select realtime.send('{"own": true}', 'change', 'room:a', true)`)
		expect(String(await listener.next())).toContain('"own"')
	})

	test.each([
		['presence', { presence: { enabled: true } }],
		['replay', { private: true, broadcast: { replay: { since: 1 } } }],
	])('a join that asks for %s is refused in words', async (_, config) => {
		const client = await opened()
		expect(await join(client, 'room:a', config, await member())).toMatchObject({
			status: 'error',
			response: { reason: expect.stringMatching(/^NotEmbedded: /) },
		})
	})

	test('over the message rate the database is not heard, and nobody is told', async () => {
		const clock = new ManualClock()
		await server.close()
		server = await listen(database, { delays, clock, limits: { messagesPerSecond: 5 } })
		const client = await opened()
		await join(client, 'lobby', {})
		const send = async () => {
			await database.run(`select realtime.send('{}', 'tick', 'lobby', false)`)
			await server.endpoint.context.replication.settled()
		}
		for (let n = 0; n < 30; n++) await send()
		await until(() => client.received.length === 30, 'the burst')
		clock.advance(5_000)
		await send()
		client.send(JSON.stringify([null, '9', 'phoenix', 'heartbeat', {}]))
		await until(() => client.received.length === 31, 'the heartbeat')
		expect(String(client.received.at(-1))).toContain('"phoenix"')
		// Not in one go: a client that is silent for a minute is closed.
		for (const beats of [32, 33]) {
			clock.advance(40_000)
			client.send(JSON.stringify([null, '9', 'phoenix', 'heartbeat', {}]))
			await until(() => client.received.length === beats, 'the heartbeat')
		}
		await send()
		await until(() => String(client.received.at(-1)).includes('tick'), 'the stream to resume')
	})
})
