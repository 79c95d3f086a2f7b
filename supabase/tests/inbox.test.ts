import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TransactionColumns } from '../../src/ledger/types.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import {
	type Answer,
	addCard,
	type Item,
	insertStatement,
	makeLedger,
	type TestLedger,
} from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const fresh = async () => {
	ledger = await makeLedger(database)
	return ledger
}

const purchase = (message_id: string, more: object = {}): Item => ({
	message_id,
	description: 'Mercado',
	amount: '52,90',
	...more,
})

interface Transaction {
	id: string
	revision: number
	amount_cents: number
	description: string
	kind: string
	category_text: string | null
	person_text: string | null
	voided: boolean
	bill_month: string
	installments: number
}

const transactions = () =>
	database.query<Transaction>('select * from public.transactions where ledger_id = $1 order by revision', [
		ledger.id,
	])

const head = async () => (await ledger.changes(0, 0)).head

/** Revisions run without holes from one broadcast to the next, and end at the ledger's counter. */
async function expectChain() {
	const chain = await ledger.broadcasts<{ from: number; to: number; rows?: TransactionColumns }>('changes')
	let at = 0
	for (const { from, to, rows } of chain) {
		expect(from).toBe(at)
		expect(to).toBeGreaterThan(from)
		if (rows) expect(rows.revision).toEqual(Array.from({ length: to - from }, (_, k) => from + k + 1))
		at = to
	}
	expect(at).toBe(await head())
}

describe('what is right becomes a transaction', () => {
	test('with the defaults of a record', async () => {
		await fresh()
		const answer = await ledger.postOne(purchase('m1', { payload: { message: 'mercado 52,90' } }))
		expect(answer).toMatchObject({
			status: 'accepted',
			reason: null,
			amount_cents: 5290,
			revision: 1,
			item: 0,
		})
		expect(answer.transaction_id).toBe(answer.id)
		expect(await transactions()).toMatchObject([
			{ id: answer.id, kind: 'expense', installments: 1, voided: false, message_id: 'm1', revision: 1 },
		])
	})

	test('nulls mean "not said"', async () => {
		await fresh()
		const answer = await ledger.postOne(
			purchase('m1', {
				item: null,
				action: null,
				kind: null,
				occurred_at: null,
				installments: null,
				category: null,
			}),
		)
		expect(answer).toMatchObject({ status: 'accepted', item: 0 })
	})

	test('several items of one message', async () => {
		await fresh()
		const answers = await ledger.post([purchase('m1'), purchase('m1', { item: 1, amount: 7 })])
		expect(answers.map((answer) => answer.revision)).toEqual([1, 2])
		await expectChain()
	})

	test('description is cleaned of control characters, instants kept to the millisecond', async () => {
		await fresh()
		await ledger.post(
			purchase('m1', {
				description: '\u00a0 Pão\u0007\n\u202ede queijo ',
				occurred_at: '2026-11-01T10:00:00.123456Z',
			}),
		)
		const [row] = await transactions()
		expect(row!.description).toBe('Pão de queijo')
		const [stored] = await database.query<{ description: string; occurred_at: string }>(
			'select description, occurred_at from public.inbox where ledger_id = $1',
			[ledger.id],
		)
		expect(stored!.description).toBe('\u00a0 Pão\u0007\n\u202ede queijo ')
		expect(stored!.occurred_at).toBe('2026-11-01T10:00:00.123+00:00')
	})

	test('a name is found by its text as kept, whatever marks came with it', async () => {
		await fresh()
		for (const table of ['categories', 'sources', 'people'])
			await ledger.asOwner(
				`insert into public.${table} (ledger_id, name, aliases) values ($1, $2, array[$3])`,
				[ledger.id, 'Mer\u202ecado\u2069', '\u2066Fei\u0007ra\u202c'],
			)
		const marked = (message_id: string, text: string) =>
			purchase(message_id, { category: text, source: text, person: text })
		await ledger.post(marked('one', '\u202eMER\u0085CADO\u202c'))
		await ledger.post([
			marked('two', 'mer\u202ecado'),
			marked('three', '\u200bmercado'),
			marked('four', '\u0007fei\u00ad ra\u200b'),
		])
		const answer = await ledger.postOne({
			message_id: 'five',
			action: 'amend',
			person: '\u2067mer cado',
			category: '\u2068Fei\u202ara',
		})
		expect(answer).toMatchObject({ status: 'accepted' })
		expect(
			await database.query(
				`select message_id, category_id, category_text, source_id, person_id from public.transactions
				where ledger_id = $1 order by message_id`,
				[ledger.id],
			),
		).toEqual([
			{ message_id: 'four', category_id: 1, category_text: 'Fei ra', source_id: 1, person_id: 1 },
			{ message_id: 'one', category_id: 1, category_text: 'MER CADO', source_id: 1, person_id: 1 },
			// What nobody sees goes without a trace, and without a space.
			{
				message_id: 'three',
				category_id: null,
				category_text: 'mercado',
				source_id: null,
				person_id: null,
			},
			{ message_id: 'two', category_id: 1, category_text: 'mer cado', source_id: 1, person_id: 1 },
		])
		for (const table of ['categories', 'sources', 'people'])
			expect(
				await database.query(`select name, aliases from public.${table} where ledger_id = $1`, [ledger.id]),
			).toEqual([{ name: 'Mer cado', aliases: ['Fei ra'] }])
	})

	test('1,000 items in one array: one broadcast, too many for rows', async () => {
		await fresh()
		const answers = await ledger.post(Array.from({ length: 1000 }, (_, k) => purchase(`m${k}`)))
		expect(answers.map((answer) => answer.revision)).toEqual(Array.from({ length: 1000 }, (_, k) => k + 1))
		expect(await ledger.broadcasts('changes')).toMatchObject([{ from: 0, to: 1000 }])
		expect((await ledger.broadcasts('changes'))[0]).not.toHaveProperty('rows')
	})
})

