import { expect, test } from 'vitest'
import { planImport } from './plan'
import { ImportFileError, type PlanOptions } from './types'

/** What each line of a table becomes, by the names of its columns. */
async function become(header: string, lines: string[], options: Partial<PlanOptions> = {}) {
	const file = new TextEncoder().encode([header, ...lines].join('\n'))
	const { items, left_out, unreadable } = await planImport(file, {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		...options,
	})
	return [
		...items.map(({ line, kind, amount_cents, description, installments, part, parts }) => {
			const inParts = part ? ` ${part}/${parts}` : installments > 1 ? ` ${installments}x` : ''
			return `${line} ${kind} ${(amount_cents / 100).toFixed(2)} ${description}${inParts}`
		}),
		...[...left_out, ...unreadable].map(({ line, why }) => `${line} ${why}`),
	]
}

const SALARY_AND_RENT = ['2 income 5000.00 Salário', '3 expense 1500.00 Aluguel']

test.each([
	'Data;Descrição;Receitas;Despesas;Saldo',
	'Data;Descrição;Receita;Despesa;Saldo acumulado',
	'Data;Histórico;Valor Crédito;Valor Débito;Saldo',
	'Data;Histórico;ENTRADAS (+);SAÍDAS (-);SALDO EM CONTA',
	'Data;Favorecido;Entradas;Saídas;Saldo disponível',
	'Data;Descrição;(+) Entradas;(-) Saídas;Total',
	'Date;Description;Money in;Money out;Closing balance',
	'Date;Description;Income (R$);Expenses (R$);Account balance',
	'Data;Descrição;Ganhos;Gastos;Saldo atual da conta',
])('a balance is never an amount beside money in and money out: %s', async (header) => {
	const lines = ['13/10/2026;Salário;5.000,00;;5.000,00', '14/10/2026;Aluguel;;1.500,00;3.500,00']
	expect(await become(header, lines)).toEqual(SALARY_AND_RENT)
})

test('the balance may stand first', async () => {
	expect(
		await become('Data;Saldo;Descrição;Despesas;Receitas', [
			'01/10/2026;5.000,00;Salário;;5.000,00',
			'02/10/2026;3.500,00;Aluguel;1.500,00;',
		]),
	).toEqual(SALARY_AND_RENT)
})

test('without a balance too', async () => {
	const lines = ['01/10/2026;Salário;5.000,00;', '02/10/2026;Aluguel;;1.500,00']
	for (const header of ['Data;Descrição;Receita;Despesa', 'Date;Payee;Paid in;Paid out'])
		expect(await become(header.replace('Date', 'Data'), lines)).toEqual(SALARY_AND_RENT)
})

test.each(['Saldo acumulado;Lançado', 'SALDO EM CONTA;Movimentado', 'Running account balance;Moved'])(
	'a balance before the one amount: %s',
	async (names) => {
		const lines = ['13/10/2026;Salário;5.000,00;5.000,00', '14/10/2026;Aluguel;3.500,00;-1.500,00']
		expect(await become(`Data;Descrição;${names}`, lines)).toEqual(SALARY_AND_RENT)
	},
)

test('a file that says balances and no amounts is refused', async () => {
	await expect(
		become('Data;Descrição;Saldo acumulado', ['01/10/2026;Salário;5.000,00', '02/10/2026;Aluguel;3.500,00']),
	).rejects.toThrow(ImportFileError)
})

const ABROAD_AND_HOME = ['2 expense 112.00 OPENAI', '3 expense 100.00 Mercado']

test.each([
	'Data;Transações;País;US$;R$',
	'Data;Estabelecimento;País;Valor em dólar;Reais',
	'Data;Estabelecimento;País;Valor (USD);Valor (BRL)',
	'Data;Favorecido;País;Dólares;Custou',
	'Data;Favorecido;País;Moeda estrangeira;Custou em reais',
	'Data;Merchant;Country;Foreign amount;BRL',
	'Data;Merchant;Country;EUR;R$',
])('another currency is never the amount: %s', async (header) => {
	const lines = ['04/10/2026;OPENAI;US;20,00;112,00', '05/10/2026;Mercado;BR;0,00;100,00']
	expect(await become(header, lines)).toEqual(ABROAD_AND_HOME)
	const [date, text, country, abroad, home] = header.split(';')
	expect(
		await become(
			[date, text, home, abroad, country].join(';'),
			lines.map((line) => {
				const [day, what, where, dollars, reais] = line.split(';')
				return [day, what, reais, dollars, where].join(';')
			}),
		),
	).toEqual(ABROAD_AND_HOME)
})

