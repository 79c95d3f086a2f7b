import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import ws from 'ws'
import { limits } from '../../scripts/testing/limits'
import { SupabaseAccount } from '../../src/backend/supabase/account'
import { type Client, createClient } from '../../src/backend/supabase/client'
import { feedSession } from '../../src/backend/supabase/session-source'
import { storageInMemory } from '../../src/backend/supabase/stored-session'
import { systemClock } from '../../src/feed/browser'
import { openFeed, realtimeOptions } from '../../src/feed/index'
import type { Version } from '../../src/feed/testing/fake-ledger'
import type { FeedState, LedgerFeed } from '../../src/feed/types'
import { isTyped, rowsOfColumns, toPlainColumns } from '../../src/ledger/columns'
import { type Stack, startStack } from '../stack/index'

/** The faults again, on the wire: the real client against the embedded server, whose frames are the real server's. */
let stack: Stack
let client: Client
let userId: string
let sent = 0
const feeds: LedgerFeed[] = []

beforeAll(async () => {
	stack = await startStack({ realtime: { delays: { joinError: 50, connectError: 50 } } })
	client = createClient(stack.url, stack.publishable_key, {
		storageKey: 'session',
		storage: storageInMemory(),
		realtime: { ...realtimeOptions(), reconnectAfterMs: () => 50, transport: ws as never },
	})
	await new SupabaseAccount(client).signIn(stack.demo.email, stack.demo.password)
	userId = client.sessions.session()!.user.id
})
afterEach(() => {
	stack.faults.clear()
	for (const feed of feeds.splice(0)) feed.stop()
})
afterAll(async () => {
	client?.keeper.stop()
	await client?.realtime.disconnect()
	await stack?.close()
})

async function purchase(amount: string, extra: object = {}) {
	const response = await fetch(`${stack.url}/rest/v1/inbox`, {
		method: 'POST',
		headers: {
			apikey: stack.publishable_key,
			'x-agent-token': stack.agent_token,
			'content-type': 'application/json',
			prefer: 'return=minimal',
		},
		body: JSON.stringify({ message_id: `wire-${sent++}`, description: 'feira', amount, ...extra }),
	})
	expect(response.status).toBe(201)
}

function open() {
	const rows = new Map<string, Version>()
	const states: FeedState[] = []
	const seen = { resets: 0 }
	const feed = openFeed({
		client: client as never,
		session: feedSession(client, userId, systemClock),
		ledger: { id: stack.ledger_id, timezone: 'America/Sao_Paulo' },
		userId,
		cache: null,
		events: {
			onRows(batch) {
				const columns = isTyped(batch) ? toPlainColumns(batch) : batch
				for (const row of rowsOfColumns(columns)) {
					const held = rows.get(row.id)
					if (!held || row.revision > held.revision) rows.set(row.id, row)
				}
			},
			onState: (state) => states.push(state),
			onSettings() {},
			onInbox() {},
			onReset() {
				seen.resets += 1
				rows.clear()
			},
		},
	})
	feeds.push(feed)
	return {
		get resets() {
			return seen.resets
		},
		feed,
		states,
		rows,
		cents: () => [...rows.values()].reduce((sum, row) => sum + (row.voided ? 0 : row.amount_cents), 0),
	}
}

async function truth(): Promise<number> {
	const [row] = await stack.database.exclusive(() =>
		stack.database.query<{ cents: string }>(
			'select coalesce(sum(amount_cents), 0) as cents from public.transactions where ledger_id = $1 and not voided',
			[stack.ledger_id],
		),
	)
	return Number(row!.cents)
}

const until = (check: () => void | Promise<void>, timeout = limits.condition) =>
	vi.waitFor(check, { timeout, interval: 20 })

async function live() {
	const page = open()
	await until(() => expect(page.feed.state()).toMatchObject({ status: 'live', coverage: { complete: true } }))
	return page
}

async function right(page: Awaited<ReturnType<typeof live>>) {
	const cents = await truth()
	await until(() => expect(page.cents()).toBe(cents))
	await until(() => expect(page.feed.state().status).toBe('live'))
}

