import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { splitInstallments } from '../../src/ledger/parts.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger, type TestLedger } from './support/ledger.ts'

let database: TestDatabase
/** Read only: a test that records something makes a ledger of its own. */
let ledger: TestLedger
beforeAll(async () => {
	database = await startDatabase()
	ledger = await makeFilledLedger()
})
afterAll(() => database.stop())

/** Sixty purchases over half a year, the last of them voided. */
async function makeFilledLedger(): Promise<TestLedger> {
	const ledger = await makeLedger(database)
	await ledger.asOwner(
		`insert into public.categories (ledger_id, name) values ($1, 'Mercado'), ($1, 'Casa')`,
		[ledger.id],
	)
	const items = Array.from({ length: 60 }, (_, k) => ({
		message_id: `m${k}`,
		description: `Compra ${k}`,
		amount: k + 1,
		category: k % 3 ? 'mercado' : 'casa',
		kind: k % 10 ? 'expense' : 'income',
		installments: k % 7 === 0 ? 5 : 1,
		occurred_at: new Date(Date.UTC(2026, 0, 15) + k * 3 * 86_400_000).toISOString(),
	}))
	await ledger.post(items)
	await ledger.post({ message_id: 'v', action: 'void', target_message_id: 'm59' })
	return ledger
}

describe('ledger_changes', () => {
	test('pages in order until nothing is left', async () => {
		const seen: number[] = []
		let at = 0
		for (let pages = 0; ; pages++) {
			const { head, upto, rows } = await ledger.changes(at, 7)
			expect(rows.revision.length).toBeLessThanOrEqual(7)
			seen.push(...rows.revision)
			at = upto
			if (upto === head) break
			expect(pages).toBeLessThan(20)
		}
		// m59 took revision 60, then 61 when it was voided.
		expect(seen).toEqual([...Array.from({ length: 59 }, (_, k) => k + 1), 61])
	})

	test('max_rows 0 tells the head only; past the head there is nothing', async () => {
		expect(await ledger.changes(5, 0)).toMatchObject({ head: 61, upto: 5, rows: { id: [], revision: [] } })
		expect(await ledger.changes(61)).toMatchObject({ head: 61, upto: 61, rows: { id: [] } })
	})

	test('nothing said about where to begin is the beginning, and no page has less than no rows', async () => {
		const whole = await ledger.changes(0)
		expect(await ledger.changes(null as unknown as number)).toEqual(whole)
		expect(whole.rows.id).toHaveLength(60)
		await expect(ledger.changes(0, -1)).rejects.toMatchObject({ code: '22023', column_name: 'max_rows' })
	})

	test('with months: all that has an installment in them, and only that', async () => {
		const { rows, upto } = await ledger.changes(0, 1000, '2026-03', '2026-04')
		expect(upto).toBe(61)
		const expected = await database.query<{ id: string }>(
			`select t.id from public.transactions t where t.ledger_id = $1 and exists (
				select from generate_series(0, t.installments - 1) k
				where to_char(t.bill_month + make_interval(months => k), 'YYYY-MM') in ('2026-03', '2026-04')
			) order by t.revision`,
			[ledger.id],
		)
		expect(rows.id).toEqual(expected.map((row) => row.id))
		expect(rows.id.length).toBeGreaterThan(20)
	})

	test("every column has the same length and the wire's form", async () => {
		const { rows } = await ledger.changes(60)
		expect(rows).toEqual({
			id: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
			revision: [61],
			kind: ['expense'],
			amount_cents: [6000],
			installments: [1],
			bill_month: ['2026-07'],
			occurred_at: [Date.UTC(2026, 0, 15) + 59 * 3 * 86_400_000],
			description: ['Compra 59'],
			category_id: [1],
			category_text: [null],
			source_id: [null],
			source_text: [null],
			person_id: [null],
			person_text: [null],
			voided: [true],
			// No row has anything in these.
			to_source_id: null,
			to_source_text: null,
			part: null,
			parts: null,
			pays_month: null,
			moves: null,
			refund_of: null,
			bill_given: null,
			imported: null,
		})
	})

	test('says what came from a file, in the answer and in broadcasts', async () => {
		const other = await makeLedger(database)
		await other.postOne({ message_id: 'wamid.a', description: 'a', amount: 1 })
		await other.postOne({ message_id: 'import:b:0', description: 'b', amount: 1 })
		expect((await other.changes()).rows.imported).toEqual([false, true])
		const told = await other.broadcasts<{ rows: Record<string, unknown> }>('changes')
		expect(told.map(({ rows }) => rows.imported)).toEqual([undefined, [true]])
	})

	test.each(['2026-13', '2026-1', 'nov', ''])('refuses the month %j', async (month) => {
		await expect(ledger.changes(0, 10, month)).rejects.toMatchObject({ code: '22023' })
	})
})

