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
		descriptions: items.map(({ description }) => description),
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

	test.each([
		['S', 'N'],
		['x', ''],
		['✓', ''],
	])('has %s, or %j', async (paid, unpaid) => {
		const { lines, rest } = await read([
			'Data;Descrição;Valor;Pago',
			`14/10/2026;Luz;-90,00;${paid}`,
			`15/10/2026;Água;-80,00;${unpaid}`,
		])
		expect([lines.length, rest]).toEqual([1, ['3 not_booked']])
	})

	test('leaves what it does not say to the line', async () => {
		const { lines } = await read([
			'Data;Descrição;Valor;Pago',
			'14/10/2026;Luz;-90,00;Sim',
			'15/10/2026;Pão;-8,00;',
		])
		expect(lines.length).toBe(2)
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

	test('below a total are of no day', async () => {
		const { lines, rest } = await read([
			...DAYS.slice(0, 2),
			';Pão;-5,00',
			DAYS[2]!,
			'Total;;-35,00',
			';Juros a debitar;12,00',
		])
		expect(lines.length).toBe(3)
		expect(rest).toEqual(['5 total', '6 date_unreadable'])
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

describe('days', () => {
	const instants = (...times: string[]) => [
		'date,description,amount',
		...times.map((time) => `2026-11-02T${time},Pão,-1.00`),
	]

	test.each([
		['midnights of UTC alone are days', ['00:00:00.000Z', '00:00:00Z', '00:00:00+00:00'], '2026-11-02'],
		['midnights among other instants are not', ['00:00:00.000Z', '02:30:00.000Z'], '2026-11-01'],
		['nor are those of another zone', ['00:00:00+01:00', '00:00:00+01:00'], '2026-11-01'],
	])('%s', async (_, times, day) => {
		const { lines } = await read(instants(...times))
		expect(lines.map((line) => line.slice(-10))).toEqual(times.map(() => day))
	})

	test.each(['Data de Vencimento;Data de Pagamento;Descrição;Valor', 'Vencimento;Pagamento;Descrição;Valor'])(
		'of a payment go before those on which it was due: %s',
		async (header) => {
			const { lines, rest } = await read([
				header,
				'10/10/2026;08/10/2026;Luz;-90,00',
				'15/10/2026;;Água;-80,00',
				'16/10/2026;;Gás;-70,00',
				'20/10/2026;19/10/2026;Aluguel;-900,00',
			])
			expect(lines).toEqual(['2 expense 9000 2026-10-08', '5 expense 90000 2026-10-19'])
			expect(rest).toEqual(['3 not_booked', '4 not_booked'])
		},
	)
})

test('`Pagamento` may be how a line was paid', async () => {
	const { lines } = await read([
		'Vencimento;Pagamento;Descrição;Valor',
		'10/10/2026;Pix;Luz;-90,00',
		'11/10/2026;Boleto;Água;-80,00',
		'12/10/2026;Pix;Gás;-70,00',
	])
	expect(lines.map((line) => line.slice(-10))).toEqual(['2026-10-10', '2026-10-11', '2026-10-12'])
})

describe('a card’s line', () => {
	test('in dollars alone is unreadable', async () => {
		const { rest } = await read([
			'Data;Descrição;Valor (US$);Valor (R$)',
			'01/10/2026;LOJA;0,00;9,00',
			'02/10/2026;AMAZON US;20,00;0,00',
			'03/10/2026;NADA;0,00;0,00',
		])
		expect(rest).toEqual(['4 zero', '3 amount_currency'])
	})

	test('that is a charge without a day is unreadable', async () => {
		const { rest } = await read(
			['Data;Descrição;Valor', '01/10/2026;LOJA;9,00', 'repasse de IOF;;3,92', 'Limite;;1.000,00'],
			{ answers: { type: 'card' } },
		)
		expect(rest).toEqual(['4 heading', '3 date_unreadable'])
	})
})

test.each([
	'Compras em processamento',
	'Transações em processamento',
	'Lançamentos provisionados',
	'Compromissos futuros',
	'Contas a pagar',
	'Contas a pagar e a receber',
	'Boletos a pagar',
])('what stands below %s has not happened', async (heading) => {
	const { lines, rest } = await read([
		'Data;Descrição;Valor',
		'01/10/2026;Pão;-1,00',
		`${heading};;`,
		'20/10/2026;Luz;-90,00',
	])
	expect([lines.length, rest]).toEqual([1, ['3 heading', '4 not_booked']])
})

describe('an OFX', () => {
	const ofx = (list: string, currency: string, ...lines: string[]) => [
		`OFXHEADER:100\n\n<OFX><${list}><CURDEF>${currency}<ACCTID>1</ACCTID>`,
		...lines.map((line, at) => {
			const [type, amount, memo] = line.split('|')
			return `<STMTTRN><TRNTYPE>${type}<DTPOSTED>2026100${at + 1}<TRNAMT>${amount}<MEMO>${memo}</STMTTRN>`
		}),
		`</${list}></OFX>`,
	]

	test.each([
		['USD', ['4 amount_currency']],
		['BRL', []],
	])('in %s', async (currency, rest) => {
		expect((await read(ofx('STMTRS', currency, 'DEBIT|-9.00|Pão'))).rest).toEqual(rest)
	})

	test.each<[string, string[], string | undefined, string]>([
		[
			'purchases alone',
			['OTHER|9.00|LOJA', 'OTHER|5.00|UBER'],
			'expense card_without_minus',
			'expense expense',
		],
		[
			'a payment with a minus',
			['OTHER|9.00|LOJA', 'PAYMENT|-9.00|PAGAMENTO FATURA'],
			'expense card_without_minus',
			'expense transfer',
		],
		['a payment without', ['OTHER|-9.00|LOJA', 'OTHER|9.00|PAGAMENTO'], undefined, 'expense transfer'],
		['types', ['OTHER|9.00|LOJA', 'CREDIT|5.00|UBER'], undefined, 'refund refund'],
	])('of a card, with %s', async (_, lines, asked, kinds) => {
		const said = await read(ofx('CCSTMTRS', 'BRL', ...lines))
		expect([said.askedSigns, said.kinds]).toEqual([asked, kinds])
	})
})

describe('a table above the first header that is known', () => {
	const KNOWN = ['Data;Descrição;Valor', '06/10/2026;Aluguel;-1.500,00']

	test.each([
		'Despesa',
		'Gasto',
		'Receita',
		'Local',
		'Fornecedor',
		'Categoria',
		'Detalhe',
		'Fonte',
		'Cliente',
	])('is read: Data;%s;Valor', async (name) => {
		const { lines, rest } = await read([
			`${name}s;;`,
			`Data;${name};Valor`,
			'05/10/2026;Salário;5.000,00',
			'Outras;;',
			...KNOWN,
		])
		expect(lines.map((line) => line.replace(/ \w+ /, ' '))).toEqual([
			'3 500000 2026-10-05',
			'6 150000 2026-10-06',
		])
		expect(rest).toEqual(['4 heading'])
	})

	test.each(['Vencimento;Descrição;Valor', 'Data pagamento;Descrição;Valor', 'Vencimento;Loja;Valor'])(
		'is read by the only day that it names: %s',
		async (header) => {
			const { lines } = await read([header, '05/10/2026;Luz;-50,00', ...KNOWN])
			expect(lines).toEqual(['2 expense 5000 2026-10-05', '4 expense 150000 2026-10-06'])
		},
	)

	test('says by its name which way its money went', async () => {
		const { lines } = await read(['Data;Receita;Valor', '05/10/2026;Salário;5.000,00', ...KNOWN])
		expect(lines).toEqual(['2 income 500000 2026-10-05', '4 expense 150000 2026-10-06'])
	})

	test.each([
		['Cartão;Vencimento;Valor', 'Visa final 1234;10/10/2026;1.500,00'],
		['Cartão;Data de vencimento;Total', 'Nubank;10/10/2026;1.500,00'],
	])('is none where it sums a bill up: %s', async (header, row) => {
		const { lines, rest } = await read([header, row, ...KNOWN])
		expect([lines, rest]).toEqual([['4 expense 150000 2026-10-06'], ['2 heading']])
	})

	test('is none where no day and amount stand below', async () => {
		const { lines, rest } = await read(['Data;Agência;Total', 'Conta;12345-6;', ...KNOWN])
		expect([lines, rest]).toEqual([['4 expense 150000 2026-10-06'], []])
	})
})

test('a table below another one is read by its own header', async () => {
	const { lines } = await read([
		'Data;Descrição;Valor',
		'05/10/2026;Pão;-5,00',
		'Data;Loja;Parcela;Valor',
		'06/10/2026;Tênis;3;-300',
	])
	expect(lines).toEqual(['2 expense 500 2026-10-05', '4 expense 30000 2026-10-06'])
})

test('a column that is named goes before the widest text, where the only day is the one on which a line is due', async () => {
	const { lines, rest, descriptions } = await read([
		'Descrição;Vencimento;Valor;Status',
		'Luz;10/10/2026;-150,00;Pago',
		'Água;15/10/2026;-80,00;Em aberto',
	])
	expect([lines, descriptions, rest]).toEqual([['2 expense 15000 2026-10-10'], ['Luz'], ['3 not_booked']])
})

test('what was paid goes before what the bill came to, and nothing paid is not paid', async () => {
	const { lines, rest } = await read([
		'Data;Descrição;Valor;Valor pago',
		'10/10/2026;Luz;160,00;162,50',
		'11/10/2026;Água;80,00;',
	])
	expect([lines, rest]).toEqual([['2 expense 16250 2026-10-10'], ['3 not_booked']])
})
