import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { parseAmount } from '../../src/ledger/amount.ts'
import { billMonth } from '../../src/ledger/bill.ts'
import { makeCalendar } from '../../src/ledger/calendar.ts'
import {
	LONGEST_AGENT_NAME,
	LONGEST_ALIAS,
	LONGEST_DESCRIPTION,
	LONGEST_LABEL,
	LONGEST_LEDGER_NAME,
	MAX_AMOUNT_CENTS,
	MAX_INSTALLMENTS,
} from '../../src/ledger/limits.ts'
import { normalise } from '../../src/ledger/name.ts'
import { splitInstallments } from '../../src/ledger/parts.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'

// SQL and TypeScript hold the same rules: any input gives the same answer. Cases go in arrays, since a round trip each
// would be most of the time. More of them: PAINEL_RUNS=200 npm run test:sql.
const numRuns = Number(process.env.PAINEL_RUNS ?? 12)
const CASES = 250
const many = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: CASES, maxLength: CASES })

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const REASONS = ['amount_missing', 'amount_unreadable', 'amount_not_positive', 'amount_too_large']

const separators = fc.constantFrom('.', ',', '', ' ', '-')
const digits = fc.stringMatching(/^[0-9]{1,4}$/)
const amountText = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.tuple(digits, separators, digits, separators, digits).map((parts) => parts.join('')),
	},
	fc
		.tuple(
			fc.constantFrom('', 'R$', 'R$ ', 'r$\u00a0', 'BRL ', '-R$ ', 'R$ -', '\u202f', '-', '+', '$'),
			fc.stringMatching(/^[0-9]{1,3}([.,][0-9]{1,3}){0,3}$/),
			fc.constantFrom('', ' reais', 'real', ' BRL', ' brl ', '\t', ' conto', ' reais reais'),
		)
		.map((parts) => parts.join('')),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc.stringMatching(/^[0-9.,]{1,16}$/),
)
const amountNumber = fc.oneof(
	fc.integer({ min: -500, max: 100_000_000_000 }).map((cents) => cents / 100),
	fc.integer({ min: -5, max: 2_000_000_000 }),
	fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
	fc.integer({ min: 0, max: 1_000_000_000 }).map((thousandths) => thousandths / 1000),
)
const amount = fc.oneof(
	{ weight: 5, arbitrary: amountText },
	{ weight: 4, arbitrary: amountNumber },
	fc.constantFrom<unknown>(null, true, false, [], {}, [12], { v: 1 }),
)

const withoutNul = (text: string) => !text.includes('\0')
const wellFormed = (text: string) =>
	withoutNul(text) && (text as string & { isWellFormed(): boolean }).isWellFormed()

