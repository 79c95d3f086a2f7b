import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { KnownLedger, Plan, PlanOptions } from './types'

const ledger: KnownLedger = { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] }

const plan = (text: string | Uint8Array, options: Partial<PlanOptions> = {}): Promise<Plan> =>
	planImport(typeof text === 'string' ? new TextEncoder().encode(text) : text, { ledger, ...options })

const said = ({ items }: Plan) =>
	items.map(
		({ kind, amount_cents, day, part, parts }) =>
			`${kind} ${amount_cents} ${day}${part ? ` ${part}/${parts}` : ''}`,
	)

const XP = `Data;Estabelecimento;Portador;Valor;Parcela
01/08/2026;PADEL;ANA TESTE;R$ 8,00;-
05/07/2026;Pagamento de fatura;ANA TESTE;R$ -19.213,62; de 1
19/05/2026;CENTRO MÉDICO;ANA TESTE;R$ 1.590,00;3 de 10
`
const XP_SAID = ['expense 800 2026-08-01', 'transfer 1921362 2026-07-05', 'expense 159000 2026-05-19 3/10']

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

function utf16(text: string, { mark, big }: { mark: boolean; big: boolean }): Uint8Array {
	const marked = mark ? `\uFEFF${text}` : text
	const bytes = new Uint8Array(marked.length * 2)
	const view = new DataView(bytes.buffer)
	for (let at = 0; at < marked.length; at++) view.setUint16(at * 2, marked.charCodeAt(at), !big)
	return bytes
}

test.each<[string, Uint8Array | string]>([
	['UTF-8', XP],
	['UTF-8 with a mark', `\uFEFF${XP}`],
	['windows-1252', latin1(XP)],
	['UTF-16 with a mark', utf16(XP, { mark: true, big: false })],
	['UTF-16 without one', utf16(XP, { mark: false, big: false })],
	['UTF-16, big end first', utf16(XP, { mark: true, big: true })],
	['lines that end in CR', XP.replaceAll('\n', '\r')],
	['lines that end in CR LF', XP.replaceAll('\n', '\r\n')],
	['a delimiter that is said', `sep=;\n${XP}`],
	['tabs', XP.replaceAll(';', '\t')],
	['zero bytes', XP.replace('PADEL', 'PA\u0000DEL')],
])('a file in %s is read', async (_, bytes) => {
	const read = await plan(bytes)
	expect(said(read)).toEqual(XP_SAID)
	expect(read.items[2]!.description).toBe('CENTRO MÉDICO')
	expect(read.file.profile).toBe('XP, fatura')
})

test('Inter’s account: two equal lines are two, whoever it was stands in the description', async () => {
	const read = await plan(
		'Extrato Conta Corrente\nConta ;72385499\nPeríodo ;19/08/2026 a 17/09/2026\nSaldo ;1.992,51\n\nData Lançamento;Histórico;Descrição;Valor;Saldo\n30/08/2026;Pix enviado;JOAO DA SILVA;-250,00;1.742,51\n30/08/2026;Pix enviado;JOAO DA SILVA;-250,00;1.492,51\n02/09/2026;Pagamento efetuado;NETFLIX.COM;-55,90;1.436,61\n',
	)
	expect(said(read)).toEqual([
		'expense 25000 2026-08-30',
		'expense 25000 2026-08-30',
		'expense 5590 2026-09-02',
	])
	expect(read.items[0]!.description).toBe('Pix enviado - JOAO DA SILVA')
	expect(new Set(read.items.map(({ message_id }) => message_id)).size).toBe(3)
	expect(read.file.signs.proof).toBe('balance')
})

test('Inter’s card: the part stands in the column of the kind', async () => {
	const read = await plan(
		'"Data","Lançamento","Categoria","Tipo","Valor"\n"01/10/2025","APP","COMPRAS","Compra à vista","R$ 29,90"\n"02/09/2025","LOJA","COMPRAS","Parcela 2/6","R$ 45,00"\n"05/10/2025","PAGAMENTO ON LINE","OUTROS","Pagamento","-R$ 100,00"\n',
	)
	expect(said(read)).toEqual([
		'expense 2990 2025-10-01',
		'expense 4500 2025-09-02 2/6',
		'transfer 10000 2025-10-05',
	])
})

