import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import { cardBill, paidOfBills } from '../../../src/ledger/card-bills.ts'
import { dayNumber, monthOf } from '../../../src/ledger/day.ts'
import { startDatabase, type TestDatabase } from '../support/database.ts'
import { makeLedger, type TestLedger } from '../support/ledger.ts'
import { agent, as } from '../support/persona.ts'
import type { Model, Purchase } from './model.ts'
import { Play } from './play.ts'
import { CATEGORIES, history } from './steps.ts'

// Random histories of a ledger, told twice: to the database through its inbox and settings, and to a slow model that knows
// the rules by their definition. What became of each purchase, and every total, must be the same to the cent.
// More of them: PAINEL_RUNS=10000 npx vitest run --project sql supabase/tests/histories
const numRuns = Number(process.env.PAINEL_RUNS ?? 120)

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const spent = (kind: string, amount: number) =>
	kind === 'expense' ? amount : kind === 'refund' ? -amount : 0

/** Sums of a map's entries, those of nothing left out. */
function sums(entries: [string, number][]): Record<string, number> {
	const found: Record<string, number> = {}
	for (const [key, value] of entries) found[key] = (found[key] ?? 0) + value
	return found
}

async function expectSame(ledger: TestLedger, model: Model): Promise<void> {
	const rows = await database.query<Record<string, unknown>>(
		`select t.message_id, t.kind, t.amount_cents, t.installments, t.part, t.parts, to_char(t.bill_month, 'YYYY-MM') as bill,
			to_char(t.first_month, 'YYYY-MM') as first, to_char(t.last_month, 'YYYY-MM') as last, t.source_id, t.to_source_id,
			t.category_id, to_char(t.pays_month, 'YYYY-MM') as pays, t.bill_given, t.moves, t.voided, r.message_id as refund_of
		from public.transactions t left join public.transactions r on r.id = t.refund_of
		where t.ledger_id = $1 order by t.message_id`,
		[ledger.id],
	)
	const purchases = [...model.purchases].sort((a, b) => (a.message_id < b.message_id ? -1 : 1))
	expect(rows).toEqual(
		purchases.map((purchase) => {
			const months = [
				monthOf(model.dayOf(purchase.at)),
				...model.partsOf(purchase).map(({ bill }) => bill),
			].sort()
			const isTransfer = purchase.kind === 'transfer'
			return {
				message_id: purchase.message_id,
				kind: purchase.kind,
				amount_cents: purchase.cents,
				installments: purchase.installments,
				part: purchase.part,
				parts: purchase.parts,
				bill: model.billOf(purchase),
				first: months[0],
				last: months.at(-1),
				source_id: model.sourceOf(purchase.source),
				to_source_id: isTransfer ? model.sourceOf(purchase.to_source) : null,
				category_id: CATEGORIES.indexOf(purchase.category ?? '') + 1 || null,
				pays: isTransfer ? purchase.given : null,
				bill_given: !isTransfer && purchase.given !== null,
				moves: purchase.moves.length ? purchase.moves : null,
				voided: purchase.voided,
				refund_of: purchase.refundOf,
			}
		}),
	)

	const live = model.live()
	const byBill = live.flatMap((purchase) => model.partsOf(purchase).map((part) => ({ ...part, purchase })))
	const byDay = live.map((purchase) => ({
		month: monthOf(model.dayOf(purchase.at)),
		cents: model.partsOf(purchase).reduce((sum, part) => sum + part.cents, 0),
		purchase,
	}))
	const totals = async (view: string, month: string) =>
		Object.fromEntries(
			(
				await ledger.asOwner<{ key: string; amounts: number; spending: number }>(
					`select to_char(${month}, 'YYYY-MM') || ' ' || kind as key, sum(amount_cents)::float8 as amounts,
						sum(spending_cents)::float8 as spending
					from public.${view} where ledger_id = $1 group by 1`,
					[ledger.id],
				)
			).map(({ key, amounts, spending }) => [key, [amounts, spending || 0]]),
		)
	const expected = (entries: { month: string; cents: number; kind: string }[]) =>
		Object.fromEntries(
			Object.entries(sums(entries.map(({ month, kind, cents }) => [`${month} ${kind}`, cents]))).map(
				([key, sum]) => [key, [sum, spent(key.slice(8), sum) || 0]],
			),
		)
	const billEntries = byBill.map(({ bill, cents, purchase }) => ({ month: bill, cents, kind: purchase.kind }))
	const dayEntries = byDay.map(({ month, cents, purchase }) => ({ month, cents, kind: purchase.kind }))
	expect(await totals('monthly_totals', 'bill_month')).toEqual(expected(billEntries))
	expect(await totals('bill_items', 'bill_month')).toEqual(expected(billEntries))
	expect(await totals('monthly_totals_by_day', 'month')).toEqual(expected(dayEntries))

	const months = [...new Set([...billEntries, ...dayEntries].map(({ month }) => month))].sort().slice(-3)
	for (const basis of ['bill', 'purchase'] as const) {
		await ledger.asOwner('update public.ledgers set basis = $2 where id = $1', [ledger.id, basis])
		const counted = basis === 'bill' ? byBill.map((part) => ({ ...part, month: part.bill })) : byDay
		for (const month of months) {
			const here = counted.filter((one) => one.month === month)
			const [row] = await as(database, agent(ledger.token), (query) =>
				query<{ answer: Record<string, unknown> }>('select public.agent_summary($1) as answer', [month]),
			)
			expect(row!.answer).toMatchObject({
				month,
				basis,
				spending_cents: here.reduce((sum, { cents, purchase }) => sum + spent(purchase.kind, cents), 0),
				income_cents: here.reduce(
					(sum, { cents, purchase }) => sum + (purchase.kind === 'income' ? cents : 0),
					0,
				),
				purchases: new Set(
					here
						.filter(({ purchase }) => purchase.kind === 'expense' && (purchase.part ?? 1) === 1)
						.map(({ purchase }) => purchase.message_id),
				).size,
			})
		}
	}
	await expectCards(ledger, model, byBill)
}

