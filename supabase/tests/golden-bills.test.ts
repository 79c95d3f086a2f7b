import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'

// Bills, parts, cards and what comes again, as the files say that the page reads them too.

const lines = <T>(name: string): T[] =>
	readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as T)

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Cycles {
	cycles: { from_month?: string | null; closing_day: number | null; due_day: number | null }[]
	closings: { bill_month: string; closing_date: string }[]
}

/** A ledger with one card of these cycles and moved closings; source 1. */
async function withCard({ cycles, closings }: Cycles) {
	const ledger = await makeLedger(database)
	await ledger.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Cartão')`, [ledger.id])
	await database.query(
		`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
		select $1, 1, (c ->> 'from_month' || '-01')::date, (c ->> 'closing_day')::int, (c ->> 'due_day')::int
		from jsonb_array_elements($2::text::jsonb) c`,
		[ledger.id, JSON.stringify(cycles)],
	)
	await database.query(
		`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
		select $1, 1, (c ->> 'bill_month' || '-01')::date, (c ->> 'closing_date')::date
		from jsonb_array_elements($2::text::jsonb) c`,
		[ledger.id, JSON.stringify(closings)],
	)
	return ledger
}

interface Row {
	kind: string
	day: string
	amount_cents: number
	installments?: number
	/** First bill; the day's month where there is none. */
	bill_month?: string
	pays_month?: string
	description?: string
	category_id?: number | null
	source_id?: number | null
	to_source_id?: number | null
	voided?: boolean
}

/** Puts rows where the rules would have put them: some lie too far from today for the inbox. Answers their ids. */
async function put(ledgerId: string, rows: Row[]): Promise<string[]> {
	return database.transaction(async (query) => {
		await query('update public.ledgers set revision = $2 where id = $1', [ledgerId, rows.length])
		const made = await query<{ id: string }>(
			`select gen_random_uuid() as id from generate_series(1, $1::int)`,
			[rows.length],
		)
		await query('set local role painel_ledger')
		await query(
			`insert into public.transactions (id, ledger_id, revision, kind, amount_cents, installments, bill_month,
				first_month, last_month, occurred_at, description, category_id, source_id, source_text, to_source_id, pays_month, voided,
				message_id, item, agent_id)
			select i::uuid, $1, k, r ->> 'kind', (r ->> 'amount_cents')::bigint, coalesce((r ->> 'installments')::int, 1),
				b.bill, m.months[1], m.months[2],
				-- In order within a day.
				(r ->> 'day' || ' 12:00')::timestamp at time zone 'America/Sao_Paulo' + k * interval '1 second',
				coalesce(r ->> 'description', 'x'), (r ->> 'category_id')::int, (r ->> 'source_id')::int, 'Cartão',
				(r ->> 'to_source_id')::int, (r ->> 'pays_month' || '-01')::date, coalesce((r ->> 'voided')::boolean, false),
				'm' || k, 0, $1::uuid
			from jsonb_array_elements($2::text::jsonb) with ordinality t (r, k)
			join unnest($3::text[]) with ordinality u (i, n) on u.n = t.k
			cross join lateral (
				select coalesce(
					(r ->> 'bill_month' || '-01')::date,
					private.bill_month_of($1, (r ->> 'source_id')::int, (r ->> 'day')::date)
				) as bill
			) b
			cross join lateral (
				select private.touched_months(b.bill, coalesce((r ->> 'installments')::int, 1), null, (r ->> 'day')::date) as months
			) m`,
			[ledgerId, JSON.stringify(rows), made.map(({ id }) => id)],
		)
		return made.map(({ id }) => id)
	})
}

test('the bill of a day is that of fixtures/cycles.jsonl', async () => {
	const vectors = lines<Cycles & { days: [string, string][] }>('cycles.jsonl')
	for (const vector of vectors) {
		const ledger = await withCard(vector)
		const got = await database.query<{ bill: string; general: string }>(
			`select to_char(private.bill_month_of($1, 1, d), 'YYYY-MM') as bill,
				to_char(private.bill_on(private.billing_of($1, 1), d), 'YYYY-MM') as general
			from unnest($2::date[]) with ordinality t (d, k) order by k`,
			[ledger.id, vector.days.map(([day]) => day)],
		)
		const bills = vector.days.map(([, bill]) => bill)
		expect(
			got.map(({ bill }) => bill),
			JSON.stringify(vector),
		).toEqual(bills)
		expect(
			got.map(({ general }) => general),
			JSON.stringify(vector),
		).toEqual(bills)
	}
	expect(vectors.length).toBeGreaterThan(10)
})

