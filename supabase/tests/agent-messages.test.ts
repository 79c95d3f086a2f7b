import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Received {
	state: 'new' | 'busy' | 'answered'
	known: boolean
	sender: string | null
	person: string | null
	told: boolean
}

async function household() {
	const ledger = await makeLedger(database)
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno')`, [
		ledger.id,
	])
	await ledger.asOwner(
		`insert into public.contacts (ledger_id, address, person_id) values ($1, 'tel:5511999998888', 1), ($1, 'tg:7', 2)`,
		[ledger.id],
	)
	const ask = <T>(text: string, parameters: unknown[] = []) =>
		as(database, agent(ledger.token), async (query) => {
			const [row] = await query<{ answer: T }>(text, parameters)
			return row!.answer
		})
	return {
		...ledger,
		received: (id: string, contacts: string[], more: { moved_from?: string; route?: object } = {}) =>
			ask<Received>('select public.agent_received($1, $2, now(), $3::text::jsonb, $4) as answer', [
				id,
				contacts,
				more.route ? JSON.stringify(more.route) : null,
				more.moved_from ?? null,
			]),
		answered: (id: string) => ask<null>('select public.agent_answered($1) as answer', [id]),
		context: () => ask<Record<string, unknown>>('select public.agent_context() as answer'),
		addresses: async () =>
			(
				await ledger.asOwner<{ address: string }>(
					'select address from public.contacts where ledger_id = $1 order by address',
					[ledger.id],
				)
			).map(({ address }) => address),
	}
}

const ana = ['tel:551199998888', 'wa:BR.150257']

describe('a message is worked on once', () => {
	test('busy while another run has it, answered after it', async () => {
		const home = await household()
		expect(await home.received('m', ana)).toMatchObject({ state: 'new', known: true, person: 'Ana' })
		expect((await home.received('m', ana)).state).toBe('busy')
		await home.answered('m')
		expect((await home.received('m', ana)).state).toBe('answered')
		expect((await home.received('n', ana)).state).toBe('new')
	})

	test('by one of many that come at once', async () => {
		const home = await household()
		const answers = await Promise.all(Array.from({ length: 16 }, () => home.received('m', ana)))
		expect(answers.filter(({ state }) => state === 'new')).toHaveLength(1)
	})

	test('again by another run when the first has not come back for three minutes', async () => {
		const home = await household()
		await home.received('m', ana)
		await database.query(
			`update private.received_messages set taken_at = now() - interval '4 minutes' where agent_id = $1`,
			[home.agentId],
		)
		expect((await home.received('m', ana)).state).toBe('new')
		expect((await home.received('m', ana)).state).toBe('busy')
	})

	test('in each ledger for itself', async () => {
		const [home, other] = [await household(), await household()]
		await home.received('m', ana)
		expect((await other.received('m', ana)).state).toBe('new')
	})
})

describe('whose message it is', () => {
	test('the sender is one address, however WhatsApp names it', async () => {
		const home = await household()
		const senders = [
			await home.received('1', ['tel:5511999998888']),
			await home.received('2', ana),
			await home.received('3', ['wa:BR.150257']),
			await home.received('4', ['lid:55', 'wa:BR.150257']),
			await home.received('5', ['lid:55']),
		]
		expect(new Set(senders.map(({ sender }) => sender))).toEqual(new Set(['tel:5511999998888']))
		expect(await home.addresses()).toEqual(['lid:55', 'tel:5511999998888', 'tg:7', 'wa:BR.150257'])
	})

	test('a new address takes the place of the old one', async () => {
		const home = await household()
		await home.received('1', ana)
		expect(await home.received('2', ['wa:BR.999'], { moved_from: 'wa:BR.150257' })).toMatchObject({
			known: true,
			person: 'Ana',
		})
		expect(await home.addresses()).toEqual(['tel:5511999998888', 'tg:7', 'wa:BR.999'])
	})

	test('an address of another person is never taken over', async () => {
		const home = await household()
		expect((await home.received('1', ['tel:5511999998888', 'tg:7'])).person).toBe('Ana')
		expect((await home.received('2', ['tg:7'])).person).toBe('Bruno')
	})

	test('a stranger is told how to join once a day', async () => {
		const home = await household()
		const stranger = { known: false, person: null, sender: 'tg:99' }
		expect(await home.received('1', ['tg:99'])).toMatchObject({ ...stranger, told: false })
		expect(await home.received('2', ['tg:99'])).toMatchObject({ ...stranger, told: true })
		await database.query(
			`update private.strangers set told_at = now() - interval '25 hours' where ledger_id = $1`,
			[home.id],
		)
		expect(await home.received('3', ['tg:99'])).toMatchObject({ ...stranger, told: false })
	})

	test('two hundred strangers a day are told, the rest is met with silence', async () => {
		const home = await household()
		await database.query(
			`insert into private.strangers (ledger_id, address) select $1, 'tg:' || n from generate_series(1000, 1199) n`,
			[home.id],
		)
		expect(await home.received('1', ['tg:99'])).toMatchObject({ known: false, told: true })
	})

	test('what is no address is nobody', async () => {
		const home = await household()
		expect(await home.received('1', ['tel:1', '<script>', ''])).toMatchObject({ known: false, sender: null })
	})
})

