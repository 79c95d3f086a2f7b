import { describe, expect, it } from 'vitest'
import { type ReadOptions, readRows, splitSign } from './rows'

const options: ReadOptions = {
	columns: { date: 0, description: 1, amount: 2 },
	constants: {},
	timezone: 'America/Sao_Paulo',
	now: Date.parse('2026-11-26T13:00:00Z'),
}
const read = (records: string[][], more: Partial<ReadOptions> = {}) =>
	readRows(
		records.map((record, index) => ({ line: index + 2, record })),
		{ ...options, ...more },
	)

it('makes rows of the inbox, at noon of the day, keeping the amount as written', () => {
	const { rows, refused } = read([['03/04/2026', ' MERCADO   BOM ', 'R$ 1.234,56']])
	expect(refused).toEqual([])
	expect(rows).toEqual([
		{
			message_id: expect.stringMatching(/^import\.[0-9a-f]{24}\.0$/),
			kind: 'expense',
			occurred_at: '2026-04-03 12:00:00 America/Sao_Paulo',
			description: 'MERCADO BOM',
			amount: 'R$ 1.234,56',
			category: null,
			source: null,
			person: null,
			installments: 1,
			payload: { message: '03/04/2026 ·  MERCADO   BOM  · R$ 1.234,56', via: 'import', line: 2 },
		},
	])
})

it('keeps the beginning of an endless line, cut between characters', () => {
	const { rows } = read([['03/04/2026', 'feira', '5,00', '🛒'.repeat(2000)]])
	expect(rows[0]?.payload.message).toBe(`03/04/2026 · feira · 5,00 · ${'🛒'.repeat(972)}`)
})

describe('message ids', () => {
	const ids = (records: string[][], more: Partial<ReadOptions> = {}) =>
		read(records, more).rows.map((row) => row.message_id)
	const coffee = ['03/04/2026', 'café', '5,00']
	const bread = ['04/04/2026', 'pão', '9,00']

	it('are the same for the same file, and for files that overlap', () => {
		expect(ids([coffee, bread])).toEqual(ids([coffee, bread]))
		expect(ids([bread, ['05/04/2026', 'luz', '99,00']])[0]).toBe(ids([coffee, bread])[1])
	})

	it('tell two equal purchases of a day apart, in any order of the rest', () => {
		const [first, second] = ids([coffee, coffee])
		expect(first).not.toBe(second)
		expect(ids([coffee, bread, coffee])).toEqual([first, ids([bread])[0], second])
	})

	it('do not depend on how the file writes an amount, a date or letter case', () => {
		expect(ids([['2026-04-03', 'CAFE', '5.00']])).toEqual(ids([coffee]))
	})

	it('are those of the file where it has some', () => {
		const columns = { ...options.columns, id: 3 }
		expect(ids([[...coffee, 'a']], { columns })).not.toEqual(ids([[...coffee, 'b']], { columns }))
		expect(ids([[...coffee, 'a']], { columns })).toEqual(
			ids([['03/04/2026', 'renamed', '5,00', 'a']], { columns }),
		)
	})
})

describe('expense or income', () => {
	const kinds = (amounts: string[], more: Partial<ReadOptions> = {}) =>
		read(
			amounts.map((amount, index) => ['03/04/2026', `x${index}`, amount]),
			more,
		).rows.map((row) => row.kind)

	it('a card’s file: positive amounts are expenses, a refund is income', () => {
		expect(kinds(['10,00', '20,00', '-5,00'])).toEqual(['expense', 'expense', 'income'])
	})
	it('an account’s file: negative amounts are expenses', () => {
		expect(kinds(['-10,00', '-20,00', '5000,00'])).toEqual(['expense', 'expense', 'income'])
	})
	it('as the person says', () => {
		expect(kinds(['10,00', '-5,00'], { positive: 'income' })).toEqual(['income', 'expense'])
	})
	it('as the file says', () => {
		const columns = { ...options.columns, kind: 3 }
		const records = [
			['03/04/2026', 'a', '1,00', 'Receita'],
			['03/04/2026', 'b', '1,00', 'Despesa'],
		]
		expect(read(records, { columns }).rows.map((row) => row.kind)).toEqual(['income', 'expense'])
	})
})

it.each([
	['-52,90', true, '52,90'],
	['R$ -52,90', true, 'R$ 52,90'],
	['−52,90', true, '52,90'],
	['(52,90)', true, '52,90'],
	['-R$ 52,90', true, 'R$ 52,90'],
	['- 52,90', true, '52,90'],
	['(R$ 52,90)', true, 'R$ 52,90'],
	['R$ (52,90)', true, 'R$ 52,90'],
	['52,90-', true, '52,90'],
	['52,90 -', true, '52,90'],
	['+52,90', false, '52,90'],
	['R$ +52,90', false, 'R$ 52,90'],
	['1.234,56', false, '1.234,56'],
])('reads the sign of %s', (value, negative, amount) => {
	expect(splitSign(value)).toEqual({ negative, amount })
})

