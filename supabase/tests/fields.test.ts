import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, type Item, makeLedger, type TestLedger } from './support/ledger.ts'

// What a correction says is replaced, and nothing else is: every field, by every way of correcting.

let database: TestDatabase
let ledger: TestLedger

beforeAll(async () => {
	database = await startDatabase()
	ledger = await makeLedger(database)
	for (const [name, closing, due] of [
		['Nubank', 25, 5],
		['Inter', 10, 17],
	] as const)
		await ledger.asOwner(addCard(name, closing, due), [ledger.id])
	await ledger.asOwner(
		`insert into public.categories (ledger_id, name) values ($1, 'Mercado'), ($1, 'Lazer')`,
		[ledger.id],
	)
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno')`, [
		ledger.id,
	])
})
afterAll(() => database.stop())

type Row = Record<string, unknown>

/** All of a transaction that a correction may change, or must not. */
async function rowOf(message: string): Promise<Row> {
	const [row] = await database.query<Row>(
		`select t.*, to_char(bill_month, 'YYYY-MM') as bill_month, to_char(first_month, 'YYYY-MM') as first_month,
			to_char(last_month, 'YYYY-MM') as last_month, to_char(pays_month, 'YYYY-MM') as pays_month,
			to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as occurred_at
		from public.transactions t where ledger_id = $1 and message_id = $2`,
		[ledger.id, message],
	)
	const { revision: _, updated_at: __, ...rest } = row!
	return rest
}

let said = 0

/** The bill of 10 March on a card that closes on the 25th is April's. */
const PURCHASE = {
	description: 'Feira',
	amount: 52.9,
	category: 'Mercado',
	source: 'Nubank',
	person: 'Ana',
	occurred_at: '2026-03-10T15:00:00Z',
	installments: 3,
}
const PAYMENT = {
	kind: 'transfer',
	description: 'Fatura',
	amount: 100,
	source: 'Conta',
	to_source: 'Nubank',
	bill_month: '2026-04',
	occurred_at: '2026-03-30T15:00:00Z',
}

/** What is said, and every column that is another one after it. */
const OF_A_PURCHASE: Record<string, [Item | Row, Row]> = {
	description: [{ description: 'Feira livre' }, { description: 'Feira livre' }],
	amount: [{ amount: '45' }, { amount_cents: 4500 }],
	category: [{ category: 'lazer' }, { category_id: 2, category_text: 'lazer' }],
	'a category that is none': [{ category: 'Viagem' }, { category_id: null, category_text: 'Viagem' }],
	'no category': [{ category: '' }, { category_id: null, category_text: null }],
	// Inter closes on the 10th: the 10th is of the next bill, due in April as well.
	source: [{ source: 'Inter' }, { source_id: 2, source_text: 'Inter' }],
	'no source': [
		{ source: '' },
		{ source_id: null, source_text: null, bill_month: '2026-03', last_month: '2026-05' },
	],
	person: [{ person: 'Bruno' }, { person_id: 2, person_text: 'Bruno' }],
	'no person': [{ person: '' }, { person_id: null, person_text: null }],
	'day, into the next bill': [
		{ occurred_at: '2026-03-26T15:00:00Z' },
		{ occurred_at: '2026-03-26 15:00', bill_month: '2026-05', last_month: '2026-07' },
	],
	installments: [{ installments: 12 }, { installments: 12, last_month: '2027-03' }],
	bill: [{ bill_month: '2026-06' }, { bill_month: '2026-06', bill_given: true, last_month: '2026-08' }],
	income: [{ kind: 'income' }, { kind: 'income' }],
	refund: [{ kind: 'refund' }, { kind: 'refund' }],
}
const OF_A_PAYMENT: Record<string, [Item | Row, Row]> = {
	description: [{ description: 'Fatura do Nubank' }, { description: 'Fatura do Nubank' }],
	amount: [{ amount: 90 }, { amount_cents: 9000 }],
	'where to': [{ to_source: 'Inter' }, { to_source_id: 2, to_source_text: 'Inter' }],
	'which bill': [{ bill_month: '2026-03' }, { pays_month: '2026-03' }],
	'any bill': [{ bill_month: '' }, { pays_month: null }],
	day: [{ occurred_at: '2026-03-29T15:00:00Z' }, { occurred_at: '2026-03-29 15:00' }],
	person: [{ person: 'Ana' }, { person_id: 1, person_text: 'Ana' }],
}