test('a purchase arrives by its broadcast', async () => {
	const page = await live()
	await purchase('12,90')
	await right(page)
})

test('F03 the socket is cut with 1006 and with 1012, and purchases are made meanwhile', async () => {
	const page = await live()
	for (const code of [1006, 1012]) {
		stack.faults.run({ do: 'close_sockets', code })
		await until(() => expect(page.feed.state().status).not.toBe('live'))
		await purchase('1,00')
		await right(page)
	}
})

test('F16 broadcasts dropped on the way: the next one betrays them', async () => {
	const page = await live()
	stack.faults.set({ broadcasts: [{ kind: 'drop', event: 'changes', times: 2 }] })
	await purchase('2,00')
	await purchase('3,00')
	await purchase('4,00')
	await right(page)
})

test('F08 F09 broadcasts doubled and out of order', async () => {
	const page = await live()
	stack.faults.set({
		broadcasts: [
			{ kind: 'reorder', event: 'changes', times: 3, ms: 300 },
			{ kind: 'duplicate', event: 'changes' },
		],
	})
	for (const amount of ['5,00', '6,00', '7,00', '8,00']) await purchase(amount)
	await right(page)
})

test('F17 a payload over the limit never arrives', async () => {
	const page = await live()
	stack.faults.set({ broadcasts: [{ kind: 'oversize', event: 'changes', times: 1 }] })
	await purchase('9,00')
	page.feed.check()
	await right(page)
})

test('F02 the slot is late: not live before the server says that broadcasts flow', async () => {
	stack.faults.set({ replication: 'starting' })
	const page = open()
	await until(() => expect(page.feed.state().coverage.complete).toBe(true))
	expect(page.feed.state().status).not.toBe('live')
	await purchase('10,00')
	stack.faults.clear()
	await right(page)
})

test('CLOSED, with and without a reason, makes a new channel', async () => {
	const page = await live()
	for (const message of ['Token has expired 0 seconds ago', ':increase_connection_pool']) {
		stack.faults.run({ do: 'close_channels', message })
		await until(() => expect(page.feed.state().status).not.toBe('live'))
		await purchase('11,00')
		await right(page)
	}
})

/** What the question for what is new would have been answered before, as by a reader that is behind. */
async function answerOfNow(page: Awaited<ReturnType<typeof live>>): Promise<unknown> {
	const { data, error } = await client.rpc('ledger_changes', {
		ledger_id: stack.ledger_id,
		after: page.feed.state().applied ?? 0,
		max_rows: 1,
	})
	expect(error).toBeNull()
	return data
}

test('F36 a reader that is behind the broadcasts: asked once more, and nothing is dropped', async () => {
	const page = await live()
	const held = page.rows.size
	const body = await answerOfNow(page)
	await purchase('1,10')
	await until(() => expect(page.rows.size).toBe(held + 1))
	stack.faults.set({ requests: [{ path: '/rpc/ledger_changes', status: 200, body, times: 1 }] })
	page.feed.check()
	await until(() => expect(stack.faults.settings.requests[0]?.times).toBe(0))
	await right(page)
	expect(page.resets).toBe(0)
	expect(page.rows.size).toBe(held + 1)
})

test('F37 a replication connection that stands still, falsely called established, then goes on late', async () => {
	stack.faults.set({ replication: 'stalled' })
	const page = await live()
	const cents = page.cents()
	await purchase('1,20')
	await purchase('1,30')
	expect(page.cents()).toBe(cents)
	page.feed.check()
	await right(page)
	stack.faults.set({ replication: 'running' })
	await purchase('1,40')
	await right(page)
})

test('F37 the same, and all of the stall is lost', async () => {
	const page = await live()
	stack.faults.set({ replication: 'stalled' })
	await purchase('1,50')
	stack.faults.set({ replication: 'down' })
	stack.faults.set({ replication: 'running' })
	await purchase('1,60')
	await right(page)
})