test('a later section of a card’s file has columns of its own', async () => {
	expect(
		await become('Data;Estabelecimento;Valor', [
			'01/10/2026;Padaria;10,00',
			'Data;Estabelecimento;US$;R$',
			'04/10/2026;OPENAI;20,00;112,00',
			'05/10/2026;Livraria;0,00;100,00',
		]),
	).toEqual(['2 expense 10.00 Padaria', '4 expense 112.00 OPENAI', '5 expense 100.00 Livraria'])
})

test('dollars alone are no amount in reais', async () => {
	await expect(
		become('Data;Transações;Valor US$', ['04/10/2026;OPENAI;20,00', '05/10/2026;Hotel;80,00']),
	).rejects.toThrow(ImportFileError)
})

test.each([
	['Data,Descrição,Valor', '02/10/2026,Padaria,-5,50'],
	['Data,Descrição,Valor', '02/10/2026,Padaria,R$ 1.005,50'],
	['Data,Descrição,Valor', '02/10/2026,Padaria, Doce,"-5,50"'],
	['Data,Descrição,Valor,Categoria', '02/10/2026,Padaria,-5,50,Comida'],
	['Data,Descrição,Valor,Categoria', '02/10/2026,Padaria,-5,50,'],
	['Data,Valor,Descrição', '02/10/2026,-5,50,Padaria'],
	['Data,Descrição,Entradas,Saídas', '02/10/2026,Padaria,,5,50'],
	['Date,Description,Amount', '2026-10-02,Bakery,-1234,50'],
	['Data;Descrição;Valor', '02/10/2026;Padaria; Doce;-5,50'],
])('a line with more cells than the header is unreadable: %s / %s', async (header, line) => {
	const whole = header
		.split(/[,;]/)
		.map(
			(name) =>
				({ Data: '01/10/2026', Date: '2026-10-01' })[name] ??
				(/Val|Amo|Saí/.test(name) ? '-10' : /Entr|Cat/.test(name) ? '' : 'Feira'),
		)
	expect(await become(header, [whole.join(header[4]), line])).toEqual([
		'2 expense 10.00 Feira',
		'3 cells_beyond_header',
	])
})

test('empty cells at the end of a line say nothing, nor do those of a page', async () => {
	expect(
		await become('Data;Descrição;Valor', [
			'01/10/2026;Feira;-10,00;',
			'02/10/2026;Pão;-5,00;;;',
			'Página 1;;;;',
		]),
	).toEqual(['2 expense 10.00 Feira', '3 expense 5.00 Pão', '4 heading'])
})

const TV = ['2 expense 1000.00 TV 10x', '3 expense 50.00 Pão']

test.each([
	'Data;Descrição;Valor da compra;Parcelas;Valor da parcela;Cartão',
	'Data;Descrição;Valor total;Nº de parcelas;Valor da parcela;Cartão',
	'Data;Descrição;Valor total;N° parcelas;Valor parcela;Conta',
	'Data;Descrição;Valor;Qtd. de parcelas;Valor da parcela;Cartão',
	'Data;Descrição;Valor total;Parcelamento;Valor de cada parcela;Cartão',
	'Data;Produto;Valor total;Quantidade de parcelas;Parcela (valor);Cartão',
	'Data;Description;Purchase amount;Number of installments;Installment amount;Card',
])('a whole purchase in parts is all of it: %s', async (header) => {
	const lines = ['13/10/2026;TV;1.000,00;10;100,00;Nubank', '14/10/2026;Pão;50,00;1;50,00;Nubank']
	expect(await become(header, lines)).toEqual(TV)
	expect(await become(header, [lines[0]!, '14/10/2026;Pão;50,00;;;Nubank'])).toEqual(TV)
})

test('the amount of a part alone, or a total alone, and the number of parts', async () => {
	const lines = ['01/10/2026;TV;100,00;10', '02/10/2026;Pão;50,00;1']
	expect(await become('Data;Descrição;Valor da parcela;Nº de parcelas', lines)).toEqual(TV)
	const wholes = ['01/10/2026;TV;1.000,00;10x', '02/10/2026;Pão;50,00;à vista']
	for (const parts of ['Parcelamento', 'Total de parcelas', 'Qtd parcelas', 'Vezes'])
		expect(await become(`Data;Descrição;Valor total;${parts}`, wholes)).toEqual(TV)
})

test('a part stays a part with its own amount', async () => {
	for (const names of ['Valor da compra;Parcela;Valor da parcela', 'Valor;Parcelas;Valor da parcela'])
		expect(await become(`Data;Descrição;${names}`, ['01/10/2026;TV;1.000,00;3/10;100,00'])).toEqual([
			'2 expense 100.00 TV 3/10',
		])
})

