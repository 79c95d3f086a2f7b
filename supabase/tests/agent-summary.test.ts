import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

let database: TestDatabase
let home: Awaited<ReturnType<typeof household>>
beforeAll(async () => {
	database = await startDatabase()
	home = await household()
})
afterAll(() => database.stop())

interface Totals {
	spending_cents: number
	income_cents: number
	purchases: number
	categories: { name: string | null; spending_cents: number; purchases: number }[]
	sources: { name: string | null; spending_cents: number; purchases: number }[]
}

interface Summary extends Totals {
	month: string
	from: string
	to: string
	basis: string
	complete: boolean
	before: Omit<Totals, 'categories' | 'sources'>
	before_same_days?: Omit<Totals, 'categories' | 'sources'>
}

async function household() {
	const ledger = await makeLedger(database)
	await ledger.asOwner(
		`insert into public.categories (ledger_id, name, aliases) values ($1, 'Mercado', '{super}'), ($1, 'Lazer', '{}')`,
		[ledger.id],
	)
	await ledger.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Pix'), ($1, 'Nubank')`, [
		ledger.id,
	])
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana')`, [ledger.id])
	const bought = (message_id: string, day: string, amount: number, more: object = {}) => ({
		message_id,
		occurred_at: `${day}T15:00:00Z`,
		description: 'Compra',
		amount,
		...more,
	})
	await ledger.post([
		bought('a', '2026-08-10', 100, { category: 'super', source: 'pix', person: 'ana' }),
		bought('b', '2026-09-10', 200, { category: 'mercado', description: 'Feira da Praça' }),
		bought('c', '2026-09-12', 50, { category: 'mercado', kind: 'refund' }),
		bought('d', '2026-09-20', 300, { category: 'lazer', source: 'nubank', installments: 3 }),
		bought('e', '2026-09-21', 4000, { kind: 'income' }),
		bought('f', '2026-09-22', 999, { kind: 'transfer', source: 'pix', to_source: 'nubank' }),
		bought('g', '2026-10-01', 70, {}),
	])
	return {
		...ledger,
		summary: (filters: object) =>
			as(database, agent(ledger.token), async (query) => {
				const names = Object.keys(filters)
				const [row] = await query<{ answer: Summary }>(
					`select public.agent_summary(${names.map((name, k) => `"${name}" => $${k + 1}`).join(', ')}) as answer`,
					Object.values(filters),
				)
				return row!.answer
			}),
	}
}

describe('a month', () => {
	test('by bill: refunds lower it, transfers are in no total, parts lie in their months', async () => {
		expect(await home.summary({ month: '2026-09' })).toMatchObject({
			month: '2026-09',
			basis: 'bill',
			complete: true,
			spending_cents: 20000 - 5000 + 10000,
			income_cents: 400000,
			purchases: 2,
			categories: [
				{ name: 'Mercado', spending_cents: 15000, purchases: 1 },
				{ name: 'Lazer', spending_cents: 10000, purchases: 1 },
			],
			before: { spending_cents: 10000, income_cents: 0, purchases: 1 },
		})
	})

	test('by purchase: the whole of it, in its month', async () => {
		const summary = await home.summary({ month: '2026-09', basis: 'purchase' })
		expect(summary).toMatchObject({ basis: 'purchase', spending_cents: 20000 - 5000 + 30000, purchases: 2 })
		expect((await home.summary({ month: '2026-10', basis: 'purchase' })).spending_cents).toBe(7000)
	})
})

describe('a range', () => {
	test('counts a purchase once, and compares with as many months before', async () => {
		expect(await home.summary({ from_month: '2026-09', to_month: '2026-11' })).toMatchObject({
			from: '2026-09',
			to: '2026-11',
			spending_cents: 20000 - 5000 + 30000 + 7000,
			purchases: 3,
			before: { spending_cents: 10000, purchases: 1 },
		})
	})

	test.each([
		['to_month', { from_month: '2026-10', to_month: '2026-09' }],
		['to_month', { from_month: '2020-01', to_month: '2023-01' }],
		['basis', { basis: 'both' }],
		['text', { text: 'x'.repeat(1000) }],
	])('a wrong %s is refused', async (column, filters) => {
		await expect(home.summary(filters)).rejects.toMatchObject({ code: '22023', column_name: column })
	})
})

describe('filters', () => {
	const year = { from_month: '2026-01', to_month: '2026-12' }
	test.each([
		[{ category: 'SUPER' }, 25000],
		[{ source: 'pix' }, 10000],
		[{ person: 'ana' }, 10000],
		[{ text: 'praca' }, 20000],
		[{ text: '%' }, 0],
		[{ category: 'mercado', text: 'feira' }, 20000],
	])('%j', async (filters, cents) => {
		expect((await home.summary({ ...year, ...filters })).spending_cents).toBe(cents)
	})

	test.each([
		['category', 'Merca', 'There are: Mercado, Lazer.'],
		['source', 'Santander', 'There are: Nubank, Pix.'],
		['person', 'Zé', 'There are: Ana.'],
	])('an unknown %s is an error that names the nearest, never 0', async (what, name, hint) => {
		await expect(home.summary({ [what]: name })).rejects.toMatchObject({
			code: '22023',
			column_name: what,
			hint,
		})
	})
})

test('while a month runs, the same days of the month before stand beside it', async () => {
	const running = await makeLedger(database)
	const [{ today }] = (await database.query<{ today: string }>(
		`select (now() at time zone 'America/Sao_Paulo')::date::text as today`,
	)) as [{ today: string }]
	const [{ now_month, month_before }] = (await database.query<{ now_month: string; month_before: string }>(
		`select to_char($1::date, 'YYYY-MM') as now_month, to_char($1::date - interval '1 month', 'YYYY-MM') as month_before`,
		[today],
	)) as [{ now_month: string; month_before: string }]
	await running.post([
		{ message_id: 'a', description: 'x', amount: 10, occurred_at: `${month_before}-01T15:00:00Z` },
		{ message_id: 'b', description: 'x', amount: 20 },
	])
	const answer = await as(database, agent(running.token), async (query) => {
		const [row] = await query<{ answer: Summary }>('select public.agent_summary() as answer')
		return row!.answer
	})
	expect(answer).toMatchObject({
		month: now_month,
		complete: false,
		spending_cents: 2000,
		before: { spending_cents: 1000 },
		before_same_days: { spending_cents: 1000 },
	})
})