describe('the database and the page read the same', () => {
	test('amounts', async () => {
		await fc.assert(
			fc.asyncProperty(
				many(amount.filter((value) => typeof value !== 'string' || wellFormed(value))),
				async (values) => {
					const got = await database.query<{ cents: number }>(
						`select private.amount_cents(v) as cents from jsonb_array_elements($1::text::jsonb) with ordinality t (v, k) order by k`,
						[JSON.stringify(values)],
					)
					values.forEach((value, k) => {
						const answer = got[k]!.cents
						const sql = answer < 0 ? { reason: REASONS[-answer - 1] } : { cents: answer }
						expect(sql, JSON.stringify(value)).toEqual(parseAmount(value))
					})
				},
			),
			{ numRuns },
		)
	})

	test('names', async () => {
		const text = fc
			.oneof(
				fc.string({ unit: 'grapheme', maxLength: 20 }),
				fc
					.array(
						fc.constantFrom(
							'Á',
							'é',
							'ç',
							'Ã',
							'o',
							' ',
							'\u00a0',
							'\t',
							'Ü',
							'1',
							'-',
							'n\u0303',
							'İ',
							'ẞ',
							'\u3000',
							'\u200b',
							'\u00ad',
							'\u200f',
							'\u206a',
						),
						{
							maxLength: 14,
						},
					)
					.map((parts) => parts.join('')),
			)
			// One letter differs on purpose: JavaScript lowers a final Σ to ς, PostgreSQL to σ.
			.filter((value) => wellFormed(value) && !value.includes('Σ'))
		await fc.assert(
			fc.asyncProperty(many(text), async (values) => {
				const got = await database.query<{ name: string }>(
					`select private.normalise(v) as name from unnest($1::text[]) with ordinality t (v, k) order by k`,
					[values],
				)
				expect(got.map((row) => row.name)).toEqual(values.map(normalise))
			}),
			{ numRuns },
		)
	})

	test('installments', async () => {
		const purchase = fc.tuple(fc.integer({ min: 1, max: 99_999_999_999 }), fc.integer({ min: 1, max: 120 }))
		await fc.assert(
			fc.asyncProperty(many(purchase), async (values) => {
				const got = await database.query<{ parts: number[] }>(
					`select (select array_agg(private.installment_cents(a, n, k)::float8 order by k) from generate_series(1, n) k) as parts
					from unnest($1::bigint[], $2::int[]) with ordinality t (a, n, place) order by place`,
					[values.map(([cents]) => cents), values.map(([, parts]) => parts)],
				)
				values.forEach(([cents, parts], k) => {
					expect(got[k]!.parts).toEqual(splitInstallments(cents, parts))
					expect(got[k]!.parts.reduce((sum, part) => sum + part, 0)).toBe(cents)
				})
			}),
			{ numRuns },
		)
	})

	test('bill months, with moved closings, in any timezone', async () => {
		const [ledger] = await database.query<{ id: string }>(
			`insert into public.ledgers (name) values ('Propriedades') returning id`,
		)
		const day = fc.option(fc.integer({ min: 1, max: 31 }), { freq: 4 })
		const purchase = fc.record({
			at: fc.integer({ min: Date.UTC(2016, 0, 1), max: Date.UTC(2028, 11, 31) }),
			timezone: fc.constantFrom(
				'America/Sao_Paulo',
				'UTC',
				'Pacific/Auckland',
				'America/Noronha',
				'Asia/Kolkata',
			),
		})
		const closing = fc.record({
			month: fc.integer({ min: 0, max: 155 }),
			moved: fc.integer({ min: -25, max: 25 }),
		})
		const source = fc.record({
			cycles: fc
				.uniqueArray(
					fc.record({ month: fc.option(fc.integer({ min: 0, max: 155 })), closing_day: day, due_day: day }),
					{ maxLength: 4, selector: ({ month }) => month },
				)
				.map((versions) =>
					versions.map(({ month, closing_day, due_day }) => ({
						from_month: month === null ? null : new Date(Date.UTC(2016, month, 1)).toISOString().slice(0, 7),
						closing_day,
						due_day: closing_day === null ? null : due_day,
					})),
				),
			closings: fc.uniqueArray(closing, { maxLength: 12, selector: (moved) => moved.month }),
		})
		await fc.assert(
			fc.asyncProperty(source, many(purchase), async ({ cycles, closings }, purchases) => {
				const moved = closings.map(({ month, moved }) => {
					const first = new Date(Date.UTC(2016, month, 1))
					return {
						bill_month: first.toISOString().slice(0, 7),
						closing_date: new Date(first.getTime() + moved * 86_400_000).toISOString().slice(0, 10),
					}
				})
				const [made] = await database.query<{ id: number }>(
					`insert into public.sources (ledger_id, name) values ($1, gen_random_uuid()::text) returning id`,
					[ledger!.id],
				)
				await database.query(
					`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
					select $1, $2, (f || '-01')::date, c, d from unnest($3::text[], $4::int[], $5::int[]) t (f, c, d)`,
					[
						ledger!.id,
						made!.id,
						cycles.map((cycle) => cycle.from_month),
						cycles.map((cycle) => cycle.closing_day),
						cycles.map((cycle) => cycle.due_day),
					],
				)
				await database.query(
					`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
					select $1, $2, (m || '-01')::date, c from unnest($3::text[], $4::date[]) t (m, c)`,
					[ledger!.id, made!.id, moved.map((m) => m.bill_month), moved.map((m) => m.closing_date)],
				)
				const got = await database.query<{ month: string }>(
					`select to_char(private.bill_month_of($1, $2, (o at time zone z)::date), 'YYYY-MM') as month
					from unnest($3::timestamptz[], $4::text[]) with ordinality t (o, z, k) order by k`,
					[
						ledger!.id,
						made!.id,
						purchases.map(({ at }) => new Date(at).toISOString()),
						purchases.map(({ timezone }) => timezone),
					],
				)
				purchases.forEach(({ at, timezone }, k) => {
					const local = makeCalendar(timezone).dayAt(at)
					expect(got[k]!.month, `${local} ${JSON.stringify({ cycles, moved })}`).toBe(
						billMonth(local, cycles, moved),
					)
				})
			}),
			{ numRuns },
		)
	})
})

