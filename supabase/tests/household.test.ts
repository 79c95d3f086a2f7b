import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
	CARD_BILLS,
	LABELS,
	MESSAGES,
	MOVED_BY_NEW_CYCLE,
	NEW_CYCLE,
	SPENDING,
	TODAY,
} from '../../fixtures/household.ts'
import { planImport } from '../../src/import/index.ts'
import type { KnownLedger } from '../../src/import/types.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, type Item, makeLedger, type TestLedger } from './support/ledger.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

/** The bills of the ledger's cards that hold something, as the page and the agent are told them. */
async function cardBills(ledger: TestLedger, today: string) {
	const rows = await database.query<{ name: string; month: string }>(
		`select s.name, to_char(b.bill_month, 'YYYY-MM') as month, b.closes, b.due, b.amount_cents as amount, b.paid_cents as paid,
			b.left_cents as left, b.credit_cents as credit, b.state
		from private.card_bills($1, $2::date) b
		join public.sources s on s.ledger_id = $1 and s.id = b.source_id
		where b.amount_cents <> 0 or b.paid_cents <> 0
		order by s.id, b.bill_month`,
		[ledger.id, today],
	)
	const cards: Record<string, [string, object][]> = {}
	for (const { name, month, ...bill } of rows) {
		cards[name] ??= []
		cards[name].push([month, bill])
	}
	return cards
}

describe('a household worked out by hand', () => {
	let ledger: TestLedger
	beforeAll(async () => {
		ledger = await makeLedger(database)
		for (const { name, closing_day, due_day } of LABELS.sources)
			await ledger.asOwner(
				closing_day
					? addCard(name, closing_day, due_day)
					: `insert into public.sources (ledger_id, name) values ($1, '${name}')`,
				[ledger.id],
			)
		for (const { name } of LABELS.categories)
			await ledger.asOwner('insert into public.categories (ledger_id, name) values ($1, $2)', [
				ledger.id,
				name,
			])
		for (const { name } of LABELS.people)
			await ledger.asOwner('insert into public.people (ledger_id, name) values ($1, $2)', [ledger.id, name])
		const answers = await ledger.post(MESSAGES)
		expect(answers.filter(({ status }) => status !== 'accepted')).toEqual([])
		const cycle = [
			ledger.id,
			NEW_CYCLE.source,
			NEW_CYCLE.from_month,
			NEW_CYCLE.closing_day,
			NEW_CYCLE.due_day,
		]
		const [preview] = await ledger.asOwner<{ answer: { moves: number } }>(
			`select public.preview_cycle(s.ledger_id, s.id, $3, $4::int, $5::int) as answer
			from public.sources s where s.ledger_id = $1 and s.name = $2`,
			cycle,
		)
		expect(preview!.answer.moves).toBe(MOVED_BY_NEW_CYCLE)
		await ledger.asOwner(
			`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
			select s.ledger_id, s.id, ($3 || '-01')::date, $4, $5 from public.sources s where s.ledger_id = $1 and s.name = $2`,
			cycle,
		)
	})

	test('has these bills', async () => {
		const bills = await cardBills(ledger, TODAY)
		// Those still to come hold parts only.
		for (const name of Object.keys(CARD_BILLS))
			expect(bills[name]!.filter(([month]) => month <= '2026-05')).toEqual(CARD_BILLS[name])
	})

	test.each([
		['bill', 'monthly_totals', 'bill_month'],
		['purchase', 'monthly_totals_by_day', 'month'],
	] as const)('has spent this by %s', async (basis, view, month) => {
		const rows = await ledger.asOwner<{ month: string; cents: number }>(
			`select to_char(${month}, 'YYYY-MM') as month, sum(spending_cents)::float8 as cents
			from public.${view} where ledger_id = $1 group by 1 having sum(spending_cents) <> 0`,
			[ledger.id],
		)
		expect(Object.fromEntries(rows.map(({ month, cents }) => [month, cents]))).toEqual(SPENDING[basis])
	})
})

test('both ways of counting come to the same in the end', () => {
	const sum = (of: Record<string, number>) => Object.values(of).reduce((sum, cents) => sum + cents, 0)
	expect([sum(SPENDING.bill), sum(SPENDING.purchase)]).toEqual([9_351_88, 9_351_88])
})

