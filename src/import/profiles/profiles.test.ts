import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planImport } from '../plan'
import type { KnownLedger, Plan, PlanOptions } from '../types'
import { PROFILES } from './index'

const ledger: KnownLedger = {
	timezone: 'America/Sao_Paulo',
	today: '2026-11-30',
	sources: [{ name: 'Nubank', aliases: [], cycles: [{ closing_day: 25, due_day: 5 }] }],
}
const plan = (lines: string[], options: Partial<PlanOptions> = {}): Promise<Plan> =>
	planImport(new TextEncoder().encode(lines.join('\n')), { ledger, ...options })

const said = ({ items }: Plan) =>
	items.map(({ kind, amount_cents, day, part, parts, source, to_source }) =>
		[
			kind,
			amount_cents,
			day,
			part ? `${part}/${parts}` : '',
			to_source ? `${source ?? ''}>${to_source}` : (source ?? ''),
		]
			.filter(Boolean)
			.join(' '),
	)

/** Two months of one export: November's file begins with the last line of October's. */
interface Months {
	profile: string
	above?: string[]
	header: string
	october: string[]
	november: string[]
	/** Of both files, the line in common once. */
	items: string[]
}

const MONTHS: Months[] = [
	{
		profile: 'Actual Budget',
		header: 'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared',
		october: [
			'Carteira,2026-10-01,Mercado,,Comida,-10.00,0,Cleared',
			'Carteira,2026-10-31,Feira,,Comida,-20.00,0,Cleared',
		],
		november: [
			'Carteira,2026-10-31,Feira,,Comida,-20.00,0,Cleared',
			'Carteira,2026-11-05,Salário,,,3000.00,0,Cleared',
		],
		items: [
			'expense 1000 2026-10-01 Carteira',
			'expense 2000 2026-10-31 Carteira',
			'income 300000 2026-11-05 Carteira',
		],
	},
	{
		profile: 'Banco do Brasil, conta',
		header: '"Data","Dependencia Origem","Histórico","Data do Balancete","Número do documento","Valor",',
		october: [
			'"02/10/2026","","Compra com Cartão","","1","-10.00",',
			'"30/10/2026","","BB Rende Fácil","","2","-20.00",',
		],
		november: [
			'"30/10/2026","","BB Rende Fácil","","2","-20.00",',
			'"05/11/2026","","Proventos","","1","3000.00",',
			'"30/11/2026","","S A L D O","","","2970.00",',
		],
		items: [
			'expense 1000 2026-10-02 Conta Banco do Brasil',
			'transfer 2000 2026-10-30 Conta Banco do Brasil',
			'income 300000 2026-11-05 Conta Banco do Brasil',
		],
	},
	{
		profile: 'Banco do Brasil, conta com tipo de lançamento',
		header: '"Data","Lançamento","Detalhes","N° documento","Valor","Tipo Lançamento"',
		october: [
			'"01/10/2026","Saldo Anterior","","","19,95",""',
			'"02/10/2026","Pix - Enviado","02/10 10:00 ANA","1001","-10,00","Saída"',
			'"30/10/2026","Compra com Cartão","LOJA","1002","-20,00","Saída"',
		],
		november: [
			'"30/10/2026","Compra com Cartão","LOJA","1002","-20,00","Saída"',
			'"05/11/2026","Proventos","","1003","3.000,00","Entrada"',
			'"00/00/0000","Saldo do dia","","","2.989,95",""',
		],
		items: [
			'expense 1000 2026-10-02 Conta Banco do Brasil',
			'expense 2000 2026-10-30 Conta Banco do Brasil',
			'income 300000 2026-11-05 Conta Banco do Brasil',
		],
	},
	{
		profile: 'Bradesco, conta',
		above: ['Extrato de: Ag: 1234 | Conta: 56789-0;;;;;'],
		header: 'Data;Histórico;Docto.;Crédito (R$);Débito (R$);Saldo (R$)',
		october: ['02/10/2026;PIX ENVIADO;1;;10,00;90,00', '30/10/2026;PAGTO BOLETO;2;;20,00;70,00'],
		november: ['30/10/2026;PAGTO BOLETO;2;;20,00;70,00', '05/11/2026;TED RECEBIDA;3;3.000,00;;3.070,00'],
		items: [
			'expense 1000 2026-10-02 Conta Bradesco',
			'expense 2000 2026-10-30 Conta Bradesco',
			'income 300000 2026-11-05 Conta Bradesco',
		],
	},
	{
		profile: 'Bradesco, fatura',
		header: 'Data;Histórico;Valor(US$);Valor(R$)',
		october: ['02/10;LOJA 03/10;0,00;10,00', '20/10;MERCADO;0,00;20,00'],
		november: ['20/10;MERCADO;0,00;20,00', '02/10;LOJA 04/10;0,00;10,00'],
		items: [
			'expense 1000 2026-10-02 3/10 Bradesco',
			'expense 2000 2026-10-20 Bradesco',
			'expense 1000 2026-10-02 4/10 Bradesco',
		],
	},
	{
		profile: 'C6, conta',
		above: [
			'EXTRATO DE CONTA CORRENTE C6 BANK',
			'',
			'Agência: 1 / Conta: 1234567',
			'Extrato gerado em 30/11/2026',
			'',
		],
		header: 'Data Lançamento,Data Contábil,Título,Descrição,Entrada(R$),Saída(R$),Saldo do Dia(R$)',
		october: [
			'02/10/2026,02/10/2026,Pix enviado para ANA,TRANSF ENVIADA PIX,0.00,10.00,90.00',
			'30/10/2026,30/10/2026,LOJA,DEBITO DE CARTAO,0.00,20.00,70.00',
		],
		november: [
			'30/10/2026,30/10/2026,LOJA,DEBITO DE CARTAO,0.00,20.00,70.00',
			'05/11/2026,05/11/2026,SALARIO,TED,3000.00,0.00,3070.00',
		],
		items: [
			'expense 1000 2026-10-02 Conta C6',
			'expense 2000 2026-10-30 Conta C6',
			'income 300000 2026-11-05 Conta C6',
		],
	},
	{
		profile: 'C6, fatura',
		header:
			'Data de Compra;Nome no Cartão;Final do Cartão;Categoria;Descrição;Parcela;Valor (em US$);Cotação (em R$);Valor (em R$)',
		october: [
			'26/05/2026;ANA;3313;Loja;DELL;4/12;0;0;235.25',
			'20/10/2026;ANA;3313;Comida;CAFÉ;Única;0;0;20.00',
		],
		november: [
			'20/10/2026;ANA;3313;Comida;CAFÉ;Única;0;0;20.00',
			'26/05/2026;ANA;3313;Loja;DELL;5/12;0;0;235.25',
		],
		items: [
			'expense 23525 2026-05-26 4/12 C6 final 3313',
			'expense 2000 2026-10-20 C6 final 3313',
			'expense 23525 2026-05-26 5/12 C6 final 3313',
		],
	},
	{
		profile: 'ezBookkeeping',
		header:
			'Time,Timezone,Type,Category,Sub Category,Account,Account Currency,Amount,Account2,Account2 Currency,Account2 Amount,Geographic Location,Tags,Description',
		october: [
			'2026-10-02 12:34:56,-03:00,Expense,Food,Mercado,Carteira,BRL,10.00,,,,,,',
			'2026-10-30 12:34:56,-03:00,Transfer,General,Saque,Conta,BRL,20.00,Carteira,BRL,20.00,,,Saque',
		],
		november: [
			'2026-10-30 12:34:56,-03:00,Transfer,General,Saque,Conta,BRL,20.00,Carteira,BRL,20.00,,,Saque',
			'2026-11-05 12:34:56,-03:00,Income,Work,Salary,Conta,BRL,3000.00,,,,,,Salário',
			'2026-11-06 12:34:56,-03:00,Balance Modification,,,Conta,BRL,5.00,,,,,,',
		],
		items: [
			'expense 1000 2026-10-02 Carteira',
			'transfer 2000 2026-10-30 Conta>Carteira',
			'income 300000 2026-11-05 Conta',
		],
	},
	{
		profile: 'Firefly III',
		header:
			'user_id,group_id,journal_id,created_at,updated_at,group_title,type,currency_code,amount,foreign_currency_code,foreign_amount,description,date,source_name,source_iban,source_type,destination_name,destination_iban,destination_type,reconciled,category,budget,bill,tags,notes',
		october: [
			'1,1,1,,,,Withdrawal,BRL,-10.000000000000,,,Mercado,2026-10-02T00:00:00-03:00,Conta,,,Loja,,,0,Comida,,,,',
			'1,2,2,,,,Transfer,BRL,20.000000000000,,,Guardar,2026-10-30T00:00:00-03:00,Conta,,,Poupança,,,0,,,,,',
		],
		november: [
			'1,2,2,,,,Transfer,BRL,20.000000000000,,,Guardar,2026-10-30T00:00:00-03:00,Conta,,,Poupança,,,0,,,,,',
			'1,3,3,,,,Deposit,BRL,3000.000000000000,,,Salário,2026-11-05T00:00:00-03:00,Empresa,,,Conta,,,0,,,,,',
		],
		items: [
			'expense 1000 2026-10-02 Conta',
			'transfer 2000 2026-10-30 Conta>Poupança',
			'income 300000 2026-11-05 Conta',
		],
	},
	{
		profile: 'Inter, conta',
		above: [
			'Extrato Conta Corrente',
			'Conta ;1234567',
			'Período ;01/10/2026 a 30/11/2026',
			'Saldo ;70,00',
			'',
		],
		header: 'Data Lançamento;Histórico;Descrição;Valor;Saldo',
		october: ['02/10/2026;Pix enviado;ANA;-10,00;90,00', '30/10/2026;Pagamento efetuado;LUZ;-20,00;70,00'],
		november: [
			'30/10/2026;Pagamento efetuado;LUZ;-20,00;70,00',
			'05/11/2026;Pix recebido;EMPRESA;3.000,00;3.070,00',
		],
		items: [
			'expense 1000 2026-10-02 Conta Inter',
			'expense 2000 2026-10-30 Conta Inter',
			'income 300000 2026-11-05 Conta Inter',
		],
	},
	{
		profile: 'Inter, fatura',
		header: '"Data","Lançamento","Categoria","Tipo","Valor"',
		october: [
			'"02/10/2026","LOJA","COMPRAS","Parcela 2/6","R$ 10,00"',
			'"20/10/2026","APP","COMPRAS","Compra à vista","R$ 20,00"',
		],
		november: [
			'"20/10/2026","APP","COMPRAS","Compra à vista","R$ 20,00"',
			'"02/10/2026","LOJA","COMPRAS","Parcela 3/6","R$ 10,00"',
		],
		items: [
			'expense 1000 2026-10-02 2/6 Inter',
			'expense 2000 2026-10-20 Inter',
			'expense 1000 2026-10-02 3/6 Inter',
		],
	},
	{
		profile: 'Mercado Pago, conta',
		above: ['INITIAL_BALANCE;CREDITS;DEBITS;FINAL_BALANCE', '100,00;3.000,00;-30,00;3.070,00', ''],
		header: 'RELEASE_DATE;TRANSACTION_TYPE;REFERENCE_ID;TRANSACTION_NET_AMOUNT;PARTIAL_BALANCE',
		october: [
			'02-10-2026;Compra de produto;1743175009624;-10,00;90,00',
			'30-10-2026;Pix enviado;101754796278;-20,00;70,00',
		],
		november: [
			'30-10-2026;Pix enviado;101754796278;-20,00;70,00',
			'05-11-2026;Pix recebido;148382131098;3.000,00;3.070,00',
		],
		items: [
			'expense 1000 2026-10-02 Mercado Pago',
			'expense 2000 2026-10-30 Mercado Pago',
			'income 300000 2026-11-05 Mercado Pago',
		],
	},
	{
		profile: 'Mobills',
		header: 'Date;Description;Value;Account;Category;Subcategory;Tags',
		october: [
			'02/10/2026;Mercado;-10.0;Carteira;Comida;;',
			'30/10/2026;Feira;-20.0;Carteira;Comida;Frutas;semana',
		],
		november: [
			'30/10/2026;Feira;-20.0;Carteira;Comida;Frutas;semana',
			'05/11/2026;Salário;3000.0;Carteira;Outros;;',
		],
		items: [
			'expense 1000 2026-10-02 Carteira',
			'expense 2000 2026-10-30 Carteira',
			'income 300000 2026-11-05 Carteira',
		],
	},
	{
		profile: 'Nubank, conta',
		header: 'Data,Valor,Identificador,Descrição',
		october: [
			'02/10/2026,-10.00,6710f0a1-0001-4a00-8000-000000000001,Compra no débito',
			'30/10/2026,-20.00,6710f0a1-0001-4a00-8000-000000000002,Pagamento de fatura',
		],
		november: [
			'30/10/2026,-20.00,6710f0a1-0001-4a00-8000-000000000002,Pagamento de fatura',
			'05/11/2026,3000.00,6710f0a1-0001-4a00-8000-000000000003,Transferência recebida',
		],
		items: [
			'expense 1000 2026-10-02 Conta Nubank',
			'transfer 2000 2026-10-30 Conta Nubank>Nubank',
			'income 300000 2026-11-05 Conta Nubank',
		],
	},
	{
		profile: 'Nubank, fatura',
		header: 'date,title,amount',
		october: ['2026-10-02,Loja - Parcela 3/10,10.00', '2026-10-20,Padaria,20.00'],
		november: ['2026-10-20,Padaria,20.00', '2026-11-02,Loja - Parcela 4/10,10.00'],
		items: [
			'expense 1000 2026-10-02 3/10 Nubank',
			'expense 2000 2026-10-20 Nubank',
			'expense 1000 2026-11-02 4/10 Nubank',
		],
	},
	{
		profile: 'Nubank, fatura com categoria',
		header: 'date,category,title,amount',
		october: ['2026-10-02,casa,Loja 3/10,10.00', '2026-10-20,restaurante,Padaria,20.00'],
		november: ['2026-10-20,restaurante,Padaria,20.00', '2026-11-02,casa,Loja 4/10,10.00'],
		items: [
			'expense 1000 2026-10-02 3/10 Nubank',
			'expense 2000 2026-10-20 Nubank',
			'expense 1000 2026-11-02 4/10 Nubank',
		],
	},
	{
		profile: 'Organizze',
		header:
			'Tipo de Conta,Conta/Cartão,Data,Descrição,Categoria,Valor,Situação,Recorrência,Data Primeira Parcela,Data Última Parcela,Parcela,Informações adicionais',
		october: [
			'Cartão,Nubank,02/10/2026,Tênis,Roupas,"R$ -10,00",Pago,Parcelada,02/08/2026,02/05/2027,3/10,',
			'Conta,Carteira,30/10/2026,Feira,Mercado,"R$ -20,00",Pago,,,,,',
		],
		november: [
			'Conta,Carteira,30/10/2026,Feira,Mercado,"R$ -20,00",Pago,,,,,',
			'Cartão,Nubank,02/11/2026,Tênis,Roupas,"R$ -10,00",Pago,Parcelada,02/08/2026,02/05/2027,4/10,',
		],
		items: [
			'expense 1000 2026-08-02 3/10 Nubank',
			'expense 2000 2026-10-30 Carteira',
			'expense 1000 2026-08-02 4/10 Nubank',
		],
	},
	{
		profile: 'PagBank, conta',
		header: 'CODIGO DA TRANSACAO;DATA;TIPO;DESCRICAO;VALOR',
		october: [
			'404ee56a-32ee;02/10/2026;Pix enviado;Ana;-10,00',
			'18ff075b-0eab;30/10/2026;Pagamento;Luz;-20,00',
		],
		november: [
			'18ff075b-0eab;30/10/2026;Pagamento;Luz;-20,00',
			'77aa0000-1111;05/11/2026;Pix recebido;Empresa;3000',
		],
		items: [
			'expense 1000 2026-10-02 Conta PagBank',
			'expense 2000 2026-10-30 Conta PagBank',
			'income 300000 2026-11-05 Conta PagBank',
		],
	},
	{
		profile: 'Santander, fatura',
		above: ['Cartão,Final 0001,,', 'Titular,ANA,,'],
		header: 'Data,Descrição,Valor (US$),Valor (R$)',
		october: ['02/10/2026,LOJA (03/10),0,"10,00"', '20/10/2026,Mercearia,0,20', ',Total,0,"30,00"'],
		november: ['20/10/2026,Mercearia,0,20', '02/10/2026,LOJA (04/10),0,"10,00"'],
		items: [
			'expense 1000 2026-10-02 3/10 Santander final 0001',
			'expense 2000 2026-10-20 Santander final 0001',
			'expense 1000 2026-10-02 4/10 Santander final 0001',
		],
	},
	{
		profile: 'Splitwise',
		header: 'Date,Description,Category,Cost,Currency,Ana,Bruno',
		october: [
			'2026-10-02,Mercado,Groceries,10.00,BRL,5.00,-5.00',
			'2026-10-30,Luz,Electricity,20.00,BRL,10.00,-10.00',
		],
		november: [
			'2026-10-30,Luz,Electricity,20.00,BRL,10.00,-10.00',
			'2026-11-05,Cinema,Movies,30.00,BRL,15.00,-15.00',
		],
		items: ['expense 1000 2026-10-02', 'expense 2000 2026-10-30', 'expense 3000 2026-11-05'],
	},
	{
		profile: 'XP, fatura',
		header: 'Data;Estabelecimento;Portador;Valor;Parcela',
		october: ['19/05/2026;CENTRO MÉDICO;ANA;R$ 10,00;3 de 10', '20/10/2026;PADEL;ANA;R$ 20,00;-'],
		november: ['20/10/2026;PADEL;ANA;R$ 20,00;-', '19/05/2026;CENTRO MÉDICO;ANA;R$ 10,00;4 de 10'],
		items: [
			'expense 1000 2026-05-19 3/10 XP',
			'expense 2000 2026-10-20 XP',
			'expense 1000 2026-05-19 4/10 XP',
		],
	},
	{
		profile: 'Itaú, fatura',
		header: 'data,lançamento,valor',
		october: ['2026-08-19,LOJA DE CALCADOS03/10,10.00', '2026-10-20,PADARIA,20.00'],
		november: [
			'2026-10-20,PADARIA,20.00',
			'2026-08-19,LOJA DE CALCADOS04/10,10.00',
			'2026-11-05,PAGAMENTO COM SALDO,-30.00',
			'2026-11-06,PADARIA,-5.00',
		],
		items: [
			'expense 1000 2026-08-19 3/10 Itaú',
			'expense 2000 2026-10-20 Itaú',
			'expense 1000 2026-08-19 4/10 Itaú',
			'transfer 3000 2026-11-05 >Itaú',
			'refund 500 2026-11-06 Itaú',
		],
	},
	{
		profile: 'YNAB',
		header:
			'"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"',
		october: [
			'"Conta","","02/10/2026","Mercado","Casa: Comida","Casa","Comida","","10,00","0,00","Cleared"',
			'"Conta","","30/10/2026","Luz","Casa: Contas","Casa","Contas","","20,00","0,00","Cleared"',
		],
		november: [
			'"Conta","","30/10/2026","Luz","Casa: Contas","Casa","Contas","","20,00","0,00","Cleared"',
			'"Conta","","05/11/2026","Empresa","Inflow: Ready","Inflow","Ready","","0,00","3.000,00","Cleared"',
		],
		items: [
			'expense 1000 2026-10-02 Conta',
			'expense 2000 2026-10-30 Conta',
			'income 300000 2026-11-05 Conta',
		],
	},
	{
		profile: 'Painel',
		header:
			'Data;Fatura;Tipo;Descrição;Categoria;Fonte;Destino;Pessoa;Parcela;Parcelas;Valor;Valor da compra;Painel',
		october: [
			'2026-10-02;2026-10;Despesa;Mercado;Comida;Carteira;;Ana;1;1;10,00;10,00;"{""id"":""a"",""at"":""2026-10-02T15:00:00.000Z"",""bill"":""2026-10""}"',
			'2026-10-30;2026-10;Despesa;Feira;Comida;Carteira;;Ana;1;1;20,00;20,00;"{""id"":""b"",""at"":""2026-10-30T15:00:00.000Z"",""bill"":""2026-10""}"',
		],
		november: [
			'2026-10-30;2026-10;Despesa;Feira;Comida;Carteira;;Ana;1;1;20,00;20,00;"{""id"":""b"",""at"":""2026-10-30T15:00:00.000Z"",""bill"":""2026-10""}"',
			'2026-11-05;2026-11;Receita;Salário;;Carteira;;;1;1;3000,00;3000,00;"{""id"":""c"",""at"":""2026-11-05T15:00:00.000Z"",""bill"":""2026-11""}"',
		],
		items: [
			'expense 1000 2026-10-02 Carteira',
			'expense 2000 2026-10-30 Carteira',
			'income 300000 2026-11-05 Carteira',
		],
	},
]

