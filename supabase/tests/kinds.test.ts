import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CURRENCIES } from '../../src/ledger/currencies.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, type Item, makeLedger, type TestLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

// Refunds, transfers, known parts, given bills and moved parts: what becomes of them, and what they count.

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

/** A ledger with a card that closes on the 25th and is due on the 5th, and an account. */
async function fresh(): Promise<void> {
	ledger = await makeLedger(database)
	await ledger.asOwner(addCard('Nubank', 25, 5), [ledger.id])
	await ledger.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Conta')`, [ledger.id])
	await ledger.asOwner(`insert into public.categories (ledger_id, name) values ($1, 'Casa')`, [ledger.id])
}

const purchase = (message_id: string, more: object = {}): Item => ({
	message_id,
	description: 'Sofá',
	amount: 1000,
	source: 'Nubank',
	occurred_at: '2026-10-10T12:00:00Z',
	...more,
})

const transactionOf = async (message_id: string) =>
	(
		await database.query<Record<string, unknown>>(
			'select * from public.transactions where ledger_id = $1 and message_id = $2',
			[ledger.id, message_id],
		)
	)[0]

const items = (columns: string, tail = '') =>
	ledger.asOwner<Record<string, unknown>>(
		`select ${columns} from public.bill_items where ledger_id = $1 ${tail} order by bill_month, installment`,
		[ledger.id],
	)

describe('what the rules refuse', () => {
	const transfer = { kind: 'transfer', to_source: 'Conta' }
	test.each<[string, object, string | null]>([
		['an unknown kind', { kind: 'gift' }, 'unknown_kind'],
		['a destination of an expense', { to_source: 'Conta' }, 'to_source_unexpected'],
		['a blank destination of an expense', { to_source: ' ' }, null],
		['a transfer in parts', { ...transfer, installments: 2 }, 'installments_out_of_range'],
		['a transfer as a part', { ...transfer, part: 1, parts: 2 }, 'parts_out_of_range'],
		['a transfer to where it came from', { ...transfer, to_source: 'NUBANK' }, 'same_place'],
		['the same of unknown names', { ...transfer, source: 'Cofre', to_source: ' cofre ' }, 'same_place'],
		['a transfer from nowhere to nowhere', { kind: 'transfer', source: null }, null],
		['a part alone', { part: 1 }, 'parts_out_of_range'],
		['parts alone', { parts: 3 }, 'parts_out_of_range'],
		['part 0', { part: 0, parts: 3 }, 'parts_out_of_range'],
		['a part after the last', { part: 4, parts: 3 }, 'parts_out_of_range'],
		['121 parts', { part: 1, parts: 121 }, 'parts_out_of_range'],
		['the last part', { part: 3, parts: 3 }, null],
		['a part in parts', { part: 1, parts: 3, installments: 3 }, 'parts_out_of_range'],
		['moved parts of a new purchase', { from_part: 2, parts_to: '2026-12' }, 'parts_out_of_range'],
		['a bill that is no month', { bill_month: '11/2026' }, 'bill_month_unreadable'],
		['a bill month of 13', { bill_month: '2026-13' }, 'bill_month_unreadable'],
		['a bill two months before', { bill_month: '2026-08' }, 'bill_month_out_of_range'],
		['a bill one month before', { bill_month: '2026-09' }, null],
		['a bill 120 months after', { bill_month: '2036-10' }, null],
		['a bill 121 months after', { bill_month: '2036-11' }, 'bill_month_out_of_range'],
		['a payment of a bill 24 months before', { ...transfer, bill_month: '2024-10' }, null],
		['one of 25 months before', { ...transfer, bill_month: '2024-09' }, 'bill_month_out_of_range'],
	])('%s', async (_, more, reason) => {
		await fresh()
		const answer = await ledger.postOne(purchase('m', more))
		expect(answer).toMatchObject({ status: reason ? 'rejected' : 'accepted', reason })
		if (reason) expect(answer.reason_detail).toBeTruthy()
		// An array is judged by the same rules.
		const [, second] = await ledger.post([purchase('a'), purchase('b', more)])
		expect(second).toMatchObject({ reason })
	})
})