describe('what is wrong is kept, with a reason', () => {
	const wrong: [string, object, string][] = [
		['amount missing', { amount: null }, 'amount_missing'],
		['amount unreadable', { amount: 'cinquenta' }, 'amount_unreadable'],
		['amount an object', { amount: { v: 1 } }, 'amount_unreadable'],
		['amount zero', { amount: 0 }, 'amount_not_positive'],
		['amount too large', { amount: '1.000.000.000,00' }, 'amount_too_large'],
		['no description', { description: null }, 'description_missing'],
		['blank description', { description: ' \u00a0\n ' }, 'description_missing'],
		['long description', { description: 'x'.repeat(281) }, 'description_too_long'],
		[
			'two days ahead',
			{ occurred_at: new Date(Date.now() + 2 * 86_400_000).toISOString() },
			'occurred_at_out_of_range',
		],
		['eleven years back', { occurred_at: '2014-01-01T00:00:00Z' }, 'occurred_at_out_of_range'],
		['a description that nobody sees', { description: '\u200b\u00ad\u200e' }, 'description_missing'],
		['for ever', { occurred_at: 'infinity' }, 'occurred_at_out_of_range'],
		['no installment', { installments: 0 }, 'installments_out_of_range'],
		['121 installments', { installments: 121 }, 'installments_out_of_range'],
		['unknown kind', { kind: 'despesa' }, 'unknown_kind'],
		['unknown action', { action: 'delete' }, 'unknown_action'],
		['nothing to amend', { action: 'amend', target_message_id: 'nope' }, 'target_not_found'],
		['nothing to void', { action: 'void' }, 'target_not_found'],
	]
	test.each(wrong)('%s', async (_, more, reason) => {
		await fresh()
		const answer = await ledger.postOne(purchase('m1', more))
		expect(answer).toMatchObject({ status: 'rejected', reason, transaction_id: null, revision: null })
		expect(answer.reason_detail).toBeTruthy()
		expect(await transactions()).toEqual([])
		expect(await ledger.broadcasts('changes')).toEqual([])
		expect(await ledger.broadcasts('inbox')).toMatchObject([{ inbox_revision: 1 }])
	})

	test('exactly 280 characters are right, counted as people count them', async () => {
		await fresh()
		expect(await ledger.postOne(purchase('m1', { description: `  ${'ã'.repeat(279)}🍞  ` }))).toMatchObject({
			status: 'accepted',
		})
	})

	test('among right ones takes no revision', async () => {
		await fresh()
		const answers = await ledger.post([purchase('a'), purchase('b', { amount: 'x' }), purchase('c')])
		expect(answers.map((answer) => answer.revision)).toEqual([1, null, 2])
		await expectChain()
	})

	test('an unknown category is accepted, with the raw text kept', async () => {
		await fresh()
		expect(await ledger.postOne(purchase('m1', { category: ' Feira ' }))).toMatchObject({
			status: 'accepted',
		})
		expect((await ledger.changes()).rows).toMatchObject({ category_id: [null], category_text: ['Feira'] })
	})
})