test('the parts of a purchase are those of fixtures/parts.jsonl', async () => {
	const vectors = lines<{
		amount_cents: number
		installments: number
		bill_month: string
		moves: unknown
		live: [number, string, number, string][]
	}>('parts.jsonl')
	for (const { amount_cents, installments, bill_month, moves, live } of vectors) {
		const got = await database.query<{ k: number; bill: string; cents: number }>(
			`select k, to_char(b.bill, 'YYYY-MM') as bill, private.installment_cents($1, $2, k) as cents
			from generate_series(1, $2::int) k
			cross join lateral (select private.bill_of_part(($3 || '-01')::date, nullif($4::text::jsonb, 'null'), k) as bill) b
			where b.bill is not null order by k`,
			[amount_cents, installments, bill_month, JSON.stringify(moves)],
		)
		expect(got.map(({ k, bill, cents }) => [k, bill, cents])).toEqual(live.map((part) => part.slice(0, 3)))
		const [whole] = await database.query<{ cents: number }>(
			`select private.live_cents($1, $2, ($3 || '-01')::date, nullif($4::text::jsonb, 'null')) as cents`,
			[amount_cents, installments, bill_month, JSON.stringify(moves)],
		)
		expect(whole!.cents).toBe(live.reduce((sum, [, , cents]) => sum + cents, 0))
	}
	expect(vectors.length).toBeGreaterThan(5)
})

describe('a card’s bills are those of fixtures/card-bills.jsonl', () => {
	type Vector = Cycles & {
		what: string
		today: string
		rows: (Row & { to?: true })[]
		bills: Record<string, unknown>[]
	}
	test.each(lines<Vector>('card-bills.jsonl').map((vector) => [vector.what, vector] as const))(
		'%s',
		async (_, vector) => {
			const ledger = await withCard(vector)
			await put(
				ledger.id,
				vector.rows.map(({ to, ...row }) => ({
					...row,
					source_id: to ? null : 1,
					to_source_id: to ? 1 : null,
				})),
			)
			const got = await database.query<Record<string, unknown>>(
				`select to_char(bill_month, 'YYYY-MM') as bill_month, closes, due, amount_cents as amount, paid_cents as paid,
					left_cents as left, credit_cents as credit, state
				from private.card_bills($1, $2::date)`,
				[ledger.id, vector.today],
			)
			const bills = vector.bills.map(({ bill_month }) => got.find((bill) => bill.bill_month === bill_month))
			expect(bills).toEqual(vector.bills)
		},
	)
})

describe('what comes again stands as fixtures/recurring.jsonl says', () => {
	interface Vector {
		what: string
		recurring: Record<string, unknown>
		month: string
		today: string
		rows: Row[]
		due: string | null
		arrived: number | null
		late: boolean
		dearer: boolean
	}
	test.each(lines<Vector>('recurring.jsonl').map((vector) => [vector.what, vector] as const))(
		'%s',
		async (_, { recurring, month, today, rows, due, arrived, late, dearer }) => {
			const ledger = await makeLedger(database)
			for (const table of ['categories', 'sources'])
				await ledger.asOwner(
					`insert into public.${table} (ledger_id, name) select $1, 'n' || k from generate_series(1, 9) k`,
					[ledger.id],
				)
			await ledger.asOwner(
				`insert into public.recurring (ledger_id, name, day, amount_cents, kind, category_id, source_id, until)
				values ($1, $2, $3, $4, $5, $6, $7, $8)`,
				[
					ledger.id,
					...['name', 'day', 'amount_cents', 'kind', 'category_id', 'source_id', 'until'].map(
						(name) => recurring[name],
					),
				],
			)
			const ids = await put(ledger.id, rows)
			const [got] = await database.query<Record<string, unknown>>(
				`select due, transaction_id, late, dearer from private.recurring_in($1, ($2 || '-01')::date, $3::date)`,
				[ledger.id, month, today],
			)
			expect(got).toEqual({ due, transaction_id: arrived === null ? null : ids[arrived], late, dearer })
		},
	)
})

test('a new closing day: how many purchases it moves, and which bills it leaves without days', async () => {
	const ledger = await withCard({ cycles: [{ closing_day: 25, due_day: 5 }], closings: [] })
	await put(
		ledger.id,
		['2026-08-09', '2026-08-10', '2026-09-09', '2026-09-10', '2026-09-24'].map((day) => ({
			kind: 'expense',
			day,
			amount_cents: 100,
			source_id: 1,
		})),
	)
	const preview = async (from: string | null, closing: number | null, due: number | null) => {
		const [row] = await ledger.asOwner<{ answer: { moves: number; bills_without_days: string[] } }>(
			'select public.preview_cycle($1, 1, $2, $3, $4) as answer',
			[ledger.id, from, closing, due],
		)
		return row!.answer
	}
	expect(await preview(null, 25, 5)).toEqual({ moves: 0, bills_without_days: [] })
	// From October's bill on it closes on the 10th of October: what September's took stays there.
	expect(await preview('2026-10', 10, 17)).toMatchObject({ moves: 0 })
	const from = await preview('2026-09', 10, 17)
	expect(from.moves).toBeGreaterThan(0)
	// What it says is what happens.
	const before = (await ledger.changes(0, 0)).head
	await ledger.asOwner(
		`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day) values ($1, 1, '2026-09-01', 10, 17)`,
		[ledger.id],
	)
	expect((await ledger.changes(0, 0)).head - before).toBe(from.moves)
	expect(await preview('2026-10', 25, 5)).toMatchObject({ bills_without_days: [] })
	// November's would close on 9 October, a day before October's.
	expect((await preview('2026-11', 9, 9)).bills_without_days).toEqual(['2026-11'])
	expect((await preview('2026-10', 8, 7)).bills_without_days).toEqual(['2026-10'])
})