describe('a refund', () => {
	test('belongs to the purchase it names, and takes over what it does not say', async () => {
		await fresh()
		const [bought] = await ledger.post([
			purchase('m', { category: 'casa', person: 'Ana' }),
			purchase('r', {
				kind: 'refund',
				amount: 300,
				description: 'Estorno',
				source: null,
				target_message_id: 'm',
			}),
			purchase('s', { kind: 'refund', amount: 1, category: 'Lazer', target_message_id: 'm' }),
		])
		expect(await transactionOf('r')).toMatchObject({
			kind: 'refund',
			refund_of: bought!.id,
			category_id: 1,
			source_id: 1,
			person_text: 'Ana',
			revision: 2,
		})
		expect(await transactionOf('s')).toMatchObject({ category_id: null, category_text: 'Lazer', revision: 3 })
		expect((await ledger.changes()).rows).toMatchObject({ refund_of: [null, bought!.id, bought!.id] })
		expect(await items('kind, amount_cents, spending_cents')).toMatchObject([
			{ kind: 'expense', amount_cents: 100_000, spending_cents: 100_000 },
			{ kind: 'refund', amount_cents: 30_000, spending_cents: -30_000 },
			{ kind: 'refund', amount_cents: 100, spending_cents: -100 },
		])
	})

	test('of what is no live purchase is refused; without a name it stands alone', async () => {
		await fresh()
		await ledger.post([
			purchase('m'),
			purchase('n', { kind: 'income' }),
			purchase('o', { item: 1 }),
			purchase('o', { item: 2 }),
			{ message_id: 'v', action: 'void', target_message_id: 'm' },
		])
		const refund = (message_id: string, more: object) => purchase(message_id, { kind: 'refund', ...more })
		for (const target of ['m', 'n', 'nope'])
			expect(await ledger.postOne(refund(`r-${target}`, { target_message_id: target }))).toMatchObject({
				reason: 'target_not_found',
			})
		expect(await ledger.postOne(refund('r-o', { target_message_id: 'o' }))).toMatchObject({
			reason: 'target_ambiguous',
			candidates: [{ item: 1 }, { item: 2 }],
		})
		expect(await ledger.postOne(refund('r-1', { target_message_id: 'o', target_item: 2 }))).toMatchObject({
			status: 'accepted',
		})
		expect(await ledger.postOne(refund('alone', {}))).toMatchObject({ status: 'accepted' })
		expect(await transactionOf('alone')).toMatchObject({ refund_of: null })
	})

	test('refused for its amount is still of its purchase once put right, and no more as another kind', async () => {
		await fresh()
		const bought = await ledger.postOne(purchase('m', { category: 'Casa' }))
		await ledger.post(purchase('r', { kind: 'refund', amount: 'x', source: null, target_message_id: 'm' }))
		await ledger.post({ message_id: 'fix', action: 'amend', target_message_id: 'r', amount: 10 })
		expect(await transactionOf('r')).toMatchObject({ refund_of: bought.id, category_id: 1, source_id: 1 })
		await ledger.post({ message_id: 'more', action: 'amend', target_message_id: 'r', amount: 20 })
		expect(await transactionOf('r')).toMatchObject({ refund_of: bought.id, amount_cents: 2000 })
		await ledger.post({ message_id: 'kind', action: 'amend', target_message_id: 'r', kind: 'income' })
		expect(await transactionOf('r')).toMatchObject({ refund_of: null })
	})
})