describe('a wrong shape is an error', () => {
	test.each([
		['no message_id', { message_id: null }, '23502', 'message_id'],
		['empty message_id', { message_id: '' }, '22023', 'message_id'],
		['endless message_id', { message_id: 'x'.repeat(513) }, '22023', 'message_id'],
		['negative item', { item: -1 }, '22023', 'item'],
		['item in words', { item: 'um' }, '22023', 'item'],
		['item too large', { item: 32_768 }, '22023', 'item'],
		['a fraction of an item', { item: 1.5 }, '22023', 'item'],
		['target_item that is a list', { target_item: [1] }, '22023', 'target_item'],
		['installments in words', { installments: 'três' }, '22023', 'installments'],
		['installments beyond any number', { installments: 1e300 }, '22023', 'installments'],
		['installments that are no text', { installments: '' }, '22023', 'installments'],
		['installments that are true', { installments: true }, '22023', 'installments'],
		['occurred_at in words', { occurred_at: 'ontem à noite' }, '22023', 'occurred_at'],
		['occurred_at with the day first, or the month', { occurred_at: '05/11/2026' }, '22023', 'occurred_at'],
		['occurred_at that is tomorrow', { occurred_at: 'tomorrow' }, '22023', 'occurred_at'],
		['occurred_at on no day', { occurred_at: '2026-02-30T12:00:00Z' }, '22023', 'occurred_at'],
		['occurred_at as a number', { occurred_at: 1_764_000_000 }, '22023', 'occurred_at'],
		['occurred_at as an object', { occurred_at: { day: 'hoje' } }, '22023', 'occurred_at'],
	])('%s', async (_, more, code, column) => {
		await fresh()
		const error = await ledger.postOne(purchase('m1', more)).catch((thrown: Error) => thrown)
		expect(error).toMatchObject({ code })
		expect((error as Error).message).toMatch(new RegExp(`\\b${column}\\b`))
		expect(await head()).toBe(0)
	})

	test('what a column can hold is taken as it always was, in text or as a number', async () => {
		await fresh()
		await ledger.post([
			purchase('a', { item: '3', installments: '2', occurred_at: '2026-11-20 10:00:00-03' }),
			purchase('b', { item: 3, installments: 2, occurred_at: '2026-11-20T13:00:00Z' }),
			purchase('c', { item: null, installments: null, occurred_at: null }),
		])
		const kept = await database.query(
			`select message_id, item, installments, occurred_at = '2026-11-20T13:00:00Z' as that_moment
			from public.inbox where ledger_id = $1 order by message_id`,
			[ledger.id],
		)
		expect(kept).toEqual([
			{ message_id: 'a', item: 3, installments: 2, that_moment: true },
			{ message_id: 'b', item: 3, installments: 2, that_moment: true },
			{ message_id: 'c', item: 0, installments: 1, that_moment: false },
		])
	})

	test('the API finds a reader for every column that does not hold whatever comes', async () => {
		// As PostgREST's schema cache looks for them, in the name that it connects with.
		const found = await as(database, { role: 'authenticator' }, (query) =>
			query<{ column: string; reader: string | null }>(`
				select a.attname as column, (
					select p.castfunc::regproc::text from pg_catalog.pg_cast p
					where p.casttarget = a.atttypid and p.castsource = 'json'::regtype and p.castcontext = 'i'
						and p.castmethod = 'f' and has_function_privilege(p.castfunc, 'execute')
				) as reader
				from pg_catalog.pg_attribute a
				where a.attrelid = 'public.inbox'::regclass and a.attnum > 0 and not a.attisdropped
					and has_column_privilege('anon', a.attrelid, a.attnum, 'insert')
					and a.atttypid not in ('text'::regtype, 'jsonb'::regtype)
				order by 1`),
		)
		expect(found).toEqual(
			[
				'completes_item',
				'from_part',
				'installments',
				'item',
				'occurred_at',
				'part',
				'parts',
				'sent_at',
				'target_item',
			].map((column) => ({
				column,
				reader: `private.read_inbox_${column}`,
			})),
		)
	})
})