test('balances given once a day prove the signs too, and are no purchases', async () => {
	const read = await plan(
		'data;lançamento;ag./origem;valor (R$);saldos (R$)\n30/09/2026;SALDO ANTERIOR;;;1.000,00\n01/10/2026;PIX TRANSF ANA01/10;;-50,00;\n01/10/2026;RSHOP-MERCADO;;-30,00;\n01/10/2026;SALDO DO DIA;;;920,00\n02/10/2026;TED SALARIO;;2500,00;\n02/10/2026;SALDO DO DIA;;;3.420,00\n',
	)
	expect(said(read)).toEqual([
		'expense 5000 2026-10-01',
		'expense 3000 2026-10-01',
		'income 250000 2026-10-02',
	])
	expect(read.left_out.map(({ line }) => line)).toEqual([2, 5, 7])
	expect(read.file.signs.proof).toBe('balance')
})

test('a balance that adds up the other way turns the signs, newest first as well', async () => {
	const read = await plan(
		'Data;Descrição;Valor;Saldo\n03/10/2026;Padaria;10,00;490,00\n02/10/2026;Salário;-300,00;500,00\n01/10/2026;Luz;50,00;200,00\n',
	)
	expect(said(read)).toEqual([
		'expense 1000 2026-10-03',
		'income 30000 2026-10-02',
		'expense 5000 2026-10-01',
	])
	expect(read.file.signs).toEqual({ positive: 'expense', proof: 'balance' })
})

test('a balance that does not add up proves nothing: it is asked', async () => {
	const read = await plan(
		'Data;Descrição;Valor;Saldo\n01/10/2026;Luz;-50,00;200,00\n02/10/2026;Padaria;-10,00;999,00\n',
	)
	expect(read.file.signs.proof).toBe('asked')
	expect(read.questions.map(({ id }) => id)).toContain('signs')
})

test('amounts without signs follow the balance of each line', async () => {
	const read = await plan(
		'Data;Descrição;Valor;Saldo\n01/10/2026;Saldo anterior;;100,00\n02/10/2026;Luz;50,00;50,00\n03/10/2026;Salário;300,00;350,00\n',
	)
	expect(said(read)).toEqual(['expense 5000 2026-10-02', 'income 30000 2026-10-03'])
})

test('the words of an account’s lines tell transfers from spending', async () => {
	const read = await plan(`Data;Descrição;Valor
10/10/2026;Pagamento de boleto;-100,00
11/10/2026;Saque Banco24h;-200,00
12/10/2026;Transferência entre contas;-50,00
12/10/2026;Resgate CDB;300,00
13/10/2026;Estorno compra Loja;20,00
14/10/2026;Pgto fatura cartao;-999,00
15/10/2026;Rendimento poupança;1,00
16/10/2026;Total Combustíveis;-90,00
17/10/2026;Compra cartão Mercado;-10,00
`)
	expect(read.items.map(({ kind }) => kind)).toEqual([
		'expense',
		'transfer',
		'transfer',
		'transfer',
		'refund',
		'transfer',
		'income',
		'expense',
		'expense',
	])
	expect(read.items[1]!.to_source).toBe('Dinheiro')
})

test('a column that says income and expense is believed', async () => {
	const read = await plan(
		'Data;Tipo;Descrição;Valor\n01/10/2026;Despesa;Luz;50,00\n02/10/2026;Receita;Salário;300,00\n',
	)
	expect(said(read)).toEqual(['expense 5000 2026-10-01', 'income 30000 2026-10-02'])
	expect(read.file.signs.proof).toBe('type_column')
})

test('OFX 2 in one line, of a card: parts, payments and entities', async () => {
	const read = await plan(
		'<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?><OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CCACCTFROM><ACCTID>1234-9999</ACCTID></CCACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20261010</DTPOSTED><TRNAMT>-1234.5</TRNAMT><FITID>a1</FITID><MEMO>LOJA &amp; CIA 2/3</MEMO></STMTTRN><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261012</DTPOSTED><TRNAMT>500</TRNAMT><FITID>a2</FITID><NAME>Pagamento recebido</NAME></STMTTRN></BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>',
	)
	expect(said(read)).toEqual(['expense 123450 2026-10-10 2/3', 'transfer 50000 2026-10-12'])
	expect(read.items[0]!.description).toBe('LOJA & CIA')
})

