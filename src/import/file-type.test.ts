import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { PlanOptions } from './types'

/** What a file is taken for, what is asked of it, and what its lines become. */
async function become(lines: string[], options: Partial<PlanOptions> = {}) {
	const { items, questions, file } = await planImport(new TextEncoder().encode(lines.join('\n')), {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		...options,
	})
	const question = questions.find(({ id }) => id === 'type')
	return {
		type: file.type,
		asked: question && `${question.proposed} ${question.reason}`,
		kinds: items.map(({ kind }) => kind).join(' '),
	}
}

const MARKS = 'Data;Descrição;Parcela;Valor;D/C'
const marked = (...lines: string[]) => [
	MARKS.replace('Parcela;', ''),
	...lines.map((line, at) => `${String(at + 1).padStart(2, '0')}/10/2026;${line}`),
]
const BILL = ['PADARIA;10,00;D', 'LOJA;90,00;D', 'ESTORNO LOJA;90,00;C']
const CARD = { type: 'card', asked: undefined }
const ASKED = { type: 'card', asked: 'card like_a_card' }
const ASKED_OTHERWISE = { type: 'account', asked: 'account like_a_card' }
const ACCOUNT = { type: 'account', asked: undefined }

describe('a file whose marks are a card’s and an account’s', () => {
	test.each([
		'OBRIGADO PELO PAGAMENTO',
		'INCLUSAO DE PAGAMENTO',
		'PAGAMENTO EFETUADO',
		'PAGAMENTO ON LINE',
		'PAGAMENTOS VALIDOS NORMAIS',
		'PAGAMENTO COM SALDO',
		'PAGAMENTO DE FATURA',
		'PAGTO DEBITO AUTOMATICO',
	])('is a card’s where its bill was paid: %s', async (text) => {
		expect(await become(marked(...BILL, `${text};900,00;C`))).toEqual({
			...CARD,
			kinds: 'expense expense refund transfer',
		})
	})

	test('whether the marks stand in a column, behind the amounts, under "Tipo", or are two columns', async () => {
		const kinds = 'expense transfer'
		const texts = ['01/10/2026;LOJA', '02/10/2026;OBRIGADO PELO PAGAMENTO']
		const file = (header: string, ...rest: [string, string]) => [
			`Data;Descrição;${header}`,
			...texts.map((text, at) => `${text};${rest[at]}`),
		]
		for (const lines of [
			file('Valor', '10,00 D', '900,00 C'),
			file('Valor;Tipo', '10,00;D', '900,00;C'),
			file('Valor;Tipo', '10,00;Débito', '900,00;Crédito'),
			file('Débito;Crédito', '10,00;', ';900,00'),
		])
			expect(await become(lines)).toEqual({ ...CARD, kinds })
	})

	test('or where its header is a card’s', async () => {
		const lines = ['Data;Descrição;Final do cartão;Valor;D/C', '01/10/2026;LOJA;1234;10,00;D']
		expect(await become([...lines, '02/10/2026;LOJA;1234;10,00;C'])).toEqual({
			...CARD,
			kinds: 'expense refund',
		})
	})

	test.each<[string, string[], Partial<PlanOptions>]>([
		[
			'its words are an account’s too',
			marked(...BILL, 'OBRIGADO PELO PAGAMENTO;900,00;C', 'TED ANA;5,00;D'),
			{},
		],
		[
			'it has a balance',
			marked(...BILL, 'OBRIGADO PELO PAGAMENTO;900,00;C').map((line, at) => `${line};${at ? '' : 'Saldo'}`),
			{},
		],
		[
			'its name and a payment received',
			marked(...BILL, 'PAGAMENTO RECEBIDO;900,00;C'),
			{ fileName: 'Fatura.csv' },
		],
		['parts and its account', marked('LOJA PARC 3/10;9,00;D'), { answers: { account: 'Cartão da Ana' } }],
		['an annual fee and its file', marked('ANUIDADE;9,00;D'), { fileName: 'cartao-2026-10.csv' }],
		['a payment received', marked(...BILL, 'PAGAMENTO RECEBIDO;900,00;C'), {}],
		['a payment', marked(...BILL, 'PAGTO EM 05/10;900,00;C'), {}],
	])('is asked about, and likely a card’s: %s', async (_, lines, options) => {
		expect(await become(lines, options)).toMatchObject(ASKED)
	})

	test.each<[string, string[], Partial<PlanOptions>]>([
		['a payment received, beside an income', marked(...BILL, 'PAGAMENTO;900,00;C', 'ANA;9,00;C'), {}],
		['its name', marked(...BILL), { fileName: 'cartão.csv' }],
		['parts', marked('LOJA PARC 3/10;9,00;D'), {}],
		['a column of parts', [MARKS, '01/10/2026;LOJA;1/3;9,00;D'], {}],
		[
			'its name and parts, beside an income',
			marked('LOJA PARC 3/10;9,00;D', 'ANA;9,00;C'),
			{ fileName: 'fatura.csv' },
		],
	])('is asked about, and likely an account’s: %s', async (_, lines, options) => {
		expect(await become(lines, options)).toMatchObject(ASKED_OTHERWISE)
	})

	test.each<[string, string[], Partial<PlanOptions>]>([
		['nothing is a card’s', marked(...BILL), { fileName: 'extrato.csv' }],
		[
			'its lines',
			marked(...BILL, 'PIX RECEBIDO;900,00;C', 'PAGAMENTO RECEBIDO;900,00;C'),
			{ fileName: 'fatura.csv' },
		],
		['a salary is paid', marked(...BILL, 'PAGAMENTO DE SALARIO;900,00;C'), {}],
		['its bill is paid from it', marked(...BILL, 'PAGAMENTO DE FATURA;900,00;D'), {}],
		[
			'each line names its account',
			['Data;Descrição;Conta;Parcela;Valor;D/C', '01/10/2026;LOJA;Visa;1/3;9,00;D'],
			{},
		],
		['a payment is given back', marked(...BILL, 'ESTORNO PAGAMENTO DE FATURA;9,00;C'), {}],
	])('is an account’s: %s', async (_, lines, options) => {
		expect(await become(lines, options)).toMatchObject(ACCOUNT)
	})

	test('is what a person says, and then asks no more', async () => {
		const lines = marked(...BILL, 'PAGAMENTO RECEBIDO;900,00;C')
		expect(await become(lines, { answers: { type: 'card' } })).toEqual({
			...CARD,
			kinds: 'expense expense refund transfer',
		})
		expect(await become(lines, { answers: { type: 'account' }, fileName: 'fatura.csv' })).toEqual({
			...ACCOUNT,
			kinds: 'expense expense refund income',
		})
	})
})