describe('a repeat changes nothing', () => {
	test('plain: a conflict, and no revision is lost', async () => {
		await fresh()
		await ledger.post(purchase('m1'))
		await expect(ledger.post([purchase('m2'), purchase('m1')])).rejects.toMatchObject({ code: '23505' })
		expect(await ledger.postOne(purchase('m3'))).toMatchObject({ revision: 2 })
		await expectChain()
	})

	const ignoring = 'on conflict (ledger_id, message_id, item) do nothing'
	test('ignored: only the new ones are answered', async () => {
		await fresh()
		await ledger.post([purchase('a'), purchase('b', { amount: 'x' })])
		const answers = await ledger.post(
			[purchase('a'), purchase('b'), purchase('c'), purchase('c'), purchase('d')],
			ignoring,
		)
		expect(answers.map((answer) => [answer.message_id, answer.revision])).toEqual([
			['c', 2],
			['d', 3],
		])
		expect(await ledger.post([purchase('a'), purchase('d')], ignoring)).toEqual([])
		expect(await head()).toBe(3)
		await expectChain()
	})

	test('the same ids in another ledger are other items', async () => {
		await fresh()
		await ledger.post(purchase('m1'))
		await fresh()
		expect(await ledger.postOne(purchase('m1'))).toMatchObject({ status: 'accepted', revision: 1 })
	})
})