/** The bills of each card, by the rules of the page over what the model knows. */
async function expectCards(
	ledger: TestLedger,
	model: Model,
	byBill: { bill: string; cents: number; purchase: Purchase }[],
): Promise<void> {
	const today = model.dayOf(Date.now())
	const got = await database.query<Record<string, unknown> & { source_id: number; month: string }>(
		`select source_id, to_char(bill_month, 'YYYY-MM') as month, closes, due, amount_cents as amount, paid_cents as paid,
			left_cents as left, credit_cents as credit, state
		from private.card_bills($1, $2::date)`,
		[ledger.id, today],
	)
	const ids = new Map(
		(
			await database.query<{ message_id: string; id: string }>(
				'select message_id, id from public.transactions where ledger_id = $1',
				[ledger.id],
			)
		).map(({ message_id, id }) => [message_id, id]),
	)
	for (const { source_id, month, ...bill } of got) {
		const payments = model
			.live()
			.filter(({ kind, to_source }) => kind === 'transfer' && model.sourceOf(to_source) === source_id)
			.sort((a, b) => a.at - b.at || (ids.get(a.message_id)! < ids.get(b.message_id)! ? -1 : 1))
		const card = {
			cycles: model.cyclesOf(source_id),
			closings: model.closingsOf(source_id),
			amounts: sums(
				byBill
					.filter(({ purchase }) => model.sourceOf(purchase.source) === source_id)
					.map(({ bill, cents, purchase }) => [
						bill,
						['refund', 'income'].includes(purchase.kind) ? -cents : cents,
					]),
			),
			payments: payments.map(({ at, cents, given }) => ({
				day: dayNumber(model.dayOf(at)),
				cents,
				pays: given,
			})),
		}
		const { month: _, ...expected } = cardBill(card, month, dayNumber(today), paidOfBills(card))
		expect(bill, JSON.stringify({ month, card })).toEqual(expected)
	}
}

test('the database and a model of the rules tell one history', async () => {
	let read = 0
	await fc.assert(
		fc.asyncProperty(history, async (steps) => {
			const ledger = await makeLedger(database)
			await ledger.asOwner(
				`insert into public.sources (ledger_id, name) values ($1, 'Nubank'), ($1, 'Inter'), ($1, 'Conta')`,
				[ledger.id],
			)
			await ledger.asOwner(
				`insert into public.categories (ledger_id, name) values ($1, 'Casa'), ($1, 'Lazer')`,
				[ledger.id],
			)
			const play = new Play(database, ledger)
			await play.run(steps)
			await expectSame(ledger, play.model)
			read += play.model.purchases.length
		}),
		{ numRuns },
	)
	expect(read).toBeGreaterThan(numRuns)
}, 3_600_000)
