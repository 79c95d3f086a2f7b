import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { PlanOptions } from './types'

/** Tables with a type column, of which some words are nobody's. */
async function become(lines: string[], options: Partial<PlanOptions> = {}) {
	const { items, questions, file } = await planImport(new TextEncoder().encode(lines.join('\n')), {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		...options,
	})
	const question = questions.find(({ id }) => id === 'signs')
	return {
		kinds: items.map(({ kind }) => kind).join(' '),
		asked: question && [question.proposed, question.reason, question.about].join(' '),
		proof: file.signs.proof,
	}
}

/** Lines `type amount`, of one day each. */
const table = (lines: string[], header = 'Data;Descrição;Tipo;Valor') => [
	header,
	...lines.map((line, at) => `0${at + 1}/10/2026;Loja ${at};${line.replace(/ (?=\S*$)/, ';')}`),
]

describe('a word that nobody knows in a type column', () => {
	test.each([
		['Ajuste', 'expense income expense'],
		['-35', 'expense income expense'],
		['', 'expense income expense'],
		['Investimento', 'expense income transfer'],
		['Despesa fixa', 'expense income expense'],
	])('has no say: the others prove the signs beside "%s"', async (word, kinds) => {
		const lines = ['Despesa -10,00', 'Receita 90,00', `${word} -35,00`]
		expect(await become(table(lines))).toEqual({ kinds, asked: undefined, proof: 'type_column' })
	})

	test.each([
		[
			'a card’s',
			['Despesa 10,00', 'Receita -9,00', 'Ajuste 5,00', 'Ajuste -5,00'],
			'expense income expense income',
		],
		['incomes only', ['Receita 90,00', 'Ajuste -5,00', 'Ajuste 3,00'], 'income expense income'],
		[
			'of credits and debits both ways',
			['Crédito 9,00', 'Débito -8,00', 'Tarifa -1,00'],
			'income expense expense',
		],
	])('goes by the signs that the known words agree with: %s', async (_, lines, kinds) => {
		expect(await become(table(lines))).toEqual({ kinds, asked: undefined, proof: 'type_column' })
	})

	test.each([
		[
			['Despesa 10,00', 'Receita 90,00', 'Ajuste 5,00'],
			'expense types_say_no_way 4',
			'expense income expense',
		],
		[
			['Despesa 10,00', 'Receita 90,00', 'Ajuste -5,00'],
			'income types_say_no_way 4',
			'expense income expense',
		],
		[['Despesa 10,00', 'Ajuste -5,00'], 'income types_say_no_way 3', 'expense expense'],
		[['Receita 90,00', 'Ajuste 5,00', ' 4,00'], 'expense types_say_no_way 3, 4', 'income expense expense'],
		[
			['Despesa 10,00', 'Receita 90,00', 'Estorno 7,00', 'Ajuste 5,00'],
			'expense types_say_no_way 5',
			'expense income refund expense',
		],
	])('is asked about where its sign says nothing: %j', async (lines, asked, kinds) => {
		expect(await become(table(lines))).toEqual({ kinds, asked, proof: 'asked' })
		const [proposed] = asked.split(' ')
		const other = proposed === 'expense' ? 'income' : 'expense'
		const answered = await become(table(lines), { answers: { signs: other } })
		expect([answered.asked, answered.proof]).toEqual([undefined, 'answered'])
		// What the known words say stays.
		const known = lines.map((line) => /^(?:Despesa|Receita|Estorno)/.test(line))
		for (const [at, kind] of answered.kinds.split(' ').entries())
			expect(kind === kinds.split(' ')[at]).toBe(known[at])
	})

	test('is told by the balance of each line', async () => {
		const header = 'Data;Descrição;Tipo;Valor;Saldo'
		const lines = ['Receita 90,00;90,00', 'Ajuste 5,00;95,00', 'Despesa 10,00;85,00', 'Ajuste 5,00;80,00']
		expect(await become(table(lines, header))).toEqual({
			kinds: 'income income expense expense',
			asked: undefined,
			proof: 'type_column',
		})
	})

	test('says nothing against a known format', async () => {
		const header = 'Data;Lançamento;Detalhes;Valor;Tipo Lançamento'
		const lines = [
			'01/10/2026;Pix;Ana;90,00;Entrada',
			'02/10/2026;Pix;Ana;-10,00;Saída',
			'03/10/2026;Luz;;-5,00;Outro',
		]
		expect(await become([header, ...lines])).toEqual({
			kinds: 'income expense expense',
			asked: undefined,
			proof: 'format',
		})
	})

	test('takes no contradiction away', async () => {
		const lines = ['Despesa -10,00', 'Receita 90,00', 'Receita -5,00', 'Ajuste -3,00']
		expect(await become(table(lines))).toEqual({
			kinds: 'expense income expense expense',
			asked: 'income types_against_signs 4',
			proof: 'asked',
		})
	})

	test.each([
		[['Débito 50,00', 'Crédito 30,00', 'Pix 20,00'], 'expense no_minus ', 'expense expense expense'],
		[['Débito -50,00', 'Crédito -30,00', 'Pix -20,00'], 'income minus_is_out ', 'expense expense expense'],
	])('beside it credit and debit are ways of paying: %j', async (lines, asked, kinds) => {
		expect(await become(table(lines))).toEqual({ kinds, asked, proof: 'asked' })
	})

	test('beside nothing but ways of paying there is no type', async () => {
		expect((await become(table(['Pix 50,00', 'Estorno 30,00']))).asked).toBe('expense no_minus ')
	})
})

test.each([
	'Receita/Despesa',
	'Despesa / Receita',
	'Entrada/Saída',
	'ENTRADA / SAÍDA',
	'Receita ou despesa',
	'Natureza',
])('a type column is called %s too', async (name) => {
	const header = `Data;Descrição;${name};Valor`
	const { kinds, asked } = await become(table(['Despesa 10,00', 'Receita 90,00'], header))
	expect([kinds, asked]).toEqual(['expense income', undefined])
	expect((await become(table(['Saída 10,00', 'Entrada 90,00'], header))).kinds).toBe('expense income')
})

test('a column of that name that holds the amounts is the amount', async () => {
	const lines = ['Data;Descrição;Entrada/Saída', '01/10/2026;Loja;-10,00', '02/10/2026;Salário;90,00']
	expect((await become(lines)).kinds).toBe('expense income')
})