describe('what a correction is about', () => {
	const two = () =>
		ledger.post([purchase('m', { description: 'Tênis' }), purchase('m', { item: 1, description: 'Uber' })])
	const cents = async () =>
		(await transactions()).map((row) => [row.description, row.amount_cents, row.voided])

	test.each(['amend', 'void'])(
		'%s of a message with several items needs one of them named',
		async (action) => {
			await fresh()
			await two()
			const vague = await ledger.postOne({ message_id: 'c', action, target_message_id: 'm', amount: '25' })
			expect(vague).toMatchObject({
				status: 'rejected',
				reason: 'target_ambiguous',
				transaction_id: null,
				candidates: [
					{ message_id: 'm', item: 0, description: 'Tênis', amount: 52.9 },
					{ message_id: 'm', item: 1, description: 'Uber', amount: 52.9 },
				],
			})
			expect(vague.reason_detail).toContain('several items')
			await ledger.postOne({ message_id: 'd', action, target_message_id: 'm', target_item: 1, amount: '25' })
			expect(await cents()).toEqual([
				['Tênis', 5290, false],
				['Uber', action === 'amend' ? 2500 : 5290, action === 'void'],
			])
			await expectChain()
		},
	)

	test('the only item of a message, whatever its number, needs no name', async () => {
		await fresh()
		await ledger.post(purchase('m', { item: 3 }))
		expect(await ledger.postOne({ message_id: 'v', action: 'void', target_message_id: 'm' })).toMatchObject({
			status: 'accepted',
		})
		expect(await cents()).toEqual([['Mercado', 5290, true]])
	})

	test('an item of no message is not the newest purchase', async () => {
		await fresh()
		await ledger.post(purchase('m'))
		expect(await ledger.postOne({ message_id: 'v', action: 'void', target_item: 0 })).toMatchObject({
			status: 'rejected',
			reason: 'target_not_found',
		})
		expect(await cents()).toEqual([['Mercado', 5290, false]])
	})

	test('a refused correction is put right by another, its own words under the new ones', async () => {
		await fresh()
		const first = await ledger.postOne(purchase('m', { category: 'Feira' }))
		await ledger.post([
			{ message_id: 'x', action: 'amend', target_message_id: 'm', amount: '1,234', description: 'Sofá' },
			{ message_id: 'y', action: 'amend', target_message_id: 'x', amount: 'mil' },
		])
		const fixed = await ledger.postOne({
			message_id: 'z',
			action: 'amend',
			target_message_id: 'y',
			amount: '1.234',
			installments: 2,
		})
		expect(fixed).toMatchObject({
			status: 'accepted',
			transaction_id: first.id,
			amount_cents: 123_400,
			revision: 2,
		})
		expect(await transactions()).toMatchObject([
			{ id: first.id, description: 'Sofá', amount_cents: 123_400, installments: 2, category_text: 'Feira' },
		])
		const pending = await database.query(
			`select message_id from public.inbox where ledger_id = $1 and status = 'rejected'
			and dismissed_at is null and transaction_id is null`,
			[ledger.id],
		)
		expect(pending).toEqual([])
		await expectChain()
	})

	test('a refused correction of a refused purchase is put right too, and it is recorded', async () => {
		await fresh()
		const refused = await ledger.postOne(purchase('m', { amount: 'cinquenta' }))
		await ledger.post({
			message_id: 'x',
			action: 'amend',
			target_message_id: 'm',
			amount: '1,234',
			person: 'Ana',
		})
		const fixed = await ledger.postOne({
			message_id: 'y',
			action: 'amend',
			target_message_id: 'x',
			amount: '50',
		})
		expect(fixed).toMatchObject({ status: 'accepted', transaction_id: refused.id, revision: 1 })
		expect(await transactions()).toMatchObject([{ id: refused.id, amount_cents: 5000, person_text: 'Ana' }])
		await expectChain()
	})

	test('corrections that are about each other end', async () => {
		await fresh()
		const answers = await ledger.post([
			{ message_id: 'x', action: 'amend', target_message_id: 'y', amount: '1' },
			{ message_id: 'y', action: 'amend', target_message_id: 'x', amount: '2' },
			{ message_id: 'z', action: 'amend', target_message_id: 'y', amount: '3' },
		])
		expect(answers.map((answer) => answer.reason)).toEqual(Array(3).fill('target_not_found'))
	})

	test('a purchase stays that of the agent that sent it, whoever put it right', async () => {
		await fresh()
		const [other] = await ledger.asOwner<{ agent: { token: string } }>(
			`select public.create_agent($1, 'Planilha', '{record,correct}') as agent`,
			[ledger.id],
		)
		await ledger.post(purchase('m', { amount: 'cinquenta' }))
		const { text, parameters } = insertStatement([
			{ message_id: 'x', action: 'amend', target_message_id: 'm', amount: '50' },
		])
		await as(database, agent(other!.agent.token), (query) => query(text, parameters))
		expect(await ledger.postOne({ message_id: 'v', action: 'void' })).toMatchObject({ status: 'accepted' })
		expect(await cents()).toEqual([['Mercado', 5000, true]])
		expect(
			await database.query('select agent_id from public.transactions where ledger_id = $1', [ledger.id]),
		).toEqual([{ agent_id: ledger.agentId }])
	})
})