describe('views', () => {
	interface BillItem {
		transaction_id: string
		amount_cents: number
		installment: number
		installments: number
	}

	test('bill_items: every part of every live purchase', async () => {
		const items = await ledger.asOwner<BillItem>(
			'select * from public.bill_items order by transaction_id, installment',
		)
		const groups = new Map<string, BillItem[]>()
		for (const item of items)
			groups.set(item.transaction_id, [...(groups.get(item.transaction_id) ?? []), item])
		const byPurchase = [...groups.values()]
		expect(byPurchase).toHaveLength(59)
		for (const parts of byPurchase) {
			const total = parts.reduce((sum, part) => sum + part.amount_cents, 0)
			expect(parts.map((part) => part.amount_cents)).toEqual(splitInstallments(total, parts[0]!.installments))
			expect(parts.map((part) => part.installment)).toEqual(parts.map((_, k) => k + 1))
		}
	})

	const totals = (ledger: TestLedger) =>
		ledger.asOwner(
			'select bill_month, kind, category, source, amount_cents, items from public.monthly_totals order by 1, 2, 3',
		)
	const counted = (ledger: TestLedger) =>
		ledger.asOwner(`select bill_month, kind, category, source, sum(amount_cents)::bigint as amount_cents, count(*) as items
			from public.bill_items group by 1, 2, 3, 4 order by 1, 2, 3`)

	test('monthly_totals are exact before, just after and long after a refresh', async () => {
		const ledger = await makeFilledLedger()
		expect(await totals(ledger)).toEqual(await counted(ledger))
		await database.query('select private.refresh_monthly_totals()')
		expect(await totals(ledger)).toEqual(await counted(ledger))
		await ledger.post({
			message_id: 'late',
			description: 'Depois',
			amount: 9,
			occurred_at: '2026-02-01T12:00:00Z',
		})
		expect(await totals(ledger)).toEqual(await counted(ledger))
	})

	test("this and last month follow the ledger's timezone", async () => {
		const other = await makeLedger(database)
		const [now] = await database.query<{ first: string; before: string }>(
			`select (date_trunc('month', now() at time zone 'America/Sao_Paulo') at time zone 'America/Sao_Paulo') as first,
			(date_trunc('month', now() at time zone 'America/Sao_Paulo') at time zone 'America/Sao_Paulo') - interval '1 second' as before`,
		)
		await other.post([
			{ message_id: 'this', description: 'Este mês', amount: 1, occurred_at: now!.first },
			{ message_id: 'last', description: 'Mês passado', amount: 2, occurred_at: now!.before },
		])
		expect(await other.asOwner('select description from public.current_month_bill')).toEqual([
			{ description: 'Este mês' },
		])
		expect(await other.asOwner('select description from public.previous_month_bill')).toEqual([
			{ description: 'Mês passado' },
		])
	})
})

test('the history of a transaction, oldest first', async () => {
	const house = await makeLedger(database)
	const refused = await house.postOne({ message_id: 'a', description: 'Pão', amount: 'x' })
	await house.post({ message_id: 'b', action: 'amend', target_message_id: 'a', amount: 5 })
	await house.post({ message_id: 'c', action: 'amend', target_message_id: 'a', amount: 'y' })
	await house.post({ message_id: 'd', action: 'void', target_message_id: 'a' })
	const history = await house.asOwner<{ message_id: string }>(
		'select message_id from public.transaction_history($1)',
		[refused.id],
	)
	expect(history.map((item) => item.message_id)).toEqual(['a', 'b', 'd'])
})
