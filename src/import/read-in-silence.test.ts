import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { PlanOptions } from './types'

/** Files that were once read wrong without a question, or a line that says so. */
async function read(lines: string[], options: Partial<PlanOptions> = {}) {
	const { items, left_out, unreadable, questions, file } = await planImport(
		new TextEncoder().encode(lines.join('\n')),
		{
			ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
			...options,
		},
	)
	const asked = (id: string) => {
		const question = questions.find((one) => one.id === id)
		return question && [question.proposed, question.reason, question.about].filter(Boolean).join(' ')
	}
	return {
		type: file.type,
		askedType: asked('type'),
		askedSigns: asked('signs'),
		kinds: items.map(({ kind }) => kind).join(' '),
		lines: items.map(({ line, kind, amount_cents, day }) => `${line} ${kind} ${amount_cents} ${day}`),
		rest: [...left_out, ...unreadable].map(({ line, why }) => `${line} ${why}`),
	}
}

describe('a card’s bill that has nothing but signs', () => {
	const bill = (payment: string, ...lines: string[]) => [
		'Data;Descrição;Valor',
		'01/10/2026;MERCADO;150,00',
		...lines,
		`16/10/2026;${payment}`,
	]
	const EXPENSE = { answers: { signs: 'expense' } }

	test.each([
		'PAGAMENTO-BOLETO BANCARIO',
		'PAGAMENTO DE FATURA PELO PICPAY',
		'PAGAMENTO FATURA',
		'PAGAMENTO',
		'PAGAMENTO DEBITO EM CONTA',
		'DEBITO EM C/C',
		'PG FATURA',
		'VALOR PAGO',
		'Boleto pago',
	])('is asked about where it was paid: %s', async (payment) => {
		const { askedType, kinds } = await read(bill(`${payment};-1.200,00`), EXPENSE)
		expect([askedType, kinds]).toEqual(['card like_a_card', 'expense transfer'])
	})

	test.each(['CREDITO PGTO FATURA', 'Recebemos seu pagamento', 'Obrigado pelo seu pagamento'])(
		'is one by words that no account has: %s',
		async (payment) => {
			const { type, askedType, kinds } = await read(bill(`${payment};-1.200,00`), EXPENSE)
			expect([type, askedType, kinds]).toEqual(['card', undefined, 'expense transfer'])
		},
	)

	test('leaves out what the bill before came to', async () => {
		const { rest } = await read(bill('PAGAMENTO;-9,00', '01/10/2026;FATURA ANTERIOR;9,00'), EXPENSE)
		expect(rest).toEqual(['3 balance'])
	})

	test.each<[string, string[], Partial<PlanOptions>]>([
		['parts in its texts', bill('LOJA 3/10;90,00'), {}],
		['parts in its texts, with a word', bill('LOJA PARC 3/10;90,00'), {}],
		['a column of parts', ['Data;Descrição;Parcela;Valor', '01/10/2026;LOJA;3/10;90,00'], {}],
		['its name', bill('UBER;9,00'), { fileName: 'fatura-2026-10.csv' }],
		[
			'a payment without a minus',
			['Data;Descrição;Valor', '01/10/2026;LOJA 03/10;-89,90', '16/10/2026;PAGAMENTO RECEBIDO;1.200,00'],
			{ fileName: 'fatura-2026-10.csv' },
		],
	])('is asked about for %s', async (_, lines, options) => {
		expect((await read(lines, options)).askedType).toBe('card like_a_card')
	})

	test('whose payment has no minus is read so, under what is proposed', async () => {
		const { askedSigns, kinds } = await read(
			['Data;Descrição;Valor', '01/10/2026;LOJA 03/10;-89,90', '16/10/2026;PAGAMENTO RECEBIDO;1.200,00'],
			{ fileName: 'fatura-2026-10.csv' },
		)
		expect([askedSigns, kinds]).toEqual(['income payment_without_minus', 'expense transfer'])
	})

	test.each<[string, string[]]>([
		['an income beside', ['01/10/2026;LOJA PARC 3/10;-90,00', '02/10/2026;ANA;50,00']],
		['lines of an account beside', ['01/10/2026;SALARIO;5.000,00', '02/10/2026;PAGAMENTO FATURA;-50,00']],
	])('is likely an account’s with %s', async (_, lines) => {
		expect((await read(['Data;Descrição;Valor', ...lines])).askedType).toBe('account like_a_card')
	})

	test.each<[string, string[]]>([
		['payments among purchases', ['01/10/2026;MERCADO;-9,00', '02/10/2026;PAGAMENTO FATURA;-50,00']],
		['a payment to somebody', ['01/10/2026;MERCADO;9,00', '02/10/2026;PAGAMENTO JOAO;-50,00']],
		[
			'the day of a purchase in its text',
			['01/10/2026;PIX ANA 30/09;-9,00', '02/10/2026;PADARIA 01/10;-5,00'],
		],
		['nothing but a refund', ['01/10/2026;MERCADO;9,00', '02/10/2026;ESTORNO MERCADO;-9,00']],
	])('is none with %s', async (_, lines) => {
		const { type, askedType } = await read(['Data;Descrição;Valor', ...lines])
		expect([type, askedType]).toEqual(['account', undefined])
	})
})