describe('a transfer', () => {
	test('counts nowhere, and pays the bill it names', async () => {
		await fresh()
		await ledger.post(
			purchase('t', { kind: 'transfer', source: 'conta', to_source: 'nubank', bill_month: '2026-09' }),
		)
		expect(await transactionOf('t')).toMatchObject({
			source_id: 2,
			to_source_id: 1,
			to_source_text: 'nubank',
			pays_month: '2026-09-01',
			bill_month: '2026-10-01',
			bill_given: false,
		})
		expect((await ledger.changes()).rows).toMatchObject({
			to_source_id: [1],
			to_source_text: null,
			pays_month: ['2026-09'],
		})
		expect(await items('spending_cents, to_source')).toEqual([{ spending_cents: 0, to_source: 'Nubank' }])
	})

	test('to an unknown name is kept under it, and follows when that is mapped', async () => {
		await fresh()
		await ledger.post(purchase('t', { kind: 'transfer', source: 'Conta', to_source: 'Poupança' }))
		expect((await ledger.changes()).rows).toMatchObject({ to_source_text: ['Poupança'] })
		const unknown = () =>
			ledger.asOwner('select what, text, count from public.unknown_texts($1)', [ledger.id])
		expect(await unknown()).toEqual([{ what: 'source', text: 'Poupança', count: 1 }])
		const [mapped] = await ledger.asOwner<{ n: number }>(
			`select public.map_text($1, 'source', 'poupanca', 1) as n`,
			[ledger.id],
		)
		expect(mapped!.n).toBe(1)
		expect(await transactionOf('t')).toMatchObject({ to_source_id: 1, revision: 2 })
		expect(await unknown()).toEqual([])
	})

	test('that becomes an expense loses where it went and what it paid; its bill follows the day', async () => {
		await fresh()
		await ledger.post(purchase('t', { kind: 'transfer', to_source: 'Conta', bill_month: '2026-09' }))
		await ledger.post({ message_id: 'a', action: 'amend', target_message_id: 't', kind: 'expense' })
		expect(await transactionOf('t')).toMatchObject({
			kind: 'expense',
			to_source_id: null,
			to_source_text: null,
			pays_month: null,
			bill_month: '2026-11-01',
			bill_given: false,
		})
		expect(
			await ledger.postOne({ message_id: 'b', action: 'amend', target_message_id: 't', to_source: 'Conta' }),
		).toMatchObject({ reason: 'to_source_unexpected' })
	})
})

describe('a known part', () => {
	test('lies in its own bill: as many months after that of the purchase’s day', async () => {
		await fresh()
		await ledger.post([
			purchase('p', { part: 3, parts: 10, amount: 100 }),
			purchase('q', { part: 3, parts: 10, amount: 100, bill_month: '2026-12' }),
			purchase('r', { part: 2, parts: 2, source: 'Conta' }),
		])
		expect(await items('bill_month, installment, installments, amount_cents')).toEqual([
			{ bill_month: '2026-11-01', installment: 2, installments: 2, amount_cents: 100_000 },
			{ bill_month: '2026-12-01', installment: 3, installments: 10, amount_cents: 10_000 },
			{ bill_month: '2027-01-01', installment: 3, installments: 10, amount_cents: 10_000 },
		])
		expect(await transactionOf('q')).toMatchObject({ bill_given: true, first_month: '2026-10-01' })
		// A card that closes later moves what was not given.
		await ledger.asOwner('update public.cycles set closing_day = 10, due_day = 17 where ledger_id = $1', [
			ledger.id,
		])
		expect(await transactionOf('p')).toMatchObject({ bill_month: '2027-01-01' })
		expect(await transactionOf('q')).toMatchObject({ bill_month: '2026-12-01' })
	})
})

describe('a given bill', () => {
	test('stays through amends of day and source and through cycles, until amended or emptied', async () => {
		await fresh()
		await ledger.post(purchase('m', { bill_month: '2026-12', installments: 2 }))
		const amend = (message_id: string, more: object) =>
			ledger.postOne({ message_id, action: 'amend', target_message_id: 'm', ...more })
		const bill = async () => {
			const row = await transactionOf('m')
			return [row!.bill_month, row!.bill_given, row!.last_month]
		}
		await amend('a', { occurred_at: '2026-11-20T12:00:00Z', source: 'Conta' })
		await amend('b', { source: 'Nubank' })
		await ledger.asOwner('update public.cycles set closing_day = 3 where ledger_id = $1', [ledger.id])
		expect(await bill()).toEqual(['2026-12-01', true, '2027-01-01'])
		expect(await amend('c', { bill_month: '2026-11' })).toMatchObject({ status: 'accepted' })
		expect(await bill()).toEqual(['2026-11-01', true, '2026-12-01'])
		expect(await amend('d', { bill_month: '2026-09' })).toMatchObject({ reason: 'bill_month_out_of_range' })
		await amend('e', { bill_month: '' })
		expect(await bill()).toEqual(['2026-12-01', false, '2027-01-01'])
	})
})