test('F38 F40 closed for good while no join finds a connection: figures by polling, then a channel made anew', async () => {
	const page = await live()
	const reason = 'IncreaseConnectionPool: Please increase your connection pool size'
	stack.faults.set({ joins: [{ reason }] })
	stack.faults.run({ do: 'close_channels', message: ':increase_connection_pool' })
	await until(() => expect(page.feed.state().status).not.toBe('live'))
	await purchase('1,70')
	await until(() => expect(stack.faults.struck.join).toBeGreaterThan(0))
	page.feed.check()
	const cents = await truth()
	await until(() => expect(page.cents()).toBe(cents))
	stack.faults.set({ joins: [] })
	await right(page)
})

test('F41 the database is away and broadcasts come back after it: what was committed between is read', async () => {
	const page = await live()
	stack.faults.set({ replication: 'down', requests: [{ path: '/rpc/ledger_changes', status: 503 }] })
	page.feed.check()
	await until(() => expect(stack.faults.struck.request).toBeGreaterThan(0))
	await purchase('1,80')
	stack.faults.set({ requests: [] })
	await purchase('1,90')
	stack.faults.set({ replication: 'running' })
	page.feed.check()
	await right(page)
})

test('F33 the epoch moves: the page joins the new topic and goes on', async () => {
	const page = await live()
	const sql = (text: string, params: unknown[]) =>
		stack.database.exclusive(() => stack.database.query<{ epoch: number }>(text, params))
	const epoch = async () =>
		(await sql('select epoch from public.ledgers where id = $1', [stack.ledger_id]))[0]!.epoch
	const before = await epoch()
	const guest = await fetch(`${stack.url}/auth/v1/admin/users`, {
		method: 'POST',
		headers: { apikey: stack.secret_key, 'content-type': 'application/json' },
		body: JSON.stringify({ email: 'guest@painel.example', password: 'a-long-password', email_confirm: true }),
	})
	const { id } = (await guest.json()) as { id: string }
	await sql("insert into public.members (ledger_id, user_id, role) values ($1, $2, 'viewer')", [
		stack.ledger_id,
		id,
	])
	await sql('delete from public.members where ledger_id = $1 and user_id = $2', [stack.ledger_id, id])
	expect(await epoch()).toBe(before + 1)
	await purchase('2,10')
	await right(page)
	await purchase('2,20')
	await right(page)
})

test('F14 a denied join polls, and says why', async () => {
	stack.faults.set({
		joins: [{ reason: 'Unauthorized: You do not have permissions to read from this Channel topic: x' }],
	})
	const page = open()
	await until(() => expect(page.feed.state()).toMatchObject({ status: 'polling', cause: 'realtime_denied' }))
	await purchase('12,00')
	page.feed.check()
	const cents = await truth()
	await until(() => expect(page.cents()).toBe(cents))
})

test('F24 500, half an answer and a cut connection during a catch-up', async () => {
	const page = await live()
	for (const fault of [{ status: 500 }, { truncate: true }, { cut: 'before' as const }]) {
		stack.faults.set({
			requests: [{ path: '/rpc/ledger_changes', times: 1, ...fault }],
			broadcasts: [{ kind: 'drop', event: 'changes', times: 1 }],
		})
		await purchase('13,00')
		page.feed.check()
		await right(page)
	}
})

test('F22 membership taken away: the next question ends it', async () => {
	const page = await live()
	const database = stack.database
	const move = (text: string) => database.exclusive(() => database.query(text, [stack.ledger_id, userId]))
	// Past the rule that a ledger keeps an owner: what is tested is what the page does then.
	await database.exclusive(() => database.script('alter table public.members disable trigger user'))
	await move('delete from public.members where ledger_id = $1 and user_id = $2')
	page.feed.check()
	await until(() => expect(page.feed.state()).toMatchObject({ status: 'refused', cause: 'not_a_member' }))
	expect(page.rows.size).toBe(0)
	await move("insert into public.members (ledger_id, user_id, role) values ($1, $2, 'owner')")
	await database.exclusive(() => database.script('alter table public.members enable trigger user'))
	page.feed.check()
	await right(page)
})