describe('a column that says whether a line was paid', () => {
	test.each(['Pago', 'Quitado', 'Efetivada', 'Efetivado', 'Pago?', 'Pago/Recebido'])('%s', async (name) => {
		const { lines, rest } = await read([
			`Data;Descrição;Valor;${name}`,
			'14/10/2026;Luz;-90,00;Sim',
			'15/10/2026;Água;-80,00;Não',
		])
		expect([lines.length, rest]).toEqual([1, ['3 not_booked']])
	})

	test('is the amount where it is what was paid', async () => {
		const { lines } = await read(['Data;Descrição;Valor previsto;Pago', '14/10/2026;Luz;100,00;90,00'])
		expect(lines).toEqual(['2 expense 9000 2026-10-14'])
	})
})

describe('lines without a day', () => {
	const DAYS = ['Data;Descrição;Valor', '01/10/2026;Feira;-10,00', '02/10/2026;Uber;-20,00']

	test('behind all days are no lines of the last one', async () => {
		const { lines, rest } = await read([...DAYS, ';Crédito pré-aprovado;30.000,00', ';Juros a debitar;12,00'])
		expect(lines.length).toBe(2)
		expect(rest).toEqual(['4 date_unreadable', '5 date_unreadable'])
	})

	test('between days are of the day above', async () => {
		const { lines } = await read([...DAYS.slice(0, 2), ';Pão;-5,00', ...DAYS.slice(2), ';Luz;-7,00'])
		expect(lines.map((line) => line.slice(-10))).toEqual([
			'2026-10-01',
			'2026-10-01',
			'2026-10-02',
			'2026-10-02',
		])
	})
})

describe('a line that no balance reaches', () => {
	const HEADER = 'Data;Descrição;Valor;Saldo'
	const FIRST = [HEADER, '01/10/2026;Salário;5.000,00;6.200,00', '02/10/2026;Mercado;150,00;6.050,00']
	const ALL_IN = [HEADER, '01/10/2026;Aluguel;100,00;500,00', '02/10/2026;Pix;50,00;550,00']
	const OF_DAYS = [
		HEADER,
		'01/10/2026;Salário;5.000,00;',
		'01/10/2026;Saldo do dia;;6.200,00',
		'02/10/2026;Mercado;150,00;',
		'02/10/2026;Saldo do dia;;6.050,00',
		'03/10/2026;Pix;20,00;',
	]

	test.each([
		['the first', FIRST, 'expense', '2'],
		['the first, all others came in', ALL_IN, 'income', '2'],
		['the first and the last, balances by day', OF_DAYS, 'expense', '2, 6'],
	])('is asked about: %s', async (_, lines, proposed, about) => {
		expect((await read(lines)).askedSigns).toBe(`${proposed} balance_says_not ${about}`)
	})

	test.each([
		['the first', FIRST, 'income expense', 'expense expense'],
		['the first, all others came in', ALL_IN, 'income income', 'expense income'],
		['the first and the last', OF_DAYS, 'income expense income', 'expense expense expense'],
	])('is what is answered, and the others what is proved: %s', async (_, lines, income, expense) => {
		expect((await read(lines, { answers: { signs: 'income' } })).kinds).toBe(income)
		expect((await read(lines, { answers: { signs: 'expense' } })).kinds).toBe(expense)
	})

	test('has its sign, where amounts have any', async () => {
		const { kinds, askedSigns } = await read([FIRST[0]!, FIRST[1]!, '02/10/2026;Mercado;-150,00;6.050,00'])
		expect([kinds, askedSigns]).toEqual(['income expense', undefined])
	})
})
