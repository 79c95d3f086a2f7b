import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type PostgresServer, startPostgres } from '../database/embedded-postgres'
import { type Stack, startStack } from './index'

let server: PostgresServer
let data: string
const stacks: Stack[] = []

async function start(): Promise<Stack> {
	const stack = await startStack({ data })
	stacks.push(stack)
	return stack
}

beforeAll(async () => {
	server = await startPostgres()
	data = await server.createDatabase('household')
})
afterAll(async () => {
	for (const stack of stacks) await stack.close()
	await server.stop()
})

const record = (stack: Stack, message_id: string) =>
	fetch(`${stack.url}/rest/v1/inbox`, {
		method: 'POST',
		headers: {
			apikey: stack.publishable_key,
			'x-agent-token': stack.agent_token,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ message_id, description: 'Café', amount: '1.234' }),
	})

test('an empty PostgreSQL is prepared, broadcasts, and is found again after a restart', async () => {
	const first = await start()
	const client = createClient(first.url, first.publishable_key, {
		auth: { persistSession: false, autoRefreshToken: false },
		realtime: { transport: WebSocket as never },
	})
	expect((await client.auth.signInWithPassword(first.demo)).error).toBeNull()
	await client.realtime.setAuth()
	const channel = client.channel(`ledger:${first.ledger_id}:0`, { config: { private: true } })
	const arrived = new Promise<{ rows?: { amount_cents: number[] } }>((resolve) => {
		channel.on('broadcast', { event: 'changes' }, ({ payload }) => resolve(payload as never))
	})
	await new Promise<void>((resolve, reject) => {
		channel.subscribe((status, error) =>
			status === 'SUBSCRIBED' ? resolve() : reject(error ?? new Error(status)),
		)
	})
	expect((await record(first, 'wamid.one')).status).toBe(201)
	// The string "1.234" is Brazilian for a thousand and some; the number would be refused.
	expect((await arrived).rows?.amount_cents).toEqual([123_400])
	await client.removeAllChannels()
	await first.close()

	const second = await start()
	expect(second.ledger_id).toBe(first.ledger_id)
	expect((await record(second, 'wamid.one')).status).toBe(409)
	expect((await record(second, 'wamid.two')).status).toBe(201)
})

test("somebody else's database is refused and left as it was", async () => {
	const { default: postgres } = await import('postgres')
	const other = await server.createDatabase('other')
	const sql = postgres(other, { max: 1, onnotice: () => {} })
	await sql`create schema auth`
	await sql`create table auth.users (id uuid)`
	await expect(startStack({ data: other })).rejects.toThrow(/holds something else already/)
	const schemas = await sql<{ name: string }[]>`
		select nspname as name from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by 1`
	expect(schemas.map(({ name }) => name)).toEqual(['auth', 'public'])
	await sql.end()
})

test('requests at once each act as their own caller', async () => {
	const stack = await start()
	const anon = () =>
		fetch(`${stack.url}/rest/v1/ledgers?select=id`, { headers: { apikey: stack.publishable_key } })
	const answers = await Promise.all(
		Array.from({ length: 30 }, async (_, i) => {
			if (i % 2) return [(await record(stack, `wamid.at-once-${i}`)).status]
			const answer = await anon()
			return answer.ok ? await answer.json() : [answer.status]
		}),
	)
	for (const [i, answer] of answers.entries()) {
		if (i % 2) expect(answer).toEqual([201])
		else expect([[], [401]]).toContainEqual(answer)
	}
})
