import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { PlanOptions } from './types'

/** What the lines of a file with tables side by side become. */
async function become(lines: string[], options: Partial<PlanOptions> = {}) {
	const { items, left_out, unreadable, questions } = await planImport(
		new TextEncoder().encode(lines.join('\n')),
		{ ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] }, ...options },
	)
	return {
		items: items.map(
			({ line, kind, amount_cents, day, description }) =>
				`${line} ${kind} ${amount_cents} ${day.slice(5)} ${description}`,
		),
		rest: [...left_out, ...unreadable].map(({ line, why }) => `${line} ${why}`),
		asked: questions.map(({ id }) => id).join(' '),
	}
}

const LINES = [
	'01/10/2026;Salário;5.000,00;;02/10/2026;Mercado;150,00',
	'05/10/2026;Freela;300,00;;06/10/2026;Luz;90,00',
	';;;;07/10/2026;Água;80,00',
]
const WAYS = [
	'2 income 500000 10-01 Salário',
	'3 income 30000 10-05 Freela',
	'2 expense 15000 10-02 Mercado',
	'3 expense 9000 10-06 Luz',
	'4 expense 8000 10-07 Água',
]

describe('tables side by side', () => {
	test('are all read', async () => {
		const { items, rest, asked } = await become(['Data;Descrição;Valor;;Data;Descrição;Valor', ...LINES])
		expect(items.map((item) => item.replace('expense ', '').replace('income ', ''))).toEqual(
			WAYS.map((item) => item.replace('expense ', '').replace('income ', '')),
		)
		expect([rest, asked]).toEqual([[], 'account signs'])
	})

	test.each([
		['in their headers', ['Data;Receita;Valor;;Data;Despesa;Valor']],
		['of columns', ['Data;Descrição;Receita;;Data;Descrição;Despesa']],
		['numbered', ['Data;Receita;Valor;;Data.1;Despesa;Valor.1']],
	])('say by names which way money went: %s', async (_, header) => {
		expect(await become([...header, ...LINES])).toEqual({ items: WAYS, rest: [], asked: 'account' })
	})

	test('say so by a heading above each', async () => {
		const { items, asked } = await become([
			'Receitas;;;;Despesas;;',
			'Data;Descrição;Valor;;Data;Descrição;Valor',
			...LINES,
		])
		expect(items.map((item) => item.slice(2))).toEqual(WAYS.map((item) => item.slice(2)))
		expect(asked).toBe('account')
	})

	test('may have another table below', async () => {
		const { items } = await become([
			'Data;Receita;Valor;;Data;Despesa;Valor',
			...LINES,
			'Data;Descrição;Categoria;Valor',
			'09/10/2026;Uber;Carro;-7,00',
		])
		expect(items.at(-1)).toBe('6 expense 700 10-09 Uber')
		expect(items.length).toBe(6)
	})

	test('a line that a delimiter cut too often is unreadable, on both sides', async () => {
		const { items, rest } = await become([
			'Data,Receita,Valor,,Data,Despesa,Valor',
			'01/10/2026,Freela,30,00,,02/10/2026,Luz,90,00',
			'03/10/2026,Freela,"30,00",,04/10/2026,Luz,"90,00"',
		])
		expect([items.length, rest]).toEqual([2, ['2 cells_beyond_header', '2 date_unreadable']])
	})

	test('a line of one of them with a cell too many is unreadable there', async () => {
		const { items, rest } = await become([
			'Data,Receita,Valor,,Data,Despesa,Valor',
			',,,,02/10/2026,Luz,90,00',
			'03/10/2026,Freela,"30,00",,04/10/2026,Luz,"90,00"',
		])
		expect([items.length, rest]).toEqual([2, ['2 cells_beyond_header']])
	})

	test('are refused where one has no description', async () => {
		await expect(
			become(['Data;Descrição;Valor;Data;Valor', '01/10/2026;Pão;1,00;02/10/2026;5,00']),
		).rejects.toThrow('tables side by side')
	})

	test.each([
		['without a header', []],
		['under one that nobody knows', ['Dt;Que;Vlr;;Dt;Que;Vlr']],
	])('are refused %s', async (_, header) => {
		const lines = [
			'01/10/2026;Pão;1,00;;02/10/2026;Luz;5,00',
			'01/10/2026;Pão;1,00;;;;',
			'01/10/2026;Pão;1,00;;;;',
		]
		await expect(become([...header, ...lines])).rejects.toThrow('tables side by side')
	})

	test.each([
		['a day and a balance', '01/10/2026;Pão;-1,00;01/10/2026;9,00'],
		['a text and a balance', '01/10/2026;Pão;-1,00;Centro;9,00'],
	])('are none without a header for %s behind the amount', async (_, line) => {
		expect((await become([line, line])).items.length).toBe(2)
	})

	test.each([
		['two days and one amount', 'Data;Descrição;Valor;Data;Saldo', '01/10/2026;Pão;-1,00;02/10/2026;5,00'],
		[
			'an amount before and behind',
			'Data;Data;Descrição;Valor;Valor',
			'01/10/2026;02/10/2026;Pão;-1,00;-1,00',
		],
	])('are none for %s', async (_, header, line) => {
		const { items } = await become([header, line])
		expect(items).toEqual(['2 expense 100 10-01 Pão'])
	})
})
