import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../realtime/clock'
import { keys, listen, RawClient, until } from '../testing/realtime-client'
import { RoomDatabase } from '../testing/room-database'
import { Faults } from './faults'

let database: RoomDatabase
let server: Awaited<ReturnType<typeof listen>>
let clock: ManualClock
let faults: Faults
let client: RawClient

async function connect(): Promise<RawClient> {
	const made = new RawClient(`${server.url}?apikey=${keys.publishableKey}`)
	await until(() => made.opened, 'the connection')
	return made
}

const join = (config: object = {}) =>
	client.send(JSON.stringify(['1', '1', 'realtime:lobby', 'phx_join', { config: { ...config } }]))

async function tick(...numbers: number[]): Promise<void> {
	for (const n of numbers) await database.run(`select realtime.send('{"n":${n}}', 'tick', 'lobby', false)`)
	await server.endpoint.context.replication.settled()
}

/** The numbers that arrived, after everything sent before has had its time: a heartbeat comes behind it. */
async function arrived(): Promise<number[]> {
	client.send(JSON.stringify([null, 'beat', 'phoenix', 'heartbeat', {}]))
	await until(() => client.received.some((frame) => String(frame).includes('"beat"')), 'the heartbeat')
	const frames = client.received.splice(0).map(String)
	return frames.flatMap((frame) => /"n": (\d+)/.exec(frame)?.[1] ?? []).map(Number)
}

beforeAll(async () => {
	database = await RoomDatabase.open()
})
afterAll(() => database.close())
beforeEach(async () => {
	clock = new ManualClock()
	faults = new Faults()
	server = await listen(database, { clock, faults, delays: { joinError: 0, connectError: 0 } })
	client = await connect()
})
afterEach(async () => {
	faults.clear()
	client.close()
	await server.close()
})

describe('broadcasts', () => {
	beforeEach(async () => {
		join()
		await client.next()
	})

	test('are dropped, as many as told, and only of the event told', async () => {
		faults.set({ broadcasts: [{ kind: 'drop', times: 2, event: 'tick' }] })
		await tick(1, 2, 3)
		expect(await arrived()).toEqual([3])
		expect(faults.struck).toEqual({ broadcast: 2 })
	})

	test('come twice', async () => {
		faults.set({ broadcasts: [{ kind: 'duplicate', times: 1 }] })
		await tick(1, 2)
		expect(await arrived()).toEqual([1, 1, 2])
	})

	test('come after the next one, or late when there is none', async () => {
		faults.set({ broadcasts: [{ kind: 'reorder', times: 1 }] })
		await tick(1, 2, 3)
		expect(await arrived()).toEqual([2, 1, 3])
		faults.set({ broadcasts: [{ kind: 'reorder', times: 1, ms: 300 }] })
		await tick(4)
		expect(await arrived()).toEqual([])
		clock.advance(300)
		expect(await arrived()).toEqual([4])
	})

	test('come late, while others pass', async () => {
		faults.set({ broadcasts: [{ kind: 'delay', times: 1, ms: 500 }] })
		await tick(1, 2)
		expect(await arrived()).toEqual([2])
		clock.advance(500)
		expect(await arrived()).toEqual([1])
	})

	test('are lost while replication is down, with the channel still joined and told nothing', async () => {
		faults.set({ replication: 'down' })
		await tick(1, 2)
		faults.set({ replication: 'running' })
		await tick(3)
		expect(await arrived()).toEqual([3])
	})

	test('that were held too long are lost, and nobody is told', async () => {
		faults.set({ replication: 'stalled' })
		await tick(1, 2)
		faults.set({ replication: 'down' })
		faults.set({ replication: 'running' })
		await tick(3)
		expect(await arrived()).toEqual([3])
	})

	test('a share of them is lost by the dice given', () => {
		const dice = [0.1, 0.9, 0.3]
		const loaded = new Faults(() => dice.shift() ?? 1)
		loaded.set({ broadcasts: [{ kind: 'drop', share: 0.5 }] })
		expect([1, 2, 3].map(() => loaded.broadcast('lobby', 'tick')?.kind)).toEqual(['drop', undefined, 'drop'])
	})
})

