import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Undelivered {
	id: string
	person: string | null
	said: string | null
	detail: string | null
}

async function household() {
	const ledger = await makeLedger(database)
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno')`, [
		ledger.id,
	])
	await ledger.asOwner(
		`insert into public.contacts (ledger_id, address, person_id) values ($1, 'tg:5', 1), ($1, 'tg:7', 2)`,
		[ledger.id],
	)
	const ask = <T>(text: string, parameters: unknown[] = []) =>
		as(database, agent(ledger.token), async (query) => {
			const [row] = await query<{ answer: T }>(text, parameters)
			return row!.answer
		})
	const undelivered = (message: string, said: string | null = null, detail: string | null = null) =>
		ask<boolean>('select public.agent_undelivered($1, $2, $3) as answer', [message, said, detail])
	return {
		...ledger,
		undelivered,
		/** A message of a contact, so long ago. */
		received: (message: string, contact = 'tg:5', minutesAgo = 0) =>
			ask<object>(
				'select public.agent_received($1, array[$2], now() - make_interval(mins => $3)) as answer',
				[message, contact, minutesAgo],
			),
		answered: (message: string, said: string | null = null, asked: object | null = null) =>
			ask<null>('select public.agent_answered($1, $2, $3::text::jsonb) as answer', [
				message,
				said,
				asked && JSON.stringify(asked),
			]),
		replied: (message: string, ...ids: string[]) =>
			ask<null>('select public.agent_replied($1, $2) as answer', [message, ids]),
		thread: (message: string, more: { about?: string; sender?: string } = {}) =>
			ask<{ about: { said: string; replies: number } | null; asked: object | null }>(
				'select public.agent_thread($1, $2, $3) as answer',
				[message, more.about ?? null, more.sender ?? null],
			),
		list: () => ledger.asOwner<Undelivered>('select * from public.undelivered_replies($1)', [ledger.id]),
		inboxRevision: async () => {
			const [row] = await database.query<{ inbox_revision: number }>(
				'select inbox_revision::int from public.ledgers where id = $1',
				[ledger.id],
			)
			return row!.inbox_revision
		},
		/** A member who joined as a viewer. */
		viewer: async () => {
			const email = `viewer-${crypto.randomUUID()}@example.com`
			const id = await signUp(database, email)
			await ledger.asOwner('select public.invite_member($1, $2, $3)', [ledger.id, email, 'viewer'])
			await as(database, signedIn(id), (query) =>
				query('select public.accept_invitation(id) from public.my_invitations()'),
			)
			return id
		},
	}
}

