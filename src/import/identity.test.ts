import { describe, expect, test } from 'vitest'
import { factsOf, toldBy, withTold } from './earlier-answers'
import { planImport } from './plan'
import type { Plan, PlanOptions } from './types'

/** What makes a line that line: read in another way, or in another file, or a year later, it is the same; two lines are two. */
const plan = (
	text: string,
	{ today = '2026-11-30', ...options }: Partial<PlanOptions> & { today?: string } = {},
) =>
	planImport(new TextEncoder().encode(text), {
		ledger: { timezone: 'America/Sao_Paulo', today, sources: [] },
		...options,
	})
const ids = ({ items }: Plan) => items.map(({ message_id }) => message_id)
const days = ({ items }: Plan) => items.map(({ day }) => day)
/** Besides what an amount without a minus is, which no minus in these files proves. */
const asked = ({ questions }: Plan) => questions.map(({ id }) => id).filter((id) => id !== 'signs')

describe('columns that a person chose', () => {
	const bank =
		'Data;Histórico;Nome;Valor;Meio\n05/10/2026;DEB 1;Padaria;-10,00;Cartão\n06/10/2026;DEB 2;Feira;-20,00;Pix\n'

	test.each([
		['another description', { description: 'Nome' }],
		['a description by its place', { description: '3', details: '2' }],
		['a category', { category: 'Meio' }],
		['a source', { source: 'Meio' }],
	])('%s makes no line another', async (_, columns) => {
		const chosen = await plan(bank, { columns })
		expect(ids(chosen)).toEqual(ids(await plan(bank)))
		expect(asked(chosen)).toEqual(asked(await plan(bank)))
	})

	test('also where the bank’s columns are known by name', async () => {
		const inter =
			'Data Lançamento;Histórico;Descrição;Valor;Saldo\n02/10/2026;Pix enviado;ANA;-10,00;90,00\n03/10/2026;Pix enviado;BIA;-10,00;80,00\n'
		const chosen = await plan(inter, { columns: { description: 'Descrição' } })
		expect(chosen.file.profile).toBe('Inter, conta')
		expect(chosen.items[0]!.description).toBe('ANA')
		expect(ids(chosen)).toEqual(ids(await plan(inter)))
	})

	test('also in a file whose header nobody knows, or that has none', async () => {
		const lines =
			'05/10/2026;Padaria;Comida e bebida;100;-12,50\n06/10/2026;Feira;Comida e bebida;90;-22,50\n'
		const headed = `Ocorrido;Ambiente;Grupo;Nota;Custou\n${lines}`
		for (const text of [lines, headed]) {
			const found = await plan(text)
			expect(found.items[0]!.description).toBe('Comida e bebida')
			for (const description of text === headed ? ['2', 'Ambiente'] : ['2']) {
				const chosen = await plan(text, { columns: { description } })
				expect(chosen.items.map((item) => item.description)).toEqual(['Padaria', 'Feira'])
				expect(ids(chosen)).toEqual(ids(found))
			}
		}
	})

	test('two lines are two, whichever text is the description', async () => {
		const text = '05/10/2026;Mercado Central;Ana;-12,50\n05/10/2026;Mercado Central;Bia;-12,50\n'
		expect(new Set(ids(await plan(text))).size).toBe(2)
		// A file that begins with the second of them has the same line.
		const [, second] = text.split('\n')
		expect(ids(await plan(second!))).toEqual([ids(await plan(text))[1]])
	})
})

describe('days without a year', () => {
	const LINES = 'Data;Descrição;Valor\n05/11;Padaria;-10,00\n06/11;Feira;-20,00\n'

	test.each([
		['Período: 01/11/2026 a 30/11/2026\n', LINES],
		['Extrato gerado em 2026-11-30 às 10:00\n', LINES],
	])('have the one that stands above: %s', async (above, lines) => {
		const now = await plan(above + lines)
		const later = await plan(above + lines, { today: '2028-02-01' })
		expect([asked(now), days(later)]).toEqual([['account'], ['2026-11-05', '2026-11-06']])
		expect(ids(later)).toEqual(ids(now))
	})

	test('a day far ahead above a table is none of a statement', async () => {
		const read = await plan(`Contrato válido até 31/12/2031\n${LINES}`)
		expect([days(read), asked(read)]).toEqual([
			['2026-11-05', '2026-11-06'],
			['account', 'year'],
		])
	})

	test('of a bill are before the day on which it is due, whenever it is sent', async () => {
		const bill =
			'Vencimento;05/01/2027\nData;Histórico;Valor(US$);Valor(R$)\n20/12;LOJA;0,00;10,00\n02/01;MERCADO;0,00;20,00\n'
		const later = await plan(bill, { today: '2029-03-01' })
		expect(days(later)).toEqual(['2026-12-20', '2027-01-02'])
		expect(ids(later)).toEqual(ids(await plan(bill, { today: '2027-01-03' })))
	})

	test.each([
		'extrato_2026-11.csv',
		'Extrato 11-2026.csv',
		'NU_20261130.csv',
		'extrato-2026.csv',
		'30.11.2026.csv',
	])('are proposed the year in the file’s name: %s', async (fileName) => {
		const later = await plan(LINES, { today: '2028-02-01', fileName })
		expect(later.questions.find(({ id }) => id === 'year')).toMatchObject({
			proposed: '2026',
			reason: 'file_name',
		})
		expect(ids(later)).toEqual(ids(await plan(LINES)))
	})

	test('of the very file that was sent are of the same year as then', async () => {
		const sent = await plan(LINES)
		const facts = factsOf('a.csv', 'b', sent.file)
		const told = toldBy([facts], 'bytes')
		expect(told).toMatchObject({ until: '2026-12-01', order: 'dmy' })
		const again = await plan(LINES, { today: '2027-11-20', ...withTold({}, told) })
		expect([ids(again), asked(again)]).toEqual([ids(sent), []])
		// Another file of the form has lines of its own.
		expect(
			days(await plan(LINES, { today: '2027-11-20', ...withTold({}, toldBy([facts], 'form')) })),
		).toEqual(['2027-11-05', '2027-11-06'])
		// What is said now counts.
		expect(days(await plan(LINES, withTold({ answers: { year: '2025' } }, told)))[0]).toBe('2025-11-05')
	})

	test('of a bill that was sent under an answer, too', async () => {
		const bill = 'Data;Histórico;Valor(US$);Valor(R$)\n02/10;LOJA;0,00;10,00\n'
		const sent = await plan(bill, { answers: { bill: '2025-11' } })
		expect(days(sent)).toEqual(['2025-10-02'])
		const again = await plan(bill, withTold({}, toldBy([factsOf('a.csv', 'b', sent.file)], 'bytes')))
		expect(ids(again)).toEqual(ids(sent))
	})
})