describe('joins', () => {
	test('are refused with any reason, then accepted', async () => {
		faults.set({ joins: [{ reason: 'ConnectionRateLimitReached: Too many connected users', times: 1 }] })
		join()
		expect(String(await client.next())).toContain('ConnectionRateLimitReached: Too many connected users')
		join()
		expect(String(await client.next())).toContain('"status":"ok"')
	})

	test('hang until the fault is cleared, heartbeats behind them', async () => {
		faults.set({ joins: [{ hang: true }] })
		join()
		client.send(JSON.stringify([null, 'beat', 'phoenix', 'heartbeat', {}]))
		await until(() => faults.struck.join === 1, 'the join')
		expect(client.received).toEqual([])
		faults.clear()
		expect(String(await client.next())).toContain('"status":"ok"')
		expect(String(await client.next())).toContain('"beat"')
	})

	test('a slot that is ready late says so late', async () => {
		faults.set({ replication: 'starting' })
		join({ broadcast: { replication_ready: true } })
		expect(String(await client.next())).toContain('"status":"ok"')
		clock.advance(2_000)
		expect(await arrived()).toEqual([])
		faults.clear()
		clock.advance(500)
		expect(String(await client.next())).toContain('Replication connection established')
	})

	test('to a database connection that stands still are told that it flows; what was held comes in one burst', async () => {
		faults.set({ replication: 'stalled' })
		join({ broadcast: { replication_ready: true } })
		expect(String(await client.next())).toContain('"status":"ok"')
		expect(String(await client.next())).toContain('Replication connection established')
		await tick(1, 2)
		expect(await arrived()).toEqual([])
		faults.set({ replication: 'running' })
		await tick(3)
		expect(await arrived()).toEqual([1, 2, 3])
	})

	test('a slot that is never ready closes the channel after a minute', async () => {
		faults.set({ replication: 'starting' })
		join({ broadcast: { replication_ready: true } })
		await client.next()
		for (let beats = 1; beats <= 4; beats++) {
			clock.advance(20_000)
			client.send(JSON.stringify([null, `${beats}`, 'phoenix', 'heartbeat', {}]))
			await until(() => client.received.length >= beats, 'the heartbeat')
		}
		await until(() => client.received.some((frame) => String(frame).includes('phx_close')), 'the close')
	})
})

describe('connections', () => {
	test.each([1006, 1012, 1001])('are closed with %i', async (code) => {
		join()
		await client.next()
		faults.run({ do: 'close_sockets', code })
		expect(await until(() => client.closeCode, 'the close')).toBe(code)
	})

	test('channels are closed for good, or crash', async () => {
		join()
		await client.next()
		faults.run({ do: 'close_channels', topic: 'another' })
		faults.run({ do: 'close_channels' })
		expect(String(await client.next())).toContain('Token has expired 0 seconds ago')
		expect(String(await client.next())).toContain('"phx_close"')
		join()
		await client.next()
		faults.run({ do: 'crash_channels' })
		expect(String(await client.next())).toContain('"phx_error"')
	})

	test('upgrades are cut, answered with a status, or left hanging', async () => {
		const url = `${server.url}?apikey=${keys.publishableKey}`
		faults.set({ upgrades: 'refuse' })
		const cut = new RawClient(url)
		expect(await until(() => cut.closeCode, 'the close')).toBe(1006)
		faults.set({ upgrades: 503 })
		const refused = new RawClient(url)
		expect((await until(() => refused.refused, 'the refusal')).status).toBe(503)
		faults.clear()
		;(await connect()).close()
	})

	test('a frozen server keeps connections open and says nothing until it thaws', async () => {
		join()
		await client.next()
		faults.set({ frozen: true })
		client.send(JSON.stringify([null, 'beat', 'phoenix', 'heartbeat', {}]))
		await tick(1)
		await until(() => server.endpoint.framesReceived === 2, 'the heartbeat to arrive')
		expect(client.received).toEqual([])
		expect(client.closeCode).toBeNull()
		faults.clear()
		await until(() => client.received.length === 2, 'what was held back')
	})
})
