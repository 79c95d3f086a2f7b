import { expect, test } from 'vitest'
import { planImport } from './plan'

/** Each line of the file that is recorded, and each that is left out for being still to come. */
async function read(lines: string[]) {
	const { items, left_out } = await planImport(new TextEncoder().encode(lines.join('\n')), {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
	})
	return {
		recorded: items.map(({ line }) => line),
		toCome: left_out.filter(({ why }) => why === 'not_booked').map(({ line }) => line),
	}
}

const HEADER = 'Data;Histórico;Valor;Saldo'
const PAST = ['05/10/2026;MERCADO;-50,00;1.500,00', '06/10/2026;PIX ENVIADO;-100,00;1.400,00']
const FUTURE = ['06/11/2026;DEB AUT LUZ;-90,00;', '07/11/2026;SEGURO;-30,00;']
const HEADINGS = [
	'Lançamentos futuros',
	'LANCAMENTOS FUTUROS',
	'Próximos lançamentos',
	'Compras parceladas - próximas faturas',
	'Parcelas das próximas faturas',
	'Compras parceladas das próximas faturas',
	'Lançamentos para as próximas faturas',
	'Pagamentos agendados',
	'Débitos automáticos programados',
	'Transações agendadas',
	'Despesas a vencer',
	'Parcelas futuras:',
	'Lançamentos nos meses seguintes',
	'Scheduled payments',
	'Upcoming transactions',
	'Installments of the next bills',
]

test.each(HEADINGS)('%s: below its own header too, and without one', async (heading) => {
	const expected = { recorded: [2, 3], toCome: [6, 7] }
	expect(await read([HEADER, ...PAST, heading, HEADER, ...FUTURE])).toEqual(expected)
	expect(await read([HEADER, ...PAST, `${heading};;;`, 'Data;Descrição;Valor', ...FUTURE])).toEqual(expected)
	expect(await read([HEADER, ...PAST, heading, ...FUTURE])).toEqual({ recorded: [2, 3], toCome: [5, 6] })
})

test.each(HEADINGS)('%s: first, and what has happened after it', async (heading) => {
	for (const second of [
		'Lançamentos',
		'Movimentações do período',
		'Lançamentos nacionais',
		'Extrato da conta',
		'Conta: 12345-6',
	])
		expect(await read([heading, HEADER, ...FUTURE, second, HEADER, ...PAST])).toEqual({
			recorded: [7, 8],
			toCome: [3, 4],
		})
})

test('the header of the next page begins no other section', async () => {
	expect(
		await read([
			HEADER,
			...PAST,
			'Lançamentos futuros',
			HEADER,
			FUTURE[0]!,
			'Página 2 de 2',
			HEADER,
			FUTURE[1]!,
		]),
	).toEqual({ recorded: [2, 3], toCome: [6, 9] })
})

test('the next card of a bill has happened again', async () => {
	const card = 'Data;Estabelecimento;Parcela;Valor'
	expect(
		await read([
			'Cartão;Final 1111',
			card,
			'01/10/2026;Loja;2/5;50,00',
			'Compras parceladas - próximas faturas',
			card,
			'01/10/2026;Loja;3/5;50,00',
			'01/10/2026;Loja;4/5;50,00',
			'Cartão;Final 2222',
			card,
			'02/10/2026;Feira;;20,00',
		]),
	).toEqual({ recorded: [3, 10], toCome: [6, 7] })
})

test('a card named below the heading is of the section', async () => {
	expect(
		await read([
			'Data;Lançamento;Valor',
			'01/10/2026;Loja;50,00',
			'Próximas faturas',
			'Cartão;Final 1111',
			'Data;Lançamento;Valor',
			'01/10/2026;Loja;50,00',
		]),
	).toEqual({ recorded: [2], toCome: [6] })
})

test('sentences, sections of nothing and a bill’s own name leave nothing out', async () => {
	const all = { recorded: [3, 4], toCome: [] }
	expect(await read(['Próxima fatura', HEADER, ...PAST])).toEqual(all)
	expect(await read(['Lançamentos futuros não estão incluídos neste extrato', HEADER, ...PAST])).toEqual(all)
	expect(await read([HEADER, 'Lançamentos futuros', 'Não há lançamentos futuros', HEADER, ...PAST])).toEqual({
		recorded: [5, 6],
		toCome: [],
	})
	expect(await read(['Lançamentos futuros', 'Período: outubro', HEADER, ...PAST])).toEqual({
		recorded: [4, 5],
		toCome: [],
	})
})

test('in a table without a known header too', async () => {
	expect(await read([...PAST, 'Lançamentos futuros', ...FUTURE.map((line) => `${line}0,00`)])).toEqual({
		recorded: [1, 2],
		toCome: [4, 5],
	})
})