test.each([
	'Parcela atual;Total de parcelas',
	'Nº da parcela;Nº de parcelas',
	'Parcela;Qtd. de parcelas',
	'Parcela;Parcelas',
	'Current installment;Total installments',
])('which part of how many in two columns: %s', async (names) => {
	expect(
		await become(`Data;Descrição;Valor;${names}`, ['01/10/2026;TV;100,00;3;10', '02/10/2026;Pão;5,00;1;1']),
	).toEqual(['2 expense 100.00 TV 3/10', '3 expense 5.00 Pão'])
})

test('which part, and not of how many, is unreadable', async () => {
	expect(
		await become('Data;Descrição;Valor;Parcela atual', ['01/10/2026;TV;100,00;3', '02/10/2026;Pão;5,00;1']),
	).toEqual(['3 expense 5.00 Pão', '2 installments_unreadable'])
})

test.each([
	'Data;Produto;Qtd;Preço;Total',
	'Data;Produto;Quantidade;Valor unitário;Valor total',
	'Data;Descrição;Qtde.;Valor;Total',
	'Data;Item;Qtd;Preço unitário;Preço total',
	'Data;Product;Qty;Unit price;Total',
])('what all pieces came to, not one: %s', async (header) => {
	expect(await become(header, ['13/10/2026;Caneta;3;2,00;6,00', '14/10/2026;Caderno;1;15,00;15,00'])).toEqual(
		['2 expense 6.00 Caneta', '3 expense 15.00 Caderno'],
	)
})

test.each([
	'Conta;Vencimento;Valor previsto;Valor pago;Data do pagamento',
	'Descrição;Vencimento;Valor previsto;Valor pago;Pago em',
	'Despesa;Data de vencimento;Orçado;Realizado;Data de pagamento',
	'Descrição;Data;Previsto (R$);Pago (R$);Obs',
	'Description;Data;Planned;Actual;Payment date',
])('what was paid, not what was planned: %s', async (header) => {
	expect(
		await become(header, [
			'Luz;05/10/2026;100,00;92,30;06/10/2026',
			'Água;08/10/2026;60,00;61,00;08/10/2026',
			'Internet;10/10/2026;99,00;;',
			'Escola;11/10/2026;900,00;;',
		]),
	).toEqual(['2 expense 92.30 Luz', '3 expense 61.00 Água', '4 not_booked', '5 not_booked'])
})

test.each([
	...[
		'Limite da conta',
		'LIMITE DO CHEQUE ESPECIAL',
		'Limite de crédito disponível',
		'Limite total',
		'Limite utilizado:',
	],
	...[
		'Disponível para saque',
		'Valor disponível',
		'Disponível',
		'Crédito disponível',
		'Cheque especial disponível',
	],
	...[
		'Cheque especial contratado',
		'Available credit',
		'Available to spend',
		'Overdraft limit',
		'Limite disponível para compras',
	],
	...[
		'Total gasto no mês',
		'Total recebido em outubro',
		'Total pago no período',
		'Total de entradas',
		'Total das saídas (R$)',
	],
	...[
		'Gasto total no mês',
		'Soma das despesas',
		'Resultado do mês',
		'Total spent this month',
		'Valor total gasto no mês',
	],
])('a footer with a date is no money: %s', async (text) => {
	const said = await become('Data;Descrição;Valor', [
		'01/10/2026;Feira;-10,00',
		`31/10/2026;${text};2.000,00`,
	])
	expect(said).toEqual(['2 expense 10.00 Feira', expect.stringMatching(/^3 (?:balance|total)$/)])
})

test.each([
	...[
		'Total Pass',
		'TOTALENERGIES',
		'Total Gás',
		'Limite Zero Bar',
		'Juros do cheque especial',
		'Disponível Modas',
	],
	...[
		'IOF limite da conta',
		'Pagamento do limite',
		'Cheque especial - juros',
		'Limites do Mar Pousada',
		'Somar Escola',
		'Resultado Exames',
	],
])('what only begins or ends so is money: %s', async (text) => {
	expect(await become('Data;Descrição;Valor', [`31/10/2026;${text};-20,00`])).toEqual([
		`2 expense 20.00 ${text}`,
	])
})

test('an amount that is cut in two is told without a header, and where a category would stand', async () => {
	await expect(become('01/10/2026,Padaria,-5,50', ['02/10/2026,Feira,-7,90'])).rejects.toThrow(
		ImportFileError,
	)
	expect(
		await become('Data,Descrição,Valor,Categoria', [
			'01/10/2026,Padaria,-5,50',
			'02/10/2026,Feira,-7,Comida',
		]),
	).toEqual(['3 expense 7.00 Feira', '2 cells_beyond_header'])
})