test.each(MONTHS)(
	'$profile: two months that overlap',
	async ({ profile, above = [], header, october, november, items }) => {
		const first = await plan([...above, header, ...october])
		const second = await plan([...above, header, ...november], {
			answers: first.file.type === 'card' ? { bill: '2026-12' } : {},
		})
		expect([first.file.profile, second.file.profile]).toEqual([profile, profile])
		expect([...first.unreadable, ...second.unreadable]).toEqual([])
		const seen = new Set(first.items.map(({ message_id }) => message_id))
		const fresh = second.items.filter(({ message_id }) => !seen.has(message_id))
		expect([...said(first), ...said({ ...second, items: fresh })]).toEqual(items)
	},
)

/** A file of this repository, or a public repository and the file in it. */
const NAMED = /^(?:(?:fixtures|src)\/\S+|.*github\.com\/[\w-]+\/[\w.-]+, [^:]+.*)$/

test('each profile has two months, and names where its format is known from', () => {
	const tried = new Set(MONTHS.map(({ profile }) => profile))
	for (const { name, evidence } of PROFILES) {
		expect(evidence, name).toMatch(NAMED)
		if (!evidence.includes('github.com')) expect(existsSync(evidence), `${name}: ${evidence}`).toBe(true)
		expect(tried, name).toContain(name)
	}
})