describe('a reply that did not arrive', () => {
	test('is listed with whom it was for and what it said, once, however often it is told', async () => {
		const home = await household()
		await home.received('m')
		await home.answered('m', '✅ mercado: R$ 52,90')
		const before = await home.inboxRevision()
		expect(await home.undelivered('m', null, 'Message undeliverable\u0007')).toBe(true)
		expect(await home.undelivered('m')).toBe(true)
		expect(await home.list()).toMatchObject([
			{ person: 'Ana', said: '✅ mercado: R$ 52,90', detail: 'Message undeliverable' },
		])
		expect(await home.inboxRevision()).toBe(before + 1)
	})

	test('never answered, it says what the agent tried to say', async () => {
		const home = await household()
		await home.received('m', 'tg:7')
		await home.undelivered('m', 'x'.repeat(5000))
		expect(await home.list()).toMatchObject([{ person: 'Bruno', said: 'x'.repeat(1000) }])
	})

	test('is taken off when it is sent after all', async () => {
		const home = await household()
		await home.received('m')
		await home.undelivered('m', 'oi')
		const before = await home.inboxRevision()
		await home.replied('m', 'r')
		expect(await home.list()).toEqual([])
		expect(await home.inboxRevision()).toBe(before + 1)
		await home.replied('m', 'r')
		expect(await home.inboxRevision()).toBe(before + 1)
	})

	test('is nothing where the message is unknown, a stranger’s, or another ledger’s', async () => {
		const [home, other] = [await household(), await household()]
		await home.received('stranger', 'tg:99')
		await home.received('m')
		expect(await home.undelivered('unknown', 'oi')).toBe(false)
		expect(await home.undelivered('stranger', 'oi')).toBe(false)
		expect(await other.undelivered('m', 'oi')).toBe(false)
		expect([await home.list(), await other.list()]).toEqual([[], []])
	})

	test('is dismissed and put back by editors, read by viewers, and nobody else’s', async () => {
		const home = await household()
		await home.received('m')
		await home.undelivered('m', 'oi')
		const [one] = await home.list()
		const viewer = await home.viewer()
		const dismiss = (by: string, dismissed = true) =>
			as(database, signedIn(by), (query) =>
				query('select public.dismiss_undelivered($1, $2)', [one!.id, dismissed]),
			)
		await as(database, signedIn(viewer), async (query) => {
			expect(await query('select * from public.undelivered_replies($1)', [home.id])).toHaveLength(1)
		})
		await expect(dismiss(viewer)).rejects.toMatchObject({ code: '42501' })
		const stranger = await signUp(database, `stranger-${crypto.randomUUID()}@example.com`)
		await expect(dismiss(stranger)).rejects.toMatchObject({ code: 'PT404' })
		await as(database, signedIn(stranger), async (query) => {
			expect(await query('select * from public.undelivered_replies($1)', [home.id])).toEqual([])
		})
		await home.asOwner('select public.dismiss_undelivered($1)', [one!.id])
		expect(await home.list()).toEqual([])
		await home.undelivered('m', 'oi')
		expect(await home.list()).toEqual([])
		await home.asOwner('select public.dismiss_undelivered($1, false)', [one!.id])
		expect(await home.list()).toHaveLength(1)
	})

	test('is kept for 30 days, and two hundred at most', async () => {
		const home = await household()
		await database.query(
			`insert into private.undelivered (ledger_id, agent_id, message_id, sender, failed_at)
			select $1, $2, 'old.' || k, 'tg:5', now() - make_interval(hours => k) from generate_series(1, 300) k`,
			[home.id, home.agentId],
		)
		await database.query(
			`insert into private.undelivered (ledger_id, agent_id, message_id, sender, failed_at) values ($1, $2, 'older', 'tg:5', now() - interval '31 days')`,
			[home.id, home.agentId],
		)
		await home.received('m')
		await home.undelivered('m', 'newest')
		const [row] = await database.query<{ kept: number; older: number }>(
			`select count(*)::int as kept, (count(*) filter (where message_id in ('older', 'old.300')))::int as older
			from private.undelivered where ledger_id = $1`,
			[home.id],
		)
		expect(row).toEqual({ kept: 200, older: 0 })
		expect(await home.list()).toMatchObject([{ said: 'newest' }, ...Array.from({ length: 49 }, () => ({}))])
	})
})

describe('what was asked', () => {
	const asked = { about: 'spending', category: 'mercado' }

	test('is told to the message that its sender sends within a quarter of an hour, and to nobody else’s', async () => {
		const home = await household()
		await home.received('q', 'tg:5', 3)
		await home.answered('q', 'R$ 52,90', asked)
		expect((await home.thread('n', { sender: 'tg:5' })).asked).toEqual(asked)
		expect((await home.thread('n', { sender: 'tg:7' })).asked).toBeNull()
		await database.query(
			`update private.received_messages set sent_at = now() - interval '16 minutes' where agent_id = $1`,
			[home.agentId],
		)
		expect((await home.thread('n', { sender: 'tg:5' })).asked).toBeNull()
	})

	test('is told to who answers the reply to it, whenever; an answer to another message is not about it', async () => {
		const home = await household()
		await home.received('q', 'tg:5', 600)
		await home.answered('q', 'R$ 52,90', asked)
		await home.replied('q', 'r1', 'r2')
		const thread = await home.thread('n', { sender: 'tg:7', about: 'r2' })
		expect(thread).toMatchObject({ asked, about: { said: 'R$ 52,90', replies: 2 } })
		await home.received('later')
		await home.answered('later', 'R$ 1,00', { about: 'bill' })
		expect((await home.thread('n', { sender: 'tg:5', about: 'other' })).asked).toBeNull()
	})

	test('of a stranger nothing is kept, and nothing too large of anybody', async () => {
		const home = await household()
		await home.received('s', 'tg:99')
		await home.answered('s', 'olá', asked)
		expect(await home.thread('n', { about: 's' })).toMatchObject({ asked: null, about: { said: null } })
		await home.received('q')
		await expect(home.answered('q', null, { text: 'x'.repeat(100_000) })).rejects.toMatchObject({
			code: '22023',
			column_name: 'asked',
		})
		await expect(home.answered('q', 'x'.repeat(50_000))).rejects.toMatchObject({
			code: '22023',
			column_name: 'said',
		})
	})
})