describe('amend', () => {
	const amend = (message_id: string, more: object = {}): Item => ({ message_id, action: 'amend', ...more })

	test('replaces the given fields only', async () => {
		await fresh()
		const first = await ledger.postOne(purchase('m1', { category: 'Feira', installments: 3, person: 'Ana' }))
		const answer = await ledger.postOne(amend('m2', { target_message_id: 'm1', amount: '60' }))
		expect(answer).toMatchObject({
			status: 'accepted',
			revision: 2,
			transaction_id: first.id,
			amount_cents: 6000,
		})
		expect(await transactions()).toMatchObject([
			{
				id: first.id,
				amount_cents: 6000,
				category_text: 'Feira',
				installments: 3,
				description: 'Mercado',
				person_text: 'Ana',
			},
		])
		await expectChain()
	})

	test('an empty text clears, kind and date change, wrong values are refused', async () => {
		await fresh()
		await ledger.post(purchase('m1', { category: 'Feira' }))
		await ledger.post(
			amend('m2', {
				target_message_id: 'm1',
				category: '',
				kind: 'income',
				occurred_at: '2026-10-05T12:00:00Z',
			}),
		)
		expect(await transactions()).toMatchObject([
			{ category_text: null, kind: 'income', bill_month: '2026-10-01' },
		])
		expect(await ledger.postOne(amend('m3', { target_message_id: 'm1', amount: 'x' }))).toMatchObject({
			status: 'rejected',
			reason: 'amount_unreadable',
		})
		expect(await head()).toBe(2)
	})

	test('of a rejected item records it, fields merged, and takes it off the list', async () => {
		await fresh()
		const refused = await ledger.postOne(purchase('m1', { amount: 'cinquenta', category: 'Feira' }))
		const answer = await ledger.postOne(amend('m2', { target_message_id: 'm1', amount: 50 }))
		expect(answer).toMatchObject({ status: 'accepted', revision: 1, transaction_id: refused.id })
		expect(await transactions()).toMatchObject([
			{ id: refused.id, amount_cents: 5000, category_text: 'Feira', message_id: 'm1' },
		])
		const [item] = await database.query('select * from public.inbox where id = $1', [refused.id])
		expect(item).toMatchObject({
			status: 'rejected',
			reason: 'amount_unreadable',
			amount: 'cinquenta',
			transaction_id: refused.id,
		})
		expect(await ledger.postOne(amend('m3', { target_message_id: 'm1', amount: 51 }))).toMatchObject({
			revision: 2,
		})
		expect(await ledger.postOne(amend('m4', { target_message_id: 'm3', amount: 52 }))).toMatchObject({
			status: 'accepted',
			transaction_id: refused.id,
		})
		await expectChain()
	})

	test('never reaches another ledger', async () => {
		await fresh()
		await ledger.post(purchase('m1'))
		await fresh()
		expect(await ledger.postOne(amend('m2', { target_message_id: 'm1', amount: 1 }))).toMatchObject({
			reason: 'target_not_found',
		})
	})

	test('of an old purchase is allowed', async () => {
		await fresh()
		const old = new Date(Date.now() - 9.99 * 365.25 * 86_400_000).toISOString()
		await ledger.post(purchase('m1', { occurred_at: old }))
		expect(await ledger.postOne(amend('m2', { target_message_id: 'm1', amount: 5 }))).toMatchObject({
			status: 'accepted',
		})
	})
})

describe('void', () => {
	test('leaves a tombstone under a new revision; twice is refused', async () => {
		await fresh()
		await ledger.post(purchase('m1'))
		expect(await ledger.postOne({ message_id: 'm2', action: 'void', target_message_id: 'm1' })).toMatchObject(
			{ revision: 2 },
		)
		expect(await transactions()).toMatchObject([{ voided: true, revision: 2 }])
		for (const action of ['void', 'amend'])
			expect(
				await ledger.postOne({ message_id: `again-${action}`, action, target_message_id: 'm1', amount: 1 }),
			).toMatchObject({
				status: 'rejected',
				reason: 'target_not_found',
				reason_detail: 'that transaction is voided already',
			})
		await expectChain()
	})

	test('of a rejected item dismisses it', async () => {
		await fresh()
		const refused = await ledger.postOne(purchase('m1', { amount: 'x' }))
		expect(await ledger.postOne({ message_id: 'm2', action: 'void', target_message_id: 'm1' })).toMatchObject(
			{
				status: 'accepted',
				revision: null,
			},
		)
		const [item] = await database.query<{ dismissed_at: string }>(
			'select * from public.inbox where id = $1',
			[refused.id],
		)
		expect(item!.dismissed_at).toBeTruthy()
		expect(await head()).toBe(0)
	})
})