describe('the database and the page have the same limits', () => {
	// Of letters outside the basic plane, since both count characters.
	const text = (length: number) => '😀'.repeat(length)

	test.each<[string, number, string]>([
		['a category', LONGEST_LABEL, 'insert into public.categories (ledger_id, name) values ($1, $2)'],
		['a source', LONGEST_LABEL, 'insert into public.sources (ledger_id, name) values ($1, $2)'],
		['a person', LONGEST_LABEL, 'insert into public.people (ledger_id, name) values ($1, $2)'],
		['a ledger', LONGEST_LEDGER_NAME, 'update public.ledgers set name = $2 where id = $1'],
		['an agent', LONGEST_AGENT_NAME, 'select public.create_agent($1, $2)'],
	])('on the name of %s', async (_, longest, statement) => {
		const ledger = await makeLedger(database)
		await ledger.asOwner(statement, [ledger.id, text(longest)])
		await expect(ledger.asOwner(statement, [ledger.id, `${text(longest)}x`])).rejects.toThrow()
	})

	test('on a budget', async () => {
		const ledger = await makeLedger(database)
		const set = (cents: number) =>
			ledger.asOwner(
				`insert into public.budgets (ledger_id, category_id, month, amount_cents) values ($1, null, '2026-11-01', $2)`,
				[ledger.id, cents],
			)
		await set(MAX_AMOUNT_CENTS)
		await expect(set(MAX_AMOUNT_CENTS + 1)).rejects.toThrow()
	})

	test('on a purchase', async () => {
		const ledger = await makeLedger(database)
		const reasonOf = async (message_id: string, more: object) =>
			(await ledger.postOne({ message_id, description: 'x', amount: 1, ...more })).reason
		expect([
			await reasonOf('a', { description: text(LONGEST_DESCRIPTION) }),
			await reasonOf('b', { description: text(LONGEST_DESCRIPTION + 1) }),
			await reasonOf('c', { amount: MAX_AMOUNT_CENTS / 100, installments: MAX_INSTALLMENTS }),
			await reasonOf('d', { amount: MAX_AMOUNT_CENTS / 100 + 0.01 }),
			await reasonOf('e', { installments: MAX_INSTALLMENTS + 1 }),
		]).toEqual([null, 'description_too_long', null, 'amount_too_large', 'installments_out_of_range'])
	})

	test('on another name of a label', async () => {
		const ledger = await makeLedger(database)
		const [made] = await ledger.asOwner<{ id: number }>(
			`insert into public.categories (ledger_id, name) values ($1, 'Mercado') returning id`,
			[ledger.id],
		)
		const map = (name: string) =>
			ledger.asOwner('select public.map_text($1, $2, $3, $4)', [ledger.id, 'category', name, made!.id])
		await map(text(LONGEST_ALIAS))
		// A longer one is refused or cut: nothing longer is ever kept.
		await map(`x${text(LONGEST_ALIAS)}`).catch(() => {})
		const [kept] = await ledger.asOwner<{ longest: number }>(
			'select max(length(alias)) as longest from public.categories, unnest(aliases) alias where ledger_id = $1',
			[ledger.id],
		)
		expect(kept!.longest).toBe(LONGEST_ALIAS)
	})
})
