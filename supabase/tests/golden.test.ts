import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'

const fixture = (name: string) =>
	readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')
		.split('\n')
		.filter((line) => line !== '')

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

test('amounts are read as fixtures/amounts.jsonl says', async () => {
	const lines = fixture('amounts.jsonl')
	// The line itself is the JSON: a number goes in as it was written, not as JavaScript would print it.
	const got = await database.query<{ amount: string; cents: number }>(
		`select l ->> 'amount' as amount, private.amount_cents(l -> 'amount') as cents
		from unnest($1::text[]) with ordinality t (line, k), lateral (select line::jsonb as l) j order by k`,
		[lines],
	)
	const reasons = ['amount_missing', 'amount_unreadable', 'amount_not_positive', 'amount_too_large']
	lines.forEach((line, k) => {
		const { cents, reason } = JSON.parse(line) as { cents?: number; reason?: string }
		const answer = got[k]!.cents
		expect(answer < 0 ? reasons[-answer - 1] : answer, line).toBe(reason ?? cents)
	})
	expect(got.length).toBeGreaterThan(50)
})

test('bill months and installments are those of fixtures/bills.tsv', async () => {
	const [, ...lines] = fixture('bills.tsv')
	const rows = lines.map((line) => line.split('\t'))
	const column = (k: number) => rows.map((row) => (row[k] === '' ? null : row[k]))
	const got = await database.query<{ month: string; parts: number[] }>(
		`select
			to_char(private.bill_month((o at time zone z)::date, c, d), 'YYYY-MM') as month,
			(select array_agg(private.installment_cents(a, n, k)::float8 order by k) from generate_series(1, n) k) as parts
		from unnest($1::timestamptz[], $2::text[], $3::int[], $4::int[], $5::bigint[], $6::int[])
			with ordinality t (o, z, c, d, a, n, place)
		order by place`,
		[column(0), column(1), column(2), column(3), column(4), column(5)],
	)
	rows.forEach((row, k) => {
		expect(got[k]!.month, lines[k]).toBe(row[6])
		expect(got[k]!.parts, lines[k]).toEqual(JSON.parse(row[7]!))
	})
	expect(rows.length).toBeGreaterThan(100)
})

test('texts are kept as fixtures/visible-texts.jsonl says: nothing, where nobody sees anything', async () => {
	const cases = fixture('visible-texts.jsonl').map(
		(line) => JSON.parse(line) as { text: string; kept: string | null },
	)
	const got = await database.query<{ kept: string | null }>(
		`select nullif(private.cleaned(text), '') as kept from unnest($1::text[]) with ordinality t (text, k) order by k`,
		[cases.map(({ text }) => text)],
	)
	expect(cases.map(({ text }, k) => [text, got[k]!.kept])).toEqual(
		cases.map(({ text, kept }) => [text, kept]),
	)
})