describe('moved parts', () => {
	/** Ten parts of 100 from a purchase of five months ago: some are billed, some are not. */
	async function inParts(): Promise<{
		bill: (k: number) => string
		move: (id: string, more: object) => Promise<object>
	}> {
		await fresh()
		const [row] = await database.query<{ day: string; first: string }>(
			`select (now() - interval '5 months')::date as day,
				to_char(private.bill_month_of($1, 1, (now() - interval '5 months')::date), 'YYYY-MM') as first`,
			[ledger.id],
		)
		await ledger.post(purchase('m', { installments: 10, occurred_at: `${row!.day}T12:00:00-03:00` }))
		return {
			bill: (k) => {
				const [year, month] = row!.first.split('-').map(Number)
				return new Date(Date.UTC(year!, month! - 1 + k - 1, 1)).toISOString().slice(0, 7)
			},
			move: (message_id, more) =>
				ledger.postOne({ message_id, action: 'amend', target_message_id: 'm', ...more }),
		}
	}

	test('are brought forward or cancelled, in the transaction’s history', async () => {
		const { bill, move } = await inParts()
		const open = bill(8)
		expect(await move('a', { from_part: 9, parts_to: open })).toMatchObject({
			status: 'accepted',
			revision: 2,
		})
		expect((await transactionOf('m'))!.moves).toEqual([[9, open]])
		expect(await items('bill_month, installment')).toEqual(
			Array.from({ length: 10 }, (_, k) => ({
				bill_month: `${k < 8 ? bill(k + 1) : open}-01`,
				installment: k + 1,
			})),
		)
		expect(await transactionOf('m')).toMatchObject({ last_month: `${open}-01` })
		// A later move drops those of the same parts and of later ones.
		expect(await move('b', { from_part: 10, parts_to: 'cancel' })).toMatchObject({ status: 'accepted' })
		expect((await transactionOf('m'))!.moves).toEqual([
			[9, open],
			[10, null],
		])
		expect(await items('sum(spending_cents)::int as cents', 'group by bill_month, installment')).toHaveLength(
			9,
		)
		expect(await move('c', { from_part: 9, parts_to: 'cancel' })).toMatchObject({ status: 'accepted' })
		expect((await transactionOf('m'))!.moves).toEqual([[9, null]])
		const [total] = await ledger.asOwner(
			'select amount_cents from public.monthly_totals_by_day where ledger_id = $1',
			[ledger.id],
		)
		expect(total).toEqual({ amount_cents: 80_000 })
		expect((await ledger.changes()).rows.moves).toEqual([[[9, null]]])
		expect(await move('d', { installments: 8 })).toMatchObject({ status: 'accepted' })
		expect((await transactionOf('m'))!.moves).toBeNull()
	})

	test.each<[string, object, string]>([
		['half of it said', { from_part: 9 }, 'parts_out_of_range'],
		['a part that there is not', { from_part: 11, parts_to: 'cancel' }, 'parts_out_of_range'],
		['all of it', { from_part: 1, parts_to: 'cancel' }, 'parts_out_of_range'],
		['a part that is billed', { from_part: 2, parts_to: 'cancel' }, 'parts_out_of_range'],
		['no month', { from_part: 9, parts_to: 'logo' }, 'bill_month_unreadable'],
		['a bill long ago', { from_part: 9, parts_to: '2001-01' }, 'bill_month_out_of_range'],
	])('are refused: %s', async (_, more, reason) => {
		const { move } = await inParts()
		expect(await move('a', more)).toMatchObject({
			status: 'rejected',
			reason,
			reason_detail: expect.any(String),
		})
		expect(await transactionOf('m')).toMatchObject({ moves: null, revision: 1 })
	})
})