test('an array becomes what its items become one by one', async () => {
	const items = [
		{ category: 'Mercado', source: 'Roxinho', person: 'Ana', occurred_at: '2025-10-24T12:00:00-03:00' },
		{ category: ' MERCADO', source: 'cartão', person: 'ana\u00a0', occurred_at: '2025-10-22T12:00:00-03:00' },
		{ category: 'Feira', source: 'Banco', person: 'João', occurred_at: '2025-10-31T23:59:00-03:00' },
		{ category: 'x'.repeat(121), source: 'Dinheiro', person: '', occurred_at: '2025-12-24T12:00:00-03:00' },
		// The name of a thing of another kind is no name.
		{ category: 'Roxinho', source: 'Mercado', person: 'Mercado', occurred_at: '2025-11-01T02:59:59Z' },
		{ installments: 3, occurred_at: '2025-12-31T23:59:00-03:00' },
		{ source: 'CARTAO', installments: 120, occurred_at: '2025-12-25T00:00:00-03:00' },
		{ source: 'Banco', occurred_at: '2025-02-28T12:00:00-03:00' },
	].map((more, k) => purchase(`m${k}`, more))
	const stored = async (post: (ledger: TestLedger) => Promise<unknown>) => {
		await fresh()
		const { id, asOwner } = ledger
		await asOwner(`insert into public.categories (ledger_id, name) values ($1, 'Mercado')`, [id])
		await asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana')`, [id])
		await asOwner(addCard('Roxinho', 25, 5, '{Cartão}'), [id])
		await asOwner(addCard('Banco', 31, 10), [id])
		await asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Dinheiro')`, [id])
		await asOwner(
			`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
			select $1, s.id, '2025-11-01', '2025-10-23' from public.sources s where s.ledger_id = $1 and s.name = 'Roxinho'`,
			[id],
		)
		await post(ledger)
		return database.query(
			`select t.message_id, t.revision, t.bill_month, t.first_month, t.last_month, t.category_id, t.category_text, t.source_id,
				t.source_text, t.person_id, t.person_text, t.amount_cents, t.installments, t.description, t.occurred_at
			from public.transactions t where t.ledger_id = $1 order by t.revision`,
			[id],
		)
	}
	const one = await stored(async (ledger) => {
		for (const item of items) await ledger.post(item)
	})
	expect(one).toHaveLength(items.length)
	expect(await stored((ledger) => ledger.post(items))).toEqual(one)
	expect(one.map((row) => row.bill_month).slice(0, 2)).toEqual(['2025-12-01', '2025-11-01'])
})

test('an array that records, amends and voids its own items is carried out in order', async () => {
	await fresh()
	const answers = await ledger.post([
		purchase('a'),
		purchase('b', { amount: 'x' }),
		{ message_id: 'c', action: 'amend', target_message_id: 'a', amount: 60 },
		purchase('d'),
		{ message_id: 'e', action: 'amend', target_message_id: 'b', amount: 70 },
		{ message_id: 'f', action: 'void', target_message_id: 'd' },
		// The last thing said was undone already: never the purchase before it.
		{ message_id: 'g', action: 'void' },
		purchase('h'),
		{ message_id: 'i', action: 'amend', target_message_id: 'd', amount: 1 },
	])
	expect(answers.map((answer: Answer) => [answer.message_id, answer.status, answer.revision])).toEqual([
		['a', 'accepted', 1],
		['b', 'rejected', null],
		['c', 'accepted', 2],
		['d', 'accepted', 3],
		['e', 'accepted', 4],
		['f', 'accepted', 5],
		['g', 'rejected', null],
		['h', 'accepted', 6],
		['i', 'rejected', null],
	])
	expect((await transactions()).map((row) => [row.amount_cents, row.voided, row.revision])).toEqual([
		[6000, false, 2],
		[7000, false, 4],
		[5290, true, 5],
		[5290, false, 6],
	])
	await expectChain()
})

describe('a statement that meddles with the counter it runs under', () => {
	// Only who may write SQL can try: the API has no way to.
	const meddling = (
		turn: string,
		rows: string,
	) => `insert into public.inbox (message_id, action, description, amount)
		select m, case when a <> 'turn' then a end, set_config('painel.revision',
			case a when 'turn' then '${turn}' else current_setting('painel.revision') end, true) || ' items', '1'::jsonb
		from (values ${rows}) v (m, a)`
	test.each([
		['ahead', meddling('7', `('x', 'record'), ('y', 'turn')`)],
		['ahead, before an amend files what came earlier', meddling('7', `('x', 'turn'), ('y', 'amend')`)],
		['back, onto numbers that are taken', meddling('1', `('x', 'turn')`)],
	])('turned %s: is refused', async (_, statement) => {
		await fresh()
		await ledger.post([purchase('m1'), purchase('m2')])
		await expect(as(database, agent(ledger.token), (query) => query(statement))).rejects.toMatchObject({
			code: '42501',
			message: expect.stringContaining('counter'),
		})
		expect(await head()).toBe(2)
		await expectChain()
	})
})