test('the door by which a contact wrote last is kept', async () => {
	const home = await household()
	await home.received('1', ana, { route: { door: 'meta', to: '+5511999998888' } })
	await home.received('2', ana, { route: { door: 'evolution', number: '5511999998888' } })
	const routes = await database.query<{ address: string; route: object }>(
		'select address, route from private.contact_routes where ledger_id = $1',
		[home.id],
	)
	expect(routes).toEqual([
		{ address: 'tel:5511999998888', route: { door: 'evolution', number: '5511999998888' } },
	])
})

test.each([
	['message_id', `select public.agent_received('', '{}')`],
	['message_id', `select public.agent_received(repeat('x', 513), '{}')`],
	['contacts', `select public.agent_received('m', array_fill('tg:1'::text, array[11]))`],
	[
		'route',
		`select public.agent_received('m', '{}', now(), to_jsonb((select string_agg(md5(n::text), '') from generate_series(1, 200) n)))`,
	],
])('refuses a %s out of bounds', async (column, statement) => {
	const home = await household()
	await expect(as(database, agent(home.token), (query) => query(statement))).rejects.toMatchObject({
		code: '22023',
		column_name: column,
	})
})

test('tells the agent every name, person and budget of its ledger, used or not', async () => {
	const home = await household()
	await home.asOwner(
		`insert into public.categories (ledger_id, name, aliases) values ($1, 'Mercado', '{super}'), ($1, 'Lazer', '{}')`,
		[home.id],
	)
	await home.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Pix'), ($1, 'Nubank')`, [
		home.id,
	])
	await home.asOwner(
		`insert into public.cycles (ledger_id, source_id, closing_day, due_day) values ($1, 2, 25, 5)`,
		[home.id],
	)
	await home.asOwner(
		`insert into public.budgets (ledger_id, category_id, month, amount_cents) values
			($1, 1, '2020-01-01', 50000), ($1, 1, date_trunc('month', now() at time zone 'America/Sao_Paulo'), 80000),
			($1, null, '2020-01-01', 100000), ($1, 2, '2020-01-01', 1), ($1, 2, '2020-02-01', 0)`,
		[home.id],
	)
	await home.post({ message_id: 'a', description: 'Feira', amount: 30, category: 'mercado' })
	const { today, ...context } = await home.context()
	expect(today).toMatch(/^\d{4}-\d\d-\d\d$/)
	expect(context).toEqual({
		ledger: 'Casa',
		currency: 'BRL',
		timezone: 'America/Sao_Paulo',
		basis: 'bill',
		categories: [
			{ name: 'Mercado', aliases: ['super'] },
			{ name: 'Lazer', aliases: [] },
		],
		sources: [
			{ name: 'Pix', aliases: [], bills: null },
			{ name: 'Nubank', aliases: [], bills: expect.anything() },
		],
		people: [
			{ name: 'Ana', aliases: [], contacts: ['tel:5511999998888'] },
			{ name: 'Bruno', aliases: [], contacts: ['tg:7'] },
		],
		budgets: [
			{ category: null, amount_cents: 100000, left_cents: 97000 },
			{ category: 'Mercado', amount_cents: 80000, left_cents: 77000 },
		],
		quiet_agents: [],
	})
})

test('a card comes with its last closed and its open bill', async () => {
	const home = await household()
	await home.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Nubank')`, [home.id])
	await home.asOwner(
		`insert into public.cycles (ledger_id, source_id, closing_day, due_day) values ($1, 1, 25, 5)`,
		[home.id],
	)
	await home.post({ message_id: 'a', description: 'Loja', amount: 120, source: 'nubank', installments: 4 })
	const { sources } = (await home.context()) as {
		sources: { bills: { state: string; amount_cents: number; left_cents: number; closes: string }[] }[]
	}
	const [closed, open] = sources[0]!.bills
	expect(sources[0]!.bills).toHaveLength(2)
	expect(open).toMatchObject({ state: 'open', amount_cents: 3000, left_cents: 3000 })
	expect(closed).toMatchObject({ state: 'paid', amount_cents: 0 })
	expect(closed!.closes < open!.closes).toBe(true)
})