describe('bills from banks’ files', () => {
	const known = (name: string, closing_day: number, due_day: number): KnownLedger => ({
		timezone: 'America/Sao_Paulo',
		today: '2026-11-30',
		sources: [{ name, aliases: [], cycles: [{ closing_day, due_day }] }],
	})
	/** Records files into a new ledger whose one card has these days. */
	async function imported(
		card: [name: string, closing: number, due: number, aliases?: string],
		files: [file: string, answers: Record<string, string>][],
	) {
		const ledger = await makeLedger(database)
		await ledger.asOwner(addCard(...card), [ledger.id])
		for (const [file, answers] of files) {
			const bytes = readFileSync(new URL(`../../fixtures/import/${file}`, import.meta.url))
			const plan = await planImport(bytes, { ledger: known(card[0], card[1], card[2]), answers })
			expect(plan.unreadable).toEqual([])
			const rows = plan.items.map(
				({
					message_id,
					kind,
					amount_cents,
					day,
					description,
					source,
					to_source,
					part,
					parts,
					installments,
					bill_month,
				}): Item => ({
					message_id,
					kind,
					amount: amount_cents / 100,
					occurred_at: `${day}T12:00:00-03:00`,
					description,
					source,
					to_source,
					part,
					parts,
					installments,
					bill_month,
				}),
			)
			const answered = await ledger.post(rows)
			expect(answered.filter(({ status }) => status !== 'accepted')).toEqual([])
		}
		return (await cardBills(ledger, '2026-11-30'))[card[0]]!.map(([month, bill]) => {
			const { amount, paid, left, credit } = bill as Record<string, number>
			return [month, { amount, paid, left, credit }]
		})
	}

	// The file names the numbers of the household's two plastics, which are aliases of its one card.
	test('C6: October’s bill is paid to the cent by the payment in November’s file', async () => {
		const bills = await imported(
			['C6', 28, 5, '{C6 final 1633,C6 final 3313}'],
			[
				['05-c6-card-oct.csv', { account: 'C6' }],
				['05b-c6-card-nov.csv', { account: 'C6' }],
			],
		)
		expect(bills).toEqual([
			['2026-09', { amount: 0, paid: 361_014, left: 0, credit: 361_014 }],
			// 37,00 + 235,25 + 112,00 − 98,00.
			['2026-10', { amount: 286_25, paid: 286_25, left: 0, credit: 0 }],
			// 41,00 + 235,25.
			['2026-11', { amount: 276_25, paid: 0, left: 276_25, credit: 0 }],
		])
	})

	test('Nubank: a part, money back and the payment of the bill before', async () => {
		expect(
			await imported(['Nubank', 25, 5], [['01-nubank-card.csv', { account: 'Nubank', bill: '2026-11' }]]),
		).toEqual([
			['2026-10', { amount: 0, paid: 150_000, left: 0, credit: 150_000 }],
			// 89,90 + 12,50 + 1,23 − 89,90 + 1.234,56.
			['2026-11', { amount: 124_829, paid: 0, left: 124_829, credit: 0 }],
		])
	})

	// Two plastics of one bill, each with its holder and a total of its own.
	test('Santander: the bill of two plastics is the sum of both', async () => {
		expect(
			await imported(
				['Santander', 2, 10, '{Santander final 0001,Santander final 0002}'],
				[['14-santander-card.csv', { account: 'Santander', bill: '2026-11' }]],
			),
		).toEqual([
			// The file's total of the first, 1.570,53 (454,63 + 26,00 + 1.089,90), and 14,00.
			['2026-11', { amount: 158_453, paid: 0, left: 158_453, credit: 0 }],
		])
	})

	test('Bradesco: dates without a year', async () => {
		expect(
			await imported(
				['Bradesco', 10, 20],
				[['08-bradesco-card.csv', { account: 'Bradesco', bill: '2026-10' }]],
			),
		).toEqual([
			// 120,00 + 45,90.
			['2026-10', { amount: 165_90, paid: 0, left: 165_90, credit: 0 }],
		])
	})
})