test('the names of Itaú’s bill are any table’s: with days its own way, and of no account that the household knows', async () => {
	const file = (day: string) => ['data,lançamento,valor', `${day},PIX ANA,-10.00`, `${day},SALARIO,90.00`]
	const bill = await plan(file('2026-10-05'))
	expect([bill.file.profile, bill.file.type]).toEqual(['Itaú, fatura', 'card'])
	expect(bill.questions.map(({ id, proposed }) => `${id} ${proposed}`)).toEqual([
		'account Itaú',
		'signs expense',
		'bill 2026-11',
	])
	const sheet = await plan(file('05/10/2026'))
	expect([sheet.file.profile, sheet.file.type]).toEqual([null, 'account'])
	const sources = [{ name: 'Conta', aliases: [], cycles: [] }]
	const known = await plan(file('2026-10-05'), {
		ledger: { ...ledger, sources },
		answers: { account: 'Conta' },
	})
	expect(known.file.type).toBe('account')
	expect(known.items.map(({ kind }) => kind)).toEqual(['expense', 'income'])
})

test('the sheet that Mobills takes is read by the general rules, and its signs are asked', async () => {
	const sheet = (lines: string[]) => plan(['"Data";"Descrição";"Valor";"Conta";"Categoria"', ...lines])
	const october = await sheet([
		'"02/10/2026";"Mercado";"-10.00";"Carteira";"Comida"',
		'"30/10/2026";"Feira";"-20.00";"Carteira";"Comida"',
	])
	const november = await sheet([
		'"30/10/2026";"Feira";"-20.00";"Carteira";"Comida"',
		'"05/11/2026";"Salário";"3000.00";"Carteira";"Outros"',
	])
	expect(november.file.profile).toBe(null)
	expect(november.questions.map(({ id }) => id)).toEqual(['signs'])
	expect([...said(october), ...said(november)]).toEqual([
		'expense 1000 2026-10-02 Carteira',
		'expense 2000 2026-10-30 Carteira',
		'expense 2000 2026-10-30 Carteira',
		'income 300000 2026-11-05 Carteira',
	])
	expect(november.items[0]!.message_id).toBe(october.items[1]!.message_id)
})