describe('totals', () => {
	test('spending is expenses less refunds, in every view and for the agent, by either basis', async () => {
		await fresh()
		await ledger.post([
			purchase('a', { amount: 300, installments: 3, category: 'Casa' }),
			purchase('b', {
				amount: 40,
				kind: 'refund',
				category: 'Casa',
				occurred_at: '2026-11-02T12:00:00Z',
				source: 'Conta',
			}),
			purchase('c', { amount: 500, kind: 'income', source: 'Conta', occurred_at: '2026-11-03T12:00:00Z' }),
			purchase('d', {
				amount: 900,
				kind: 'transfer',
				source: 'Conta',
				to_source: 'Nubank',
				occurred_at: '2026-11-04T12:00:00Z',
			}),
			purchase('e', { amount: 60, part: 2, parts: 2, occurred_at: '2026-11-01T12:00:00Z', source: 'Conta' }),
		])
		const totals = (view: string, month: string) =>
			ledger.asOwner(
				`select ${month}::text as month, sum(spending_cents)::int as spending, sum(amount_cents)::int as amounts, sum(items)::int as items
				from public.${view} where ledger_id = $1 group by 1 order by 1`,
				[ledger.id],
			)
		const byBill = [
			{ month: '2026-11-01', spending: 10_000 - 4000, amounts: 10_000 + 4000 + 50_000 + 90_000, items: 4 },
			{ month: '2026-12-01', spending: 10_000 + 6000, amounts: 16_000, items: 2 },
			{ month: '2027-01-01', spending: 10_000, amounts: 10_000, items: 1 },
		]
		expect(await totals('monthly_totals', 'bill_month')).toEqual(byBill)
		await database.query('select private.refresh_monthly_totals()')
		expect(await totals('monthly_totals', 'bill_month')).toEqual(byBill)
		expect(await totals('monthly_totals_by_day', 'month')).toEqual([
			{ month: '2026-10-01', spending: 30_000, amounts: 30_000, items: 1 },
			{ month: '2026-11-01', spending: 6000 - 4000, amounts: 6000 + 4000 + 50_000 + 90_000, items: 3 },
		])
		const summary = async (month: string) => {
			const [row] = await as(database, agent(ledger.token), (query) =>
				query<{ answer: object }>('select public.agent_summary($1) as answer', [month]),
			)
			return row!.answer
		}
		expect(await summary('2026-11')).toMatchObject({
			basis: 'bill',
			spending_cents: 6000,
			income_cents: 50_000,
			purchases: 1,
			categories: [{ name: 'Casa', spending_cents: 6000, purchases: 1 }],
			sources: [
				{ name: 'Nubank', spending_cents: 10_000, purchases: 1 },
				{ name: 'Conta', spending_cents: -4000, purchases: 0 },
			],
		})
		await ledger.asOwner(`update public.ledgers set basis = 'purchase' where id = $1`, [ledger.id])
		expect(await summary('2026-11')).toMatchObject({
			basis: 'purchase',
			spending_cents: 2000,
			income_cents: 50_000,
			purchases: 0,
		})
		expect(await summary('2026-10')).toMatchObject({ spending_cents: 30_000, purchases: 1 })
	})
})

test.each(['JPY', 'KWD', 'CLF', 'XAU'])(
	'a ledger in %s is refused: its cents would be no hundredths',
	async (currency) => {
		await fresh()
		await expect(
			ledger.asOwner('select public.create_ledger($1, $2)', ['Casa', currency]),
		).rejects.toMatchObject({
			code: '23514',
			constraint_name: 'ledgers_currency_decimals',
		})
	},
)

test.each(CURRENCIES)(
	'a ledger in %s, which the page offers, is taken: its cents are hundredths',
	async (currency) => {
		await fresh()
		await ledger.asOwner('select public.create_ledger($1, $2)', ['Casa', currency])
	},
)