test('a workbook is read like the table that it shows', async () => {
	const read = await plan(readFileSync(new URL('../../fixtures/import/card.xlsx', import.meta.url)))
	expect(said(read)).toEqual([
		'expense 8990 2026-10-01 3/10',
		'expense 1250 2026-10-02',
		'expense 123456 2026-10-03',
	])
	expect(read.file.format).toBe('xlsx')
})

test.each([
	['a PDF', '%PDF-1.7', 'pdf', 'This is a PDF. Get the same statement from the bank as OFX, CSV or Excel.'],
	['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'old_xls', 'This is an old .xls.'],
	['a web page', '<!DOCTYPE HTML><table></table>', 'old_xls', 'This is a web page under the name'],
	['a page’s table', ' \n<table><tr><td>01/10/2026</td></tr></table>', 'old_xls', 'This is a web page'],
	['a web page of the old kind', '<HTML lang="pt">', 'old_xls', 'This is a web page'],
	['a spreadsheet of XML', '<?xml version="1.0"?>\n<ss:Workbook>', 'old_xls', 'This is a web page'],
	['the same', '\n<?xml version="1.0"?><?mso?><Workbook xmlns="x">', 'old_xls', 'Open it in a spreadsheet'],
	['a broken workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), 'broken_workbook', 'cannot be opened'],
	['nothing', '', 'no_table', 'No table of transactions was found'],
	['a text', 'Olá\n<html>', 'no_table', 'The file begins with: Olá / <html>'],
	['letters', '%PDA', 'no_table', 'The file begins with: %PDA'],
	['other XML', '<?xml version="1.0"?><a>', 'no_table', 'No table of transactions'],
])('%s is refused with what to do', async (_, bytes, problem, message) => {
	const refused = plan(bytes)
	await expect(refused).rejects.toMatchObject({ problem })
	await expect(refused).rejects.toThrow(message)
})

test('other currencies are not taken for reais', async () => {
	const read = await plan(
		'Data;Descrição;Valor;Moeda\n01/10/2026;Hotel;100,00;USD\n01/10/2026;Café;US$ 5,00;\n01/10/2026;Pão;5,00;BRL\n',
	)
	expect(said(read)).toEqual(['expense 500 2026-10-01'])
	expect(read.unreadable.map(({ why }) => why)).toEqual(['amount_currency', 'amount_currency'])
})

test.each([
	[
		'by the header, whatever the texts above and in it hold more often',
		'Extrato, de, sua, conta\na, b, c, d\ne, f, g, h\nData;Descrição;Valor\n01/10/2026;Pão, leite, ovo, sal;-5,00\n',
		['expense 500 2026-10-01'],
	],
	[
		'by the lines, where no row is a header, though one above has some of its names',
		'Data,Hora,Tipo,Saldo\n01/10/2026;Pão;-5,00\n02/10/2026;Leite;-6,00\n03/10/2026;Ovo;-7,00\n',
		['expense 500 2026-10-01', 'expense 600 2026-10-02', 'expense 700 2026-10-03'],
	],
])('what parts the cells is told %s', async (_, text, expected) => {
	expect(said(await plan(text))).toEqual(expected)
})

test('a line keeps its number, and a text its line ends, wherever a file of many lines is cut', async () => {
	const rows = Array.from({ length: 1500 }, (_, at) => `01/10/2026;"Loja ""${at}""\nfilial";-5,00`)
	const read = await plan(`Data;Descrição;Valor\n${rows.join('\n')}\n`)
	expect(read.items.map(({ line }) => line)).toEqual(rows.map((_, at) => 2 + 2 * at))
	expect(read.items.map(({ description }) => description)).toEqual(rows.map((_, at) => `Loja "${at}" filial`))
})

test('a line’s id is the same in every version, or a file sent again would be recorded again', async () => {
	const ids = async (text: string, options: Partial<PlanOptions> = {}) =>
		(await plan(text, options)).items.map(({ message_id }) => message_id)
	const text = 'Data;Descrição;Valor\n01/10/2026;Pão;-5,00\n01/10/2026;Pão;-5,00\n'
	expect(await ids(text)).toEqual([
		'import:110a5df33eb5ac8cadca80fb0c69d1:0',
		'import:110a5df33eb5ac8cadca80fb0c69d1:1',
	])
	expect(await ids(text, { answers: { account: 'Itaú' } })).toEqual([
		'import:e0e464ef655f1e0f5676b8d7d384fd:0',
		'import:e0e464ef655f1e0f5676b8d7d384fd:1',
	])
	expect(await ids(XP)).toEqual([
		'import:be4b3446c90b11769695e3fced8a77:0',
		'import:df6c5d9b5f38ad9b4e19152afeae1f:0',
		'import:10536bbb3ce684c65a5ea4334eefbf:0',
	])
})

test('a ledger’s own card tells whose file it is, and its cycle which bill', async () => {
	const known = {
		...ledger,
		sources: [{ name: 'Visa', aliases: ['cartão'], cycles: [{ closing_day: 10, due_day: 17 }] }],
	}
	const text = 'Data;Descrição;Valor\n12/09/2026;Luz;50,00\n20/09/2026;Loja 2/5;90,00\n03/10/2026;Café;5,00\n'
	const read = await plan(text, { ledger: known, answers: { account: 'Visa' } })
	expect(read.file.type).toBe('card')
	expect(read.items.map(({ bill_month }) => bill_month)).toEqual(['2026-10', '2026-10', '2026-10'])
	expect(said(read)[1]).toBe('expense 9000 2026-09-20 2/5')
})

// Nothing that smaller files don't notice, and it would take hours with every change of `npm run mutate`.
test.skipIf(process.env.PAINEL_MUTATED_TESTS)(
	'100,000 lines are planned, each with an id of its own',
	async () => {
		const rows = Array.from(
			{ length: 100_000 },
			(_, at) => `${String((at % 28) + 1).padStart(2, '0')}/10/2026;Compra ${at % 5000};-${at % 900},50`,
		)
		let rests = 0
		const read = await plan(`Data;Descrição;Valor\n${rows.join('\n')}\n`, {
			rest: async () => void rests++,
		})
		// Split by a thousand lines; found, read, judged and made into items by 25.
		expect(rests).toBeGreaterThanOrEqual(100 + 4 * 4000)
		expect(read.items).toHaveLength(100_000)
		expect(read.items.at(-1)!.line).toBe(100_001)
		expect(new Set(read.items.map(({ message_id }) => message_id)).size).toBe(100_000)
	},
)

describe('a table that says each day once', () => {
	const said = ({ items, unreadable, left_out }: Plan) => [
		items.map(({ day, description }) => `${day} ${description}`),
		unreadable.map(({ line, why }) => `${line} ${why}`),
		left_out.map(({ line, why }) => `${line} ${why}`),
	]
	const table = (...lines: string[]) => plan(['Data;Descrição;Valor', ...lines].join('\n'))

	test('its other lines are of the day above', async () => {
		expect(
			said(
				await table(
					'01/10/2026;Padaria;-1,00',
					';Feira;-2,00',
					';Saldo do dia;97,00',
					'05/10/2026;Luz;-3,00',
					';Gás;-4,00',
					';Total;-10,00',
				),
			),
		).toEqual([
			['2026-10-01 Padaria', '2026-10-01 Feira', '2026-10-05 Luz', '2026-10-05 Gás'],
			[],
			['4 balance', '7 total'],
		])
	})

	test.each([
		[
			'one that repeats its days',
			['01/10/2026;Pão;-1,00', '01/10/2026;Feira;-2,00', ';Luz;-3,00', ';Gás;-4,00'],
		],
		['one line without a day', ['01/10/2026;Pão;-1,00', '02/10/2026;Feira;-2,00', ';Luz;-3,00']],
		[
			'lines before the first day',
			[';Luz;-3,00', '01/10/2026;Pão;-1,00', '02/10/2026;Feira;-2,00', ';Gás;-4,00'],
		],
	])('%s: such lines stay unreadable', async (_, lines) => {
		const [items, unreadable] = said(await table(...lines))
		expect(items).toHaveLength(2)
		expect(unreadable!.every((line) => line.endsWith('date_unreadable'))).toBe(true)
		expect(unreadable).toHaveLength(lines.length - 2)
	})
})
