import { expect, test } from 'vitest'
import { planImport } from './plan'

/** Files of no bank in particular, each with a habit that some bank has. */
const enc = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))
function u16(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length * 2 + 2)
	const view = new DataView(bytes.buffer)
	view.setUint16(0, 0xfeff)
	for (const [at, letter] of [...text].entries()) view.setUint16(2 + at * 2, letter.charCodeAt(0))
	return bytes
}

/** Each with what its lines become, what is left out, what is unreadable, and what proves the signs. */
const FILES: Record<string, [file: Uint8Array, becomes: string[]]> = {
	'marks, and a footer in words': [
		latin(
			'SICOOB - Extrato\r\nCooperativa: 1234\r\nConta: 98765-4 / JOSÉ\r\n\r\nDATA;DOCUMENTO;HISTÓRICO;VALOR\r\n01/10/2026;123;PIX EMIT. OUTRA IF;-150,00 D\r\n02/10/2026;124;CRÉD.SALÁRIO;2.500,00 C\r\n;;SALDO DO DIA;2.350,00 C\r\n\r\nRESUMO\r\nSaldo em conta;;;2.350,00\r\nLimite;;;1.000,00\r\nOuvidoria 0800 000 000\r\n',
		),
		[
			'6 expense 150.00 2026-10-01 PIX EMIT. OUTRA IF',
			'7 income 2500.00 2026-10-02 CRÉD.SALÁRIO',
			'8 balance',
			'10 heading',
			'11 balance',
			'12 heading',
			'13 heading',
			'marks',
		],
	],
	'days in one number, marks in a column, an account in each line': [
		latin(
			'"Conta";"Data_Mov";"Nr_Doc";"Historico";"Valor";"Deb_Cred"\r\n"0001";"20261001";"000001";"COMPRA ELO";"45.90";"D"\r\n"0001";"20261002";"000002";"CRED PIX";"300.00";"C"\r\n',
		),
		['2 expense 45.90 2026-10-01 0001 COMPRA ELO', '3 income 300.00 2026-10-02 0001 CRED PIX', 'marks'],
	],
	'month before day, a dollar less': [
		enc(
			'Date,Description,Amount\n10/15/2026,Coffee,-4.50\n10/16/2026,Salary,"1,234.56"\n10/02/2026,Lunch,-12.00\n',
		),
		[
			'2 expense 4.50 2026-10-15 Coffee',
			'3 income 1234.56 2026-10-16 Salary',
			'4 expense 12.00 2026-10-02 Lunch',
			'asked',
		],
	],
	'a header on each page': [
		enc(
			'Data;Lançamento;Valor\n01/10/2026;Feira;-10,00\nData;Lançamento;Valor\n02/10/2026;Uber;-20,00\nPágina 2 de 3\nData;Lançamento;Valor\n03/10/2026;Luz;-30,00\n',
		),
		[
			'2 expense 10.00 2026-10-01 Feira',
			'4 expense 20.00 2026-10-02 Uber',
			'7 expense 30.00 2026-10-03 Luz',
			'5 heading',
			'asked',
		],
	],
	'two cards, parts in words, totals between': [
		enc(
			'Fatura;;;\nCartão;5555 **** **** 1111;;\nData;Estabelecimento;Parcela;Valor\n01/10/2026;Loja Parc 03/10;;89,90\n02/10/2026;Mercado;;50,00\nSubtotal;;;139,90\nCartão;5555 **** **** 2222;;\nData;Estabelecimento;Parcela;Valor\n05/10/2026;Tênis PARC 1/3;;100,00\n06/10/2026;PAGAMENTO EFETUADO;;-500,00\nTotal da fatura;;;239,90\n',
		),
		[
			'4 expense 89.90 2026-10-01 3/10 Cartão final 1111 Loja',
			'5 expense 50.00 2026-10-02 Cartão final 1111 Mercado',
			'9 expense 100.00 2026-10-05 1/3 Cartão final 2222 Tênis',
			'10 transfer 500.00 2026-10-06 Cartão final 2222 PAGAMENTO EFETUADO',
			'6 total',
			'11 total',
			'asked',
		],
	],
	'a header that nobody knows, instants of two zones': [
		enc('timestamp,description,amount\n2026-10-01T02:30:00-03:00,A,-1.00\n2026-10-01T02:30:00Z,B,-2.00\n'),
		['2 expense 1.00 2026-10-01 A', '3 expense 2.00 2026-09-30 B', 'asked'],
	],
	'thousands apart by spaces, hard ones too': [
		enc('Data;Descrição;Valor\n01/10/2026;Carro;-12 345,67\n02/10/2026;Casa;-1\u00a0234\u00a0567,89\n'),
		['2 expense 12345.67 2026-10-01 Carro', '3 expense 1234567.89 2026-10-02 Casa', 'asked'],
	],
	'empty columns between': [
		enc(';Data;;Descrição;;;Valor;\n;01/10/2026;;Feira;;;-10,00;\n;02/10/2026;;Pão;;;-5,00;\n'),
		['2 expense 10.00 2026-10-01 Feira', '3 expense 5.00 2026-10-02 Pão', 'asked'],
	],
	'lines of nothing': [
		enc('Data;Descrição;Valor\n01/10/2026;Tarifa isenta;0,00\n02/10/2026;Pão;-5,00\n03/10/2026;IOF;-0,00\n'),
		['3 expense 5.00 2026-10-02 Pão', '2 zero', '4 zero', 'asked'],
	],
	'a balance that does not add up proves nothing': [
		enc(
			'Data;Descrição;Valor;Saldo\n01/10/2026;Salário;100,00;100,00\n02/10/2026;Pão;-5,00;90,00\n03/10/2026;Pix;20,00;115,00\n',
		),
		[
			'2 income 100.00 2026-10-01 Salário',
			'3 expense 5.00 2026-10-02 Pão',
			'4 income 20.00 2026-10-03 Pix',
			'asked',
		],
	],
	'OFX without ids: equal lines are two': [
		enc(
			'OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKACCTFROM><ACCTID>12345-6</BANKACCTFROM><BANKTRANLIST>\n<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261010<TRNAMT>-10,50<MEMO>PAO</STMTTRN>\n<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261010<TRNAMT>-10,50<MEMO>PAO</STMTTRN>\n<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261011120000[-3:BRT]<TRNAMT>+200.00<FITID><NAME>PIX REC</NAME><MEMO>PIX REC</STMTTRN>\n</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>',
		),
		[
			'4 expense 10.50 2026-10-10 PAO',
			'5 expense 10.50 2026-10-10 PAO',
			'6 income 200.00 2026-10-11 PIX REC',
			'format',
		],
	],
	'OFX without signs: the type tells the way': [
		enc(
			'OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKACCTFROM><ACCTID>12345-6</BANKACCTFROM><BANKTRANLIST>\n<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261010<TRNAMT>150.00<MEMO>PAO</STMTTRN>\n<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261011<TRNAMT>200.00<MEMO>PIX REC</STMTTRN>\n</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>',
		),
		['4 expense 150.00 2026-10-10 PAO', '5 income 200.00 2026-10-11 PIX REC', 'format'],
	],
	'a quote that nothing closes': [
		enc(
			'Data;Descrição;Valor;Saldo\n01/10/2026;Feira;-10,00;90,00\n02/10/2026;"PAPELARIA;-5,00;85,00\n03/10/2026;"Pão; doce";-1,00;84,00\n',
		),
		[
			'2 expense 10.00 2026-10-01 Feira',
			'3 expense 5.00 2026-10-02 PAPELARIA',
			'4 expense 1.00 2026-10-03 Pão; doce',
			'balance',
		],
	],
	'UTF-16, big end first, by tabs': [
		u16('Data\tDescrição\tValor\r\n01/10/2026\tFeira\t-10,00\r\n'),
		['2 expense 10.00 2026-10-01 Feira', 'asked'],
	],
	'a line that names the delimiter, old line ends': [
		enc('sep=,\rData,Descrição,Valor\r"01/10/2026","Pão, doce","-10,00"\r'),
		['3 expense 10.00 2026-10-01 Pão, doce', 'asked'],
	],
	'three ways of a minus in one column': [
		enc(
			'Data;Histórico;Valor\n01/10/2026;Compra;10,00-\n02/10/2026;Crédito;20,00+\n03/10/2026;Compra 2;(5,00)\n',
		),
		[
			'2 expense 10.00 2026-10-01 Compra',
			'3 income 20.00 2026-10-02 Crédito',
			'4 expense 5.00 2026-10-03 Compra 2',
			'asked',
		],
	],
	'dots and times': [
		enc(
			'Data/Hora;Descrição;Valor (R$)\n01.10.2026 08:15:00;Café;-5,00\n"02.10.2026 23:59:59";Jantar;"-1.050,00"\n',
		),
		['2 expense 5.00 2026-10-01 Café', '3 expense 1050.00 2026-10-02 Jantar', 'asked'],
	],
	'two columns, both nothing': [
		enc(
			'Data;Histórico;Entradas;Saídas\n01/10/2026;Pix;0,00;10,00\n02/10/2026;Salário;100,00;0,00\n03/10/2026;Nada;0,00;0,00\n',
		),
		['2 expense 10.00 2026-10-01 Pix', '3 income 100.00 2026-10-02 Salário', '4 zero', 'columns'],
	],
	'a column of words': [
		enc(
			'Data;Descrição;Tipo;Valor\n01/10/2026;Feira;Débito;10,00\n02/10/2026;Salário;Crédito;100,00\n03/10/2026;Estorno feira;Crédito;10,00\n',
		),
		[
			'2 expense 10.00 2026-10-01 Feira',
			'3 income 100.00 2026-10-02 Salário',
			'4 refund 10.00 2026-10-03 Estorno feira',
			'type_column',
		],
	],
	'days in words': [
		enc('Data;Descrição;Valor\n1 de outubro de 2026;Feira;-10,00\n2 out. 2026;Pão;-5,00\n'),
		['2 expense 10.00 2026-10-01 Feira', '3 expense 5.00 2026-10-02 Pão', 'asked'],
	],
	'sentences below the table': [
		enc(
			'Data,Descrição,Valor\n01/10/2026,Feira,"-10,00"\n"Os dados acima têm como base o dia 31/10/2026",,\n"* Sujeito a alterações",,\n',
		),
		['2 expense 10.00 2026-10-01 Feira', '3 heading', '4 heading', 'asked'],
	],
	'a description of three lines': [
		enc('Data;Descrição;Valor\n01/10/2026;"PIX\nENVIADO\nFULANO";-10,00\n02/10/2026;Pão;-5,00\n'),
		['2 expense 10.00 2026-10-01 PIX ENVIADO FULANO', '5 expense 5.00 2026-10-02 Pão', 'asked'],
	],
	'a bill over the turn of the year, without years': [
		enc(
			'Data;Descrição;Valor\n28/12;Presente;100,00\n03/01;Pão 02/06;10,00\n05/01;Pagamento recebido;-900,00\n',
		),
		[
			'2 expense 100.00 2025-12-28 Presente',
			'3 expense 10.00 2026-01-03 2/6 Pão',
			'4 transfer 900.00 2026-01-05 Pagamento recebido',
			'asked',
		],
	],
	'parts bare at the end of a bill’s lines': [
		enc(
			'data;lançamento;valor\n05/10/2026;MAGAZINE LU 02/05;120,00\n06/10/2026;POSTO;-80,00\n07/10/2026;PAGAMENTO EFETUADO;-1.000,00\n',
		),
		[
			'2 expense 120.00 2026-10-05 2/5 MAGAZINE LU',
			'3 refund 80.00 2026-10-06 POSTO',
			'4 transfer 1000.00 2026-10-07 PAGAMENTO EFETUADO',
			'asked',
		],
	],
	'another currency beside reais': [
		enc('Data;Descrição;Moeda;Valor\n01/10/2026;Netflix;USD;-10,00\n02/10/2026;Pão;BRL;-5,00\n'),
		['3 expense 5.00 2026-10-02 Pão', '2 amount_currency', 'asked'],
	],
	'an id twice': [
		enc(
			'Data;Descrição;Valor;Identificador\n01/10/2026;Feira;-10,00;ABC12345\n01/10/2026;Feira;-10,00;ABC12345\n',
		),
		[
			'2 expense 10.00 2026-10-01 Conta Nubank Feira',
			'3 expense 10.00 2026-10-01 Conta Nubank Feira',
			'format',
		],
	],
	'dots as decimals and as thousands': [
		enc('Data;Descrição;Valor\n01/10/2026;Feira;-1234.5\n02/10/2026;Pão;-1.234,5\n03/10/2026;Sal;-1.234\n'),
		[
			'2 expense 1234.50 2026-10-01 Feira',
			'3 expense 1234.50 2026-10-02 Pão',
			'4 expense 1234.00 2026-10-03 Sal',
			'asked',
		],
	],
	'two descriptions and a balance that proves': [
		enc(
			'DATA LANÇAMENTO;HISTÓRICO;DESCRIÇÃO;VALOR;SALDO\n01/10/2026;Pix enviado;Ana;-10,00;90,00\n02/10/2026;Pix recebido;Bruno;20,00;110,00\n',
		),
		[
			'2 expense 10.00 2026-10-01 Conta Inter Pix enviado - Ana',
			'3 income 20.00 2026-10-02 Conta Inter Pix recebido - Bruno',
			'balance',
		],
	],
	'no signs at all, the newest first: the balance says which way': [
		enc(
			'Data;Descrição;Valor;Saldo\n03/10/2026;Pão;5,00;115,00\n02/10/2026;Pix;20,00;120,00\n01/10/2026;Salário;100,00;100,00\n',
		),
		[
			'2 expense 5.00 2026-10-03 Pão',
			'3 income 20.00 2026-10-02 Pix',
			'4 income 100.00 2026-10-01 Salário',
			'balance',
		],
	],
}

test.each(Object.entries(FILES))('%s', async (_, [file, becomes]) => {
	const {
		items,
		left_out,
		unreadable,
		file: facts,
	} = await planImport(file, {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
	})
	const said = items.map((item) =>
		[
			item.line,
			item.kind,
			(item.amount_cents / 100).toFixed(2),
			item.day,
			item.part ? `${item.part}/${item.parts}` : '',
			item.source ?? item.to_source ?? '',
			item.description,
		]
			.filter(Boolean)
			.join(' '),
	)
	const others = [...left_out, ...unreadable].map(({ line, why }) => `${line} ${why}`)
	expect([...said, ...others, facts.signs.proof]).toEqual(becomes)
	expect(new Set(items.map(({ message_id }) => message_id)).size).toBe(items.length)
})
