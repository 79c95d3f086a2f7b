import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Stack, startStack } from './index'

type Status = 'SUBSCRIBED' | 'CHANNEL_ERROR' | 'TIMED_OUT' | 'CLOSED'

/** The real client of the platform, over Node's WebSocket. */
function clientOf(stack: Stack): SupabaseClient {
	return createClient(stack.url, stack.publishable_key, {
		auth: { persistSession: false, autoRefreshToken: false },
		realtime: { transport: WebSocket as never },
	})
}

async function signedIn(stack: Stack, who: { email: string; password: string }): Promise<SupabaseClient> {
	const client = clientOf(stack)
	const { error } = await client.auth.signInWithPassword(who)
	if (error) throw error
	await client.realtime.setAuth()
	return client
}

/** Subscribes and answers the first status with its reason. */
function subscribed(channel: RealtimeChannel): Promise<{ status: Status; reason?: string }> {
	return new Promise((resolve) => {
		channel.subscribe((status, error) => resolve({ status: status as Status, reason: error?.message }))
	})
}

describe('the embedded Supabase', () => {
	let stack: Stack
	let owner: SupabaseClient
	const open: SupabaseClient[] = []

	const post = (body: unknown, headers: Record<string, string> = {}) =>
		fetch(`${stack.url}/rest/v1/inbox`, {
			method: 'POST',
			headers: {
				apikey: stack.publishable_key,
				'x-agent-token': stack.agent_token,
				'content-type': 'application/json',
				prefer: 'return=representation',
				...headers,
			},
			body: JSON.stringify(body),
		})

	beforeAll(async () => {
		stack = await startStack({ realtime: { delays: { joinError: 20, connectError: 20 } } })
		owner = await signedIn(stack, stack.demo)
		open.push(owner)
	})
	afterAll(async () => {
		for (const client of open) await client.removeAllChannels()
		await stack.close()
	})

	test('a value of another shape is refused by what is wrong with it, and everybody else is served on', async () => {
		const { data } = await owner
			.from('categories')
			.insert({ ledger_id: stack.ledger_id, name: 'De outra forma', color: 1 } as never)
			.select('id')
			.single()
		const id = (data as unknown as { id: number }).id
		for (const [change, code] of [
			[{ aliases: {} }, '22P02'],
			[{ aliases: { a: 1 } }, '22P02'],
			[{ aliases: '{' }, '22P02'],
			[{ aliases: 7 }, '22P02'],
			[{ color: {} }, '22P02'],
			[{ color: [1] }, '22P02'],
		] as const) {
			const { error } = await owner
				.from('categories')
				.update(change as never)
				.eq('id', id)
			expect([change, error?.code]).toEqual([change, code])
			const { data: after, error: none } = await owner.from('categories').select('id, aliases').eq('id', id)
			expect([none, after]).toEqual([null, [{ id, aliases: [] }]])
		}
		const { error } = await owner
			.from('categories')
			.update({ aliases: ['feira', 'a,b', '"'] } as never)
			.eq('id', id)
		expect(error).toBeNull()
		const { data: kept } = await owner.from('categories').select('aliases').eq('id', id).single()
		expect(kept).toEqual({ aliases: ['feira', 'a,b', '"'] })
	})

	test('a transaction that was left open is ended before the next is served', async () => {
		const unread = stack.database.exclusive(async () => {
			await stack.database.query('begin')
			// PGlite fails within its message, half of which stays behind.
			await stack.database.query('select $1::text[]', [{}])
		})
		await expect(unread).rejects.toThrow()
		expect(await stack.database.exclusive(() => stack.database.query('select 1 as one'))).toEqual([
			{ one: 1 },
		])
	})

	test('a purchase posted by the agent reaches a member on the private channel', async () => {
		const channel = owner.channel(`ledger:${stack.ledger_id}:0`, { config: { private: true } })
		const arrived = new Promise<{ from: number; to: number }>((resolve) => {
			channel.on('broadcast', { event: 'changes' }, ({ payload }) => resolve(payload as never))
		})
		expect(await subscribed(channel)).toMatchObject({ status: 'SUBSCRIBED' })
		const answer = await post({ message_id: 'wamid.first', description: 'Mercado', amount: '52,90' })
		expect(answer.status).toBe(201)
		const [row] = (await answer.json()) as { status: string; amount: unknown; revision: number }[]
		expect(row).toMatchObject({ status: 'accepted', amount: '52,90' })
		const change = await arrived
		expect(change.to - change.from).toBe(1)
		expect(change.to).toBe(row?.revision)
		await owner.removeChannel(channel)
	})

	test('someone else is refused the channel and sees no ledger', async () => {
		const stranger = clientOf(stack)
		open.push(stranger)
		const who = { email: 'stranger@painel.example', password: 'a-long-password' }
		expect((await stranger.auth.signUp(who)).error).toBeNull()
		// Nobody is let in before the address is confirmed.
		expect((await stranger.auth.signInWithPassword(who)).error?.code).toBe('email_not_confirmed')
		const token = stack.postOffice.lastTo(who.email)?.code ?? ''
		expect((await stranger.auth.verifyOtp({ email: who.email, token, type: 'email' })).error).toBeNull()
		await stranger.realtime.setAuth()
		expect((await stranger.from('ledgers').select('id')).data).toEqual([])
		const topic = `ledger:${stack.ledger_id}:0`
		expect(await subscribed(stranger.channel(topic, { config: { private: true } }))).toEqual({
			status: 'CHANNEL_ERROR',
			reason: `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`,
		})
	})

	test('nobody signed in gets nothing', async () => {
		const anon = clientOf(stack)
		open.push(anon)
		const channel = anon.channel(`ledger:${stack.ledger_id}:0`, { config: { private: true } })
		expect((await subscribed(channel)).status).toBe('CHANNEL_ERROR')
		const { data, error } = await anon.from('ledgers').select('id')
		expect(error?.code ?? data).toEqual(error ? '42501' : [])
	})

	test('a wrong token and a missing key are refused', async () => {
		const forged = await post({ message_id: 'x' }, { 'x-agent-token': 'painel_forged' })
		expect([401, 403]).toContain(forged.status)
		expect((await post({ message_id: 'x' }, { apikey: '' })).status).toBe(401)
	})

	test.each([
		['item', { item: 'um' }],
		['target_item', { target_item: 1.5 }],
		['installments', { installments: 'três' }],
		['occurred_at', { occurred_at: 'ontem à noite' }],
	])('a value that %s cannot hold is refused by its name, with the remedy', async (column, wrong) => {
		const purchase = { message_id: `wamid.${column}`, description: 'Café', amount: 5 }
		const answer = await post({ ...purchase, ...wrong })
		expect(answer.status).toBe(400)
		expect(await answer.json()).toMatchObject({
			code: '22023',
			message: expect.stringMatching(new RegExp(`^${column} must be`)),
			hint: expect.stringMatching(/Send|Number/),
		})
	})

	test('counts that the planner guesses are refused, exact ones are not', async () => {
		for (const count of ['planned', 'estimated', 'exact'] as const) {
			const read = await owner.from('transactions').select('id', { count, head: true })
			expect(read.status).toBe(count === 'exact' ? 200 : 400)
			const called = await owner.rpc('unknown_texts', { ledger_id: stack.ledger_id }, { count })
			expect(called.status).toBe(count === 'exact' ? 200 : 400)
		}
	})

	test('many clients at once each get their own answer', async () => {
		const [mine, agents] = await Promise.all([
			Promise.all(Array.from({ length: 20 }, () => owner.from('ledgers').select('id'))),
			Promise.all(
				Array.from({ length: 20 }, (_, i) =>
					post({ message_id: `wamid.many${i}`, description: 'Café', amount: 5 }),
				),
			),
		])
		for (const { data } of mine) expect(data).toEqual([{ id: stack.ledger_id }])
		expect(new Set(agents.map((answer) => answer.status))).toEqual(new Set([201]))
	})

	test('a code by e-mail signs in with the type "email"', async () => {
		const client = clientOf(stack)
		expect((await client.auth.signInWithOtp({ email: stack.demo.email })).error).toBeNull()
		const email = stack.postOffice.lastTo(stack.demo.email)
		const { data, error } = await client.auth.verifyOtp({
			email: stack.demo.email,
			token: email?.code ?? '',
			type: 'email',
		})
		expect(error).toBeNull()
		expect(data.user?.email).toBe(stack.demo.email)
	})

	test('a page of any origin may ask, whatever headers it sends', async () => {
		const answer = await fetch(`${stack.url}/rest/v1/inbox`, {
			method: 'OPTIONS',
			headers: {
				origin: 'https://painel.example',
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'apikey,x-agent-token',
			},
		})
		expect(answer.status).toBe(204)
		expect(answer.headers.get('access-control-allow-origin')).toBe('*')
		expect(answer.headers.get('access-control-allow-headers')).toContain('x-agent-token')
	})

	test('no request is served as an administrator, and nothing else is served at all', async () => {
		const sameOrigin = { 'sec-fetch-site': 'same-origin', origin: stack.url }
		expect((await fetch(`${stack.url}/rest/v1/ledgers`, { headers: sameOrigin })).status).toBe(401)
		for (const path of ['/', '/_system', '/_stack/faults']) {
			expect((await fetch(stack.url + path)).status).toBe(404)
		}
	})
})