it.each([
	'5-3',
	'2026-11-05',
	'1(2)3',
	'(5',
	'5)',
	'--5',
	'-5-',
	'(-5)',
	'-R$ -5',
	'+-5',
	'5--',
	'((5))',
	'5+3',
	'−−5',
])('makes no amount of %s, which is none', (amount) => {
	const { rows, refused } = read([['03/04/2026', 'x', amount]])
	expect(rows).toEqual([])
	expect(refused.map(({ reason }) => reason)).toEqual(['amount_unreadable'])
})

describe('installments', () => {
	const columns = { ...options.columns, installments: 3 }
	const readParts = (parts: string) => read([['03/04/2026', 'x', '100,00', parts]], { columns })

	it.each([
		['', 1],
		['1', 1],
		['10', 10],
		['10x', 10],
		['3 X', 3],
	])('reads %j as %i', (parts, installments) => {
		expect(readParts(parts).rows.map((row) => row.installments)).toEqual([installments])
	})

	it.each(['2/10', '10 de 12', 'à vista', '-3', '1,5', '3xx'])('does not guess at %j', (parts) => {
		const { rows, refused } = readParts(parts)
		expect(rows).toEqual([])
		expect(refused.map(({ line, reason }) => [line, reason])).toEqual([[2, 'installments_unreadable']])
	})
})

it('refuses, with the line and the reason, what cannot be a purchase', () => {
	const { rows, refused } = read([
		['Total', '', '100,00'],
		['03/04/2026', 'x', 'abc'],
		['03/04/2026', 'x', '0,00'],
		['03/04/2026', '', '1,00'],
		['03/04/2026', 'ok', '1,00'],
	])
	expect(rows).toHaveLength(1)
	expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
		[2, 'date_unreadable'],
		[3, 'amount_unreadable'],
		[4, 'amount_not_positive'],
		[5, 'description_missing'],
	])
})

describe('refuses itself what the inbox would, and keep under the row’s message id:', () => {
	const columns = { ...options.columns, installments: 3, id: 4 }
	const judge = (record: string[]) => read([record], { columns }).refused.map(({ reason }) => reason)

	it.each([
		['279 letters and an emoji', [], ['25/11/2026', `${'x'.repeat(279)}🛒`, '1,00', '', 'a']],
		['281 characters', ['description_too_long'], ['25/11/2026', '🛒'.repeat(281), '1,00', '', 'a']],
		['nothing but a mark', ['description_missing'], ['25/11/2026', '\u202e', '1,00', '', 'a']],
		['120 parts', [], ['25/11/2026', 'x', '1,00', '120', 'a']],
		['121 parts', ['installments_out_of_range'], ['25/11/2026', 'x', '1,00', '121', 'a']],
		['no part', ['installments_out_of_range'], ['25/11/2026', 'x', '1,00', '0', 'a']],
		['noon today, two hours ahead', [], ['26/11/2026', 'x', '1,00', '', 'a']],
		['noon tomorrow, over a day ahead', ['occurred_at_out_of_range'], ['27/11/2026', 'x', '1,00', '', 'a']],
		['ten years ago', [], ['26/11/2016', 'x', '1,00', '', 'a']],
		['a day more', ['occurred_at_out_of_range'], ['25/11/2016', 'x', '1,00', '', 'a']],
		['the year 1', ['occurred_at_out_of_range'], ['0001-01-01', 'x', '1,00', '', 'a']],
	])('%s: %j', (_, reasons, record) => {
		expect(judge(record)).toEqual(reasons)
	})

	it('a line put right keeps its own message id, and the next of its id another', () => {
		const ids = (first: string) =>
			read(
				[
					['25/11/2026', first, '1,00', '', 'a'],
					['25/11/2026', 'second', '1,00', '', 'a'],
				],
				{ columns },
			).rows.map((row) => row.message_id)
		const [second] = ids('x'.repeat(281))
		expect(ids('first')).toEqual([expect.stringMatching(/\.0$/), second])
	})
})

it('leaves out what the person asks to, whatever the accents', () => {
	const { rows, skipped } = read(
		[
			['03/04/2026', 'Pagamento recebido', '-500,00'],
			['03/04/2026', 'pão', '1,00'],
		],
		{
			skip: ['PAGAMENTO'],
		},
	)
	expect([rows.length, skipped]).toEqual([1, 1])
})

it('fills in the source, category and person that the file leaves empty', () => {
	const columns = { ...options.columns, source: 3 }
	const constants = { source: 'Nubank', person: 'Ana' }
	const { rows } = read(
		[
			['03/04/2026', 'a', '1,00', ''],
			['03/04/2026', 'b', '1,00', 'Pix'],
		],
		{ columns, constants },
	)
	expect(rows.map((row) => [row.source, row.person])).toEqual([
		['Nubank', 'Ana'],
		['Pix', 'Ana'],
	])
})