test('no insert reads a table from end to end, also in a session that planned while all were empty', async () => {
	const empty = await startDatabase()
	const first = await makeLedger(empty)
	const sql = postgres(empty.url, { max: 1, onnotice: () => {}, fetch_types: false })
	try {
		const scans = async () => {
			await sql`reset role`
			await sql`select pg_stat_force_next_flush()`
			const [row] = await sql<{ scans: number }[]>`
				select sum(seq_scan)::int as scans from pg_stat_all_tables
				where relid in ('public.inbox'::regclass, 'public.transactions'::regclass, 'public.ledgers'::regclass)`
			return row!.scans
		}
		for (const table of ['inbox', 'transactions', 'ledgers', 'agents', 'sources'])
			await sql.unsafe(`vacuum analyze public.${table}`)
		await sql`select set_config('request.headers', ${JSON.stringify({ 'x-agent-token': first.token })}, false)`
		const before = await scans()
		await sql`set role anon`
		const post = (items: Item[]) => {
			const { text, parameters } = insertStatement(items)
			return sql.unsafe(text, parameters as never[])
		}
		// A plan is made anew for the first five runs of a statement.
		for (let k = 0; k < 8; k++) await post([purchase(`one-${k}`)])
		for (let k = 0; k < 8; k++) await post([purchase(`a-${k}`), purchase(`b-${k}`)])
		expect((await scans()) - before).toBe(0)
	} finally {
		await sql.end()
		await empty.stop()
	}
})

describe('whatever happens to Realtime, a purchase counts', () => {
	test.each([
		['missing', 'alter function realtime.send(jsonb, text, text, boolean) rename to gone'],
		[
			'raising',
			`create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void
			language plpgsql as $$ begin raise exception 'out of order'; end $$`,
		],
		['full', 'alter table realtime.messages add constraint full_up check (false) not valid'],
		['without a partition', 'alter table realtime.messages detach partition realtime.messages_default'],
	])('realtime.send %s', async (_, sabotage) => {
		const other = await startDatabase()
		try {
			const house = await makeLedger(other)
			await other.script(sabotage)
			expect(await house.postOne(purchase('m1'))).toMatchObject({ status: 'accepted', revision: 1 })
			expect(await house.postOne(purchase('m2', { amount: 'x' }))).toMatchObject({ status: 'rejected' })
			expect((await house.changes()).rows.revision).toEqual([1])
		} finally {
			await other.close()
		}
	})
})

test('a token revoked while its insert waited for the ledger is refused', async () => {
	await fresh()
	let letGo = () => {}
	const held = new Promise<void>((done) => {
		letGo = done
	})
	let revoked = () => {}
	const isRevoked = new Promise<void>((done) => {
		revoked = done
	})
	const revoking = as(database, { role: 'authenticated', user: ledger.owner }, async (query) => {
		await query('select public.revoke_agent($1)', [ledger.agentId])
		revoked()
		await held
	})
	await isRevoked
	const posting = ledger.post(purchase('m1')).catch((error: Error) => error)
	// Let go only once the insert waits for the ledger's lock.
	for (;;) {
		const [row] = await database.query<{ waiting: boolean }>(
			`select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into public.inbox%') as waiting`,
		)
		if (row!.waiting) break
	}
	letGo()
	await revoking
	expect(await posting).toMatchObject({ code: '42501' })
	expect(await head()).toBe(0)
})

test('an agent reads its own items and nothing else', async () => {
	await fresh()
	await ledger.post(purchase('m1'))
	const mine = ledger
	await fresh()
	const [other] = await ledger.asOwner<{ agent: { token: string } }>(
		`select public.create_agent($1, 'other') as agent`,
		[ledger.id],
	)
	await ledger.post(purchase('m2'))
	await as(database, agent(mine.token), async (query) => {
		expect(await query('select message_id from public.inbox')).toEqual([{ message_id: 'm1' }])
	})
	await as(database, agent(other!.agent.token), async (query) => {
		expect(await query('select message_id from public.inbox')).toEqual([])
	})
})