/** Part 100 is in July 2034's bill: none that has closed is moved. */
const IN_MANY_PARTS = { ...PURCHASE, installments: 120 }
const OF_PARTS: Record<string, [Item | Row, Row]> = {
	moved: [
		{ from_part: 100, parts_to: '2035-01' },
		{ moves: [[100, '2035-01']], last_month: '2035-01' },
	],
	cancelled: [
		{ from_part: 100, parts_to: 'cancel' },
		{ moves: [[100, null]], last_month: '2034-06' },
	],
}

const CASES = [
	...Object.entries(OF_A_PURCHASE).map(([name, [item, changed]]) => ({
		name,
		base: PURCHASE,
		item,
		changed,
	})),
	...Object.entries(OF_A_PAYMENT).map(([name, [item, changed]]) => ({
		name: `a payment: ${name}`,
		base: PAYMENT,
		item,
		changed,
	})),
	...Object.entries(OF_PARTS).map(([name, [item, changed]]) => ({
		name: `parts ${name}`,
		base: IN_MANY_PARTS,
		item,
		changed,
	})),
]

async function recorded(base: object): Promise<{ message: string; id: string; before: Row }> {
	const message = `m${++said}`
	const { transaction_id } = await ledger.postOne({ message_id: message, ...base })
	return { message, id: transaction_id!, before: await rowOf(message) }
}

async function onPage(item: Row): Promise<string> {
	const [answer] = await ledger.asOwner<{ status: string }>(
		'select status from public.correct($1, $2::text::json)',
		[ledger.id, JSON.stringify([{ message_id: `p${++said}`, ...item }])],
	)
	return answer!.status
}

/** The ways in which something recorded is put right. */
const WAYS: Record<string, (target: { message: string; id: string }, item: Row) => Promise<string>> = {
	'by the agent, of a message': async ({ message }, item) =>
		(
			await ledger.postOne({
				message_id: `c${++said}`,
				action: 'amend',
				target_message_id: message,
				...item,
			})
		).status,
	'by a member, of a transaction': ({ id }, item) => onPage({ action: 'amend', transaction_id: id, ...item }),
	'by a member, of a message': ({ message }, item) =>
		onPage({ action: 'amend', target_message_id: message, ...item }),
}

describe.each(Object.entries(WAYS))('corrected %s', (_, correct) => {
	test.each(CASES)('$name', async ({ base, item, changed }) => {
		const { before, ...target } = await recorded(base)
		expect(await correct(target, item as Row)).toBe('accepted')
		expect(await rowOf(target.message)).toEqual({ ...before, ...changed })
	})

	// Parts that were moved stay where they are told to be: no word takes them back.
	test.each(CASES.filter(({ item }) => !('from_part' in item)))(
		'$name, and back',
		async ({ base, item, changed }) => {
			const { before, ...target } = await recorded(base)
			await correct(target, item as Row)
			const again: Row = Object.fromEntries(
				Object.keys(item).map((field) => [
					field,
					(base as Row)[field] ?? (field === 'kind' ? 'expense' : ''),
				]),
			)
			expect(await correct(target, again)).toBe('accepted')
			expect(await rowOf(target.message)).toEqual({
				...before,
				// A text that was emptied, and is said again, is what was said.
				...Object.fromEntries(Object.keys(changed).map((column) => [column, before[column]])),
			})
		},
	)
})

describe.each([
	['expense', PURCHASE],
	['transfer', PAYMENT],
])('a %s', (_, base) => {
	test('undone and brought back is as it was', async () => {
		const { message, before } = await recorded(base)
		const tell = (action: string) =>
			ledger.postOne({ message_id: `c${++said}`, action, target_message_id: message })
		expect(await tell('void')).toMatchObject({ status: 'accepted' })
		expect(await rowOf(message)).toEqual({ ...before, voided: true })
		expect(await tell('restore')).toMatchObject({ status: 'accepted' })
		expect(await rowOf(message)).toEqual(before)
	})
})

test.each(CASES)('what an undo says besides is not taken for a correction: $name', async ({ base, item }) => {
	const { message, before } = await recorded(base)
	const answer = await ledger.postOne({
		message_id: `c${++said}`,
		action: 'void',
		target_message_id: message,
		...item,
	} as Item)
	expect(answer.status).toBe('accepted')
	expect(await rowOf(message)).toEqual({ ...before, voided: true })
})