describe('day first or month first', () => {
	const english = (...lines: string[]) => `Date,Description,Amount\n${lines.join('\n')}\n`

	test('is asked where an English file does not prove it, and the answer holds for its form', async () => {
		const first = english('03/04/2026,Uber,-10.00', '05/06/2026,Rent,-20.00')
		const read = await plan(first)
		expect(read.questions.find(({ id }) => id === 'order')).toMatchObject({
			proposed: 'dmy',
			reason: 'order_unproved',
		})
		const said = await plan(first, { answers: { order: 'mdy' } })
		expect([days(said), asked(said)]).toEqual([['2026-03-04', '2026-05-06'], ['account']])

		// The next file proves it, and has the last line of the first.
		const next = await plan(english('05/06/2026,Rent,-20.00', '05/25/2026,Gym,-30.00'))
		expect(asked(next)).not.toContain('order')
		expect(ids(next)[0]).toBe(ids(said)[1])
		// What was told of one file is told of the next that proves nothing, and a proof counts more.
		const told = toldBy([factsOf('a.csv', 'b', next.file)], 'form')
		const third = await plan(first, withTold({}, told))
		expect([ids(third), asked(third).includes('order')]).toEqual([ids(said), false])
		const dayFirst = await plan(english('25/06/2026,Rent,-20.00'), withTold({}, told))
		expect(days(dayFirst)).toEqual(['2026-06-25'])
	})

	test.each([
		['a header in Portuguese', 'Data;Descrição;Valor\n03/04/2026;Uber;-10,00\n'],
		['no header', '03/04/2026;Uber;-10,00\n04/05/2026;Luz;-20,00\n'],
		['a year that comes first', 'Date,Description,Amount\n2026/04/03,Uber,-10.00\n'],
		['days that are their months', 'Date,Description,Amount\n04/04/2026,Uber,-10.00\n'],
	])('is not asked of %s', async (_, text) => {
		const read = await plan(text)
		expect(asked(read)).not.toContain('order')
		expect(days(read)[0]).toMatch(/^2026-04-0[34]$/)
	})
})

describe('a bank’s own id that several lines have', () => {
	const mercadoPago = (...lines: string[]) =>
		`RELEASE_DATE;TRANSACTION_TYPE;REFERENCE_ID;TRANSACTION_NET_AMOUNT;PARTIAL_BALANCE\n${lines.join('\n')}\n`
	const BOUGHT = '30-10-2026;Compra de produto;1743175009624;-10,00;90,00'
	const FEE = '30-10-2026;Tarifa;1743175009624;-0,50;89,50'
	const BACK = '05-11-2026;Devolução de compra;1743175009624;10,00;99,50'
	const FEE_BACK = '05-11-2026;Devolução de tarifa;1743175009624;0,50;100,00'

	test('a purchase, its fee, and their refunds a month later are four lines', async () => {
		const october = await plan(mercadoPago(BOUGHT, FEE))
		const november = await plan(mercadoPago(FEE, BACK, FEE_BACK))
		expect(new Set([...ids(october), ...ids(november)]).size).toBe(4)
		expect(ids(november)[0]).toBe(ids(october)[1])
	})

	test('also on one day, in whichever of two files they stand', async () => {
		const back = BACK.replace('05-11', '30-10')
		const both = await plan(mercadoPago(BOUGHT, back))
		expect(new Set(ids(both)).size).toBe(2)
		expect(ids(await plan(mercadoPago(back)))).toEqual([ids(both)[1]])
	})

	test('its description may change: it is the same line', async () => {
		const renamed = mercadoPago(BOUGHT.replace('Compra de produto', 'Compra de Tênis'))
		expect(ids(await plan(renamed))).toEqual(ids(await plan(mercadoPago(BOUGHT))))
	})

	test('PagBank’s and Nubank’s likewise', async () => {
		for (const [header, line] of [
			[
				'CODIGO DA TRANSACAO;DATA;TIPO;DESCRICAO;VALOR',
				(day: string, amount: string) => `404ee56a-32ee;${day};Pix;Ana;${amount}`,
			],
			[
				'Data;Valor;Identificador;Descrição',
				(day: string, amount: string) => `${day};${amount};6710f0a1-0001;Compra`,
			],
		] as const) {
			const all = await Promise.all(
				[line('30/10/2026', '-10,00'), line('05/11/2026', '10,00')].map((text) =>
					plan(`${header}\n${text}\n`),
				),
			)
			expect(new Set(all.flatMap(ids)).size).toBe(2)
		}
	})
})
