import { describe, expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { planImport } from './plan'
import type { PlanOptions } from './types'

/** Sheets as households keep them by hand. */

async function read(lines: string[], options: Partial<PlanOptions> = {}) {
	const bytes = new TextEncoder().encode(lines.join('\n'))
	const { items, left_out, unreadable, questions, file } = await planImport(bytes, {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		...options,
	})
	return {
		type: file.type,
		items,
		asked: questions.map(({ id, proposed }) => `${id} ${proposed}`).filter((text) => !/^account/.test(text)),
		lines: items.map(({ line, kind, amount_cents, description }) =>
			[line, kind, (amount_cents / 100).toFixed(2), description].join(' '),
		),
		days: items.map(({ day }) => day),
		bills: items.map(({ bill_month }) => bill_month),
		rest: [...left_out, ...unreadable]
			.sort((one, other) => one.line - other.line)
			.map(({ line, why }) => `${line} ${why}`),
	}
}

const LUZ = '03/10/2026;Luz'
const FEIRA = '04/10/2026;Feira'
const NET = '05/10/2026;Net'

describe('above the first header that is known', () => {
	const KNOWN = ['Data;Descrição;Valor', `${NET};-99,00`]

	test('lines with a day, an amount and a text are said to stand under none', async () => {
		const { lines, rest } = await read([
			'Quando;O que;Custou',
			`${LUZ};-30,00`,
			`${FEIRA};-20,00`,
			'',
			...KNOWN,
		])
		expect([lines, rest]).toEqual([['6 expense 99.00 Net'], ['2 above_header', '3 above_header']])
	})

	test.each([
		'Saldo anterior;1.000,00;01/10/2026',
		'Vencimento;10/11/2026;R$ 99,00',
		'01/10/2026;R$ 99,00;',
		'Total da fatura;99,00;10/11/2026',
		'Período até;31/10/2026;R$ 10,00',
		'Titular: Conta de Luz;31/10/2026;R$ 10,00',
		'Limite de crédito total;31/10/2026;R$ 10.000,00',
	])('what the file says of itself is listed, and no purchase: %s', async (line) => {
		const { lines, rest } = await read([line, ...KNOWN])
		expect([lines.length, rest]).toEqual([1, ['1 heading']])
	})

	test.each(['Conta;12345-6;', 'Emitido em;30/11/2026;', 'Casa;2;12', 'Ana;3 vezes;10/10/2026'])(
		'without a day or an amount it is not: %s',
		async (line) => {
			expect((await read([line, ...KNOWN])).rest).toEqual([])
		},
	)

	test.each([
		'01/10/2026 Mercado;50,00;',
		'01/10/2026 10:30 - Mercado;50,00;',
		'01/10/2026;Conta de luz;50,00',
	])('a purchase is no word of the file about itself, nor one beside its day: %s', async (line) => {
		const { lines, rest, type } = await read([line, ...KNOWN])
		expect([lines, rest, type]).toEqual([['3 expense 99.00 Net'], ['1 above_header'], 'account'])
	})

	test('a bill’s name with what it came to makes no card’s file without asking', async () => {
		const below = ['Data;Descrição;Valor', `${LUZ};30,00`, `${FEIRA};50,00`]
		expect((await read(['Fatura Claro;10,00;', ...below])).asked).toContain('type card')
		for (const title of ['Fatura de outubro;;', 'Total da fatura;R$ 80,00;', 'Fatura Nubank;;']) {
			const { type, asked } = await read([title, ...below])
			expect([type, asked.filter((text) => /^type/.test(text))]).toEqual(['card', []])
		}
		expect((await read([...below, ';Total da fatura;80,00'])).asked).toContain('type card')
	})

	test.each(['Quando', 'Dt. Movimento'])(
		'a number above a header some of whose names nobody knows takes no name away: %s',
		async (day) => {
			const lines = [`Saldo;Valor;Descrição da operação;Tipo;${day}`, `100,00;30,00;Luz;Despesa;03/10/2026`]
			const { lines: found, rest } = await read([
				'Conta;12345-6;;;',
				...lines,
				`150,00;50,00;Feira;Receita;04/10/2026`,
			])
			expect([found, rest]).toEqual([['3 expense 30.00 Luz', '4 income 50.00 Feira'], []])
			const [header, ...others] = lines
			const first = await read([header!, '40,00;99,00;Net;Despesa;ontem', ...others])
			expect([first.items.length, first.rest]).toEqual([1, ['2 date_unreadable']])
		},
	)

	test('of tables side by side it is listed once', async () => {
		const header = 'Data;Descrição;Valor'
		const { rest } = await read([
			'01/09/2026;Feira;-20,00;;;',
			`${header};${header}`,
			`${LUZ};-30,00;${NET};-99,00`,
		])
		expect(rest).toEqual(['1 above_header'])
	})
})

test('no line with a day, a text and an amount vanishes, wherever it stands', async () => {
	const decimals = fc.constantFrom(2, 1, 0)
	const row = fc.tuple(
		fc.integer({ min: 1, max: 28 }),
		fc.integer({ min: 1, max: 99_999 }),
		fc.boolean(),
		decimals,
	)
	const other = fc.constantFrom(
		'',
		'Quando;O que;Custou',
		'Data;Descrição;Valor',
		'Data;Loja;Categoria;Valor',
		'Data;Lançamento;Entrada;Saída',
		'RECEITAS;;',
		'Despesas;;',
		'Lançamentos futuros;;',
		'Titular;Ana;',
		'Total;;10,00',
		'Observações da casa',
	)
	await fc.assert(
		fc.asyncProperty(fc.array(fc.oneof(row, other), { minLength: 1, maxLength: 30 }), async (written) => {
			const lines = written.map((one) => {
				if (typeof one === 'string') return one
				const [day, cents, isOut, places] = one
				const amount = `${isOut ? '-' : ''}${(cents / 100).toFixed(places).replace('.', ',')}`
				return `${String(day).padStart(2, '0')}/10/2026;Compra;${amount}`
			})
			const said = await planImport(new TextEncoder().encode(lines.join('\n')), {
				ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
			}).catch(() => null)
			// It says that it is no table of transactions, or that it has tables that cannot be told apart.
			if (!said) return
			const told = [...said.items, ...said.left_out, ...said.unreadable].map(({ line }) => line)
			expect(told.toSorted((one, other) => one - other)).toEqual([...new Set(told)].sort((a, b) => a - b))
			const rows = lines.flatMap((line, at) => (/Compra/.test(line) ? [at + 1] : []))
			expect(rows.filter((line) => !told.includes(line))).toEqual([])
		}),
	)
})

describe('a column “Pago”', () => {
	test('of amounts is what was paid, and what has none is not paid yet', async () => {
		const { lines, rest } = await read([
			'Data;Descrição;Valor;Pago',
			`${LUZ};30,00;30,00`,
			`${FEIRA};50,00;45,00`,
			`${NET};99,00;`,
		])
		expect([lines, rest]).toEqual([['2 expense 30.00 Luz', '3 expense 45.00 Feira'], ['4 not_booked']])
	})

	test('of days is the day, beside one on which it was due', async () => {
		const { days, rest } = await read([
			'Vencimento;Descrição;Valor;Pago',
			`${LUZ};30,00;02/10/2026`,
			`${FEIRA};50,00;06/10/2026`,
			`${NET};99,00;`,
		])
		expect([days, rest]).toEqual([['2026-10-02', '2026-10-06'], ['4 not_booked']])
	})

	test('of days beside the purchase’s own says what was paid', async () => {
		const { days, rest } = await read([
			'Data;Descrição;Valor;Pago',
			`${LUZ};-30,00;07/10/2026`,
			`${FEIRA};-50,00;`,
			`${NET};-99,00;08/10/2026`,
		])
		expect([days, rest]).toEqual([['2026-10-03', '2026-10-05'], ['3 not_booked']])
	})

	test.each([
		['✅', '❌'],
		['☑', '☐'],
		['✔️', '✗'],
		['1', '0'],
		['TRUE', 'FALSE'],
		['VERDADEIRO', 'FALSO'],
		['x', ''],
		['✅', ''],
		['[x]', '[ ]'],
		['[X]', '[]'],
		['(x)', '( )'],
	])('of marks: %s is paid, %s is not', async (yes, no) => {
		for (const name of ['Pago', 'Pago?']) {
			const { lines, rest } = await read([
				`Data;Descrição;Valor;${name}`,
				`${LUZ};-30,00;${yes}`,
				`${FEIRA};-50,00;${no}`,
				`${NET};-99,00;${yes}`,
			])
			expect([lines, rest]).toEqual([['2 expense 30.00 Luz', '4 expense 99.00 Net'], ['3 not_booked']])
		}
	})

	test.each([
		['', '-'],
		['0,00', '0,00'],
		['R$ 0,00', ''],
	])('“Valor pago” that nobody fills in is no amount: “%s”, “%s”', async (one, other) => {
		const { lines, rest } = await read([
			'Data;Descrição;Valor;Valor pago',
			`${LUZ};30,00;${one}`,
			`${FEIRA};50,00;${other}`,
		])
		expect([lines, rest]).toEqual([['2 expense 30.00 Luz', '3 expense 50.00 Feira'], []])
	})

	test('“Valor pago” with nothing in some lines is what was paid of the others', async () => {
		const { lines, rest } = await read([
			'Data;Descrição;Valor;Valor pago',
			`${LUZ};30,00;0,00`,
			`${FEIRA};50,00;45,00`,
		])
		expect([lines, rest]).toEqual([['3 expense 45.00 Feira'], ['2 zero']])
	})
})

describe('what one month’s table leaves open another’s tells, under the same header:', () => {
	test.each([
		['marks', 'Pago', 'x', ''],
		['what was paid', 'Valor pago', '30,00', ''],
		['the letters of a type', 'Tipo', 'S', 'E'],
	])('%s', async (_, name, first, second) => {
		const header = `Data;Descrição;Valor;${name}`
		const { lines, rest } = await read([
			header,
			`${LUZ};30,00;${first}`,
			'',
			header,
			`${FEIRA};50,00;${second}`,
		])
		expect([lines, rest]).toEqual(
			name === 'Tipo'
				? [['2 expense 30.00 Luz', '5 income 50.00 Feira'], []]
				: [['2 expense 30.00 Luz'], ['5 not_booked']],
		)
	})
})

test.each([
	'Vencimento;Descrição;Valor',
	'Data de pagamento;Descrição;Valor',
	'Data;Descrição;Valor previsto;Valor pago',
])('tables side by side are told by their days and amounts: %s', async (header) => {
	const row = (line: string) => (header.endsWith('pago') ? `${line};${line.split(';')[2]}` : line)
	const { lines } = await read([
		`${header};;${header}`,
		`${row(`${LUZ};30,00`)};;${row(`${NET};99,00`)}`,
		`${row(`${FEIRA};50,00`)};;`,
	])
	expect(lines.toSorted()).toEqual(['2 expense 30.00 Luz', '2 expense 99.00 Net', '3 expense 50.00 Feira'])
})

test('a sum below a month is no line of its last day', async () => {
	const month = (name: string, line: string) => [name, line, ';Soma;80,00']
	const { items, rest } = await read([
		'Data;Descrição;Valor',
		...month('Setembro', '03/09/2026;Luz;30,00'),
		...month('10/2026', `${FEIRA};50,00`),
		`${NET};9,00`,
	])
	expect([items.length, rest.filter((line) => /total/.test(line))]).toEqual([3, ['4 total', '7 total']])
})

test.each(['Quanto;Gasto com', 'Valor;Lugar', 'R$;Onde', 'Preço;Fornecedor'])(
	'a household’s own names are known, also with months between the lines: %s',
	async (names) => {
		const row = (day: string, text: string) => `${day};30,00;${text}`
		const { lines } = await read([
			`Quando;${names}`,
			...[
				'Julho;;',
				row('01/07/2026', 'Luz'),
				'08/2026;;',
				row('02/08/2026', 'Feira'),
				'Setembro;;',
				row('05/09/2026', 'Net'),
			],
		])
		expect(lines).toEqual(['3 expense 30.00 Luz', '5 expense 30.00 Feira', '7 expense 30.00 Net'])
	},
)

describe('of several amounts', () => {
	test.each([
		['Valor;Desconto;Total', '30,00;5,00;25,00'],
		['Valor;Juros;Valor total', '20,00;5,00;25,00'],
		['Valor;Multa e juros;Total', '20,00;5,00;25,00'],
		['Valor bruto;Desconto;Valor líquido', '30,00;5,00;25,00'],
		['Valor bruto;Valor líquido', '30,00;25,00'],
		['Valor líquido;Valor bruto', '25,00;30,00'],
		['Valor;Desconto;Valor final', '30,00;5,00;25,00'],
		['Amount;Tax;Total', '20.00;5.00;25.00'],
		['Total;Desconto;Valor', '30,00;5,00;25,00'],
		['Total;Desconto;Juros;Valor', '30,00;7,00;2,00;25,00'],
		['Valor;Desconto;Pago no caixa', '30,00;5,00;25,00'],
		['Total;Desconto;Valor', '25,00;0,00;25,00'],
		['Valor;Desconto;Saldo', '25,00;5,00;20,00'],
		['Valor;Desconto;Meta', '25,00;5,00;21,00'],
	])('what it came to is taken: %s', async (names, amounts) => {
		const { lines } = await read([`Data;Descrição;${names}`, `${LUZ};${amounts}`, `${FEIRA};${amounts}`])
		expect(lines).toEqual(['2 expense 25.00 Luz', '3 expense 25.00 Feira'])
	})
})

describe('in two columns', () => {
	test('a minus among what went out takes back, where most have none', async () => {
		const { lines } = await read([
			'Data;Descrição;Gasto;Receita',
			`${LUZ};30,00;`,
			`${FEIRA};-50,00;`,
			`${NET};99,00;`,
			'06/10/2026;Salário;;5.000,00',
		])
		expect(lines).toEqual([
			'2 expense 30.00 Luz',
			'3 refund 50.00 Feira',
			'4 expense 99.00 Net',
			'5 income 5000.00 Salário',
		])
	})

	test('a minus takes back where its lines say so, however many they are', async () => {
		const sheet = (back: string) =>
			read(['Data;Descrição;Gasto', `${LUZ};30,00`, `04/10/2026;${back};-50,00`, `05/10/2026;${back};-9,00`])
		expect((await sheet('Devolução Feira')).lines.slice(1)).toEqual([
			'3 refund 50.00 Devolução Feira',
			'4 refund 9.00 Devolução Feira',
		])
		expect((await sheet('Feira')).lines[1]).toBe('3 expense 50.00 Feira')
	})

	test('where all have one, nothing in the others says nothing of it', async () => {
		const { lines } = await read([
			'Data;Descrição;Gasto;Receita',
			`${LUZ};-30,00;0,00`,
			`${FEIRA};0,00;50,00`,
			`${NET};0,00;9,00`,
		])
		expect(lines).toEqual(['2 expense 30.00 Luz', '3 income 50.00 Feira', '4 income 9.00 Net'])
	})

	test('where most have one, it says nothing new', async () => {
		const { lines } = await read([
			'Data;Descrição;Gasto;Receita',
			`${LUZ};-30,00;`,
			`${FEIRA};-50,00;`,
			`${NET};99,00;`,
		])
		expect(lines).toEqual(['2 expense 30.00 Luz', '3 expense 50.00 Feira', '4 expense 99.00 Net'])
	})
})

test.each<[cell: string, bill: string | null]>([
	['2026-10', '2026-10'],
	['2026/11', '2026-11'],
	['10/2026', '2026-10'],
	['1/2027', '2027-01'],
	['11-26', '2026-11'],
	['out/26', '2026-10'],
	['Nov. 2026', '2026-11'],
	['dezembro/2026', '2026-12'],
	['Fatura de outubro de 2026', '2026-10'],
	['October 2026', '2026-10'],
	['10/11/2026', '2026-11'],
	['outubro', '2026-10'],
	['set', '2026-09'],
	['agosto', '2027-08'],
	['janeiro', '2027-01'],
	['11', '2026-11'],
	['13/2026', null],
	['aberta', null],
	['Marcos', null],
	['2026-13', null],
	['', null],
])('a column “Fatura” that says %s', async (cell, bill) => {
	const { bills } = await read(['Data;Descrição;Valor;Cartão;Fatura', `${LUZ};30,00;Nubank;${cell}`])
	expect(bills).toEqual([bill])
})

describe('a purchase whose status says that it was given back', () => {
	const sheet = (...lines: string[]) =>
		read(['Data;Descrição;Valor;Status', ...lines, '06/10/2026;Gás;-9,00;Concluído'])

	test('takes the line that gave it back with it', async () => {
		const { lines, rest } = await sheet(
			`${LUZ};-30,00;Estornado`,
			'04/10/2026;Estorno Luz;30,00;Concluído',
			`${NET};-99,00;Concluído`,
		)
		expect([lines, rest]).toEqual([
			['4 expense 99.00 Net', '5 expense 9.00 Gás'],
			['2 not_done', '3 not_done'],
		])
	})

	test.each([
		['another amount', '04/10/2026;Estorno Luz;31,00;Concluído', '3 refund 31.00 Estorno Luz'],
		['the same sign', '04/10/2026;Estorno Luz;-30,00;Concluído', '3 expense 30.00 Estorno Luz'],
		['no such word', '04/10/2026;Salário;30,00;Concluído', '3 income 30.00 Salário'],
	])('not one of %s', async (_, line, stays) => {
		const { lines } = await sheet(`${LUZ};-30,00;Estornado`, line)
		expect(lines).toEqual([stays, '4 expense 9.00 Gás'])
	})

	test('takes one line, and a cancelled one none but its own', async () => {
		const back = '04/10/2026;Estorno Luz;30,00;Concluído'
		expect((await sheet(`${LUZ};-30,00;Devolvida`, back, back)).lines).toEqual([
			'4 refund 30.00 Estorno Luz',
			'5 expense 9.00 Gás',
		])
		const other = '04/10/2026;Estorno Feira;30,00;Concluído'
		expect((await sheet(`${LUZ};-30,00;Cancelada`, other)).lines).toEqual([
			'3 refund 30.00 Estorno Feira',
			'4 expense 9.00 Gás',
		])
		for (const own of ['Estorno Luz', 'Cancelamento de Luz', 'Luz'])
			expect((await sheet(`${LUZ};-30,00;Cancelada`, `04/10/2026;${own};30,00;Concluído`)).lines).toEqual([
				'4 expense 9.00 Gás',
			])
		expect((await sheet(`${LUZ};-30,00;Cancelada`, '04/10/2026;Luz;-30,00;Concluído')).lines).toEqual([
			'3 expense 30.00 Luz',
			'4 expense 9.00 Gás',
		])
	})

	test('is given back by a line whose status says so', async () => {
		expect(
			(await sheet(`${LUZ};-30,00;Concluído`, '04/10/2026;Luz;30,00;Estorno', `${FEIRA};-5,00;Estorno`))
				.lines,
		).toEqual(['2 expense 30.00 Luz', '3 refund 30.00 Luz', '4 expense 5.00 Feira', '5 expense 9.00 Gás'])
	})
})

test('a header that is known by its shape alone is found with a column that a person names', async () => {
	const sheet = [
		'Casa;2026;',
		'',
		'Data;Coisa;Valor;Quem pagou',
		`${LUZ};-30,00;Ana`,
		`${FEIRA};-50,00;Bruno`,
	]
	const next = ['', 'Data;Loja;Parcela;Valor;Quem pagou', '06/10/2026;Tênis;;-300,00;Ana']
	const { items } = await read([...sheet, ...next], { columns: { person: 'Quem pagou' } })
	expect(items.map(({ line, description, person }) => [line, description, person])).toEqual([
		[4, 'Luz', 'Ana'],
		[5, 'Feira', 'Bruno'],
		[8, 'Tênis', 'Ana'],
	])
})

test.each([
	['Tipo', 'S', 'E'],
	['E/S', 's', 'e'],
	['Tipo', 'D', 'R'],
	['R/D', 'D', 'R'],
	['D/C', 'D', 'C'],
	['Tipo', 'DESP', 'REC'],
	['Tipo', 'Desp.', 'Rec.'],
	['Tipo', 'Sai', 'Ent'],
	['Tipo', '-', '+'],
])('a column %s of letters: %s is money out, %s is money in', async (name, out, came) => {
	const { lines, asked } = await read([
		`Data;Descrição;${name};Valor`,
		`${LUZ};${out};30,00`,
		`05/10/2026;Salário;${came};50,00`,
	])
	expect([lines, asked]).toEqual([['2 expense 30.00 Luz', '3 income 50.00 Salário'], []])
})

test('one letter alone says no way', async () => {
	const { asked } = await read(['Data;Descrição;Tipo;Valor', `${LUZ};S;30,00`, `${NET};S;50,00`])
	expect(asked).toEqual(['signs expense'])
})

describe('a title', () => {
	const HEADER = 'Data;Descrição;Valor'

	test('says of all below it which way their money went, above each header or below one', async () => {
		const lines = ['2 income 3000.00 Salário', '4 expense 30.00 Luz', '5 expense 50.00 Feira']
		const salary = '02/10/2026;Salário;3.000,00'
		const below = await read([HEADER, salary, 'DESPESAS', `${LUZ};30,00`, `${FEIRA};50,00`], {
			answers: { signs: 'income' },
		})
		expect(below.lines).toEqual(lines)
		const above = await read([
			'RECEITAS;;',
			HEADER,
			salary,
			'Total;;3.000,00',
			'',
			'Saídas;;',
			HEADER,
			`${LUZ};30,00`,
		])
		expect([above.lines, above.asked]).toEqual([['3 income 3000.00 Salário', '8 expense 30.00 Luz'], []])
	})

	test.each([
		['Receitas:', 'income'],
		['Minhas receitas', 'income'],
		['1. RECEITAS DO MÊS', 'income'],
		['*** Despesas ***', 'expense'],
		['Nossas despesas fixas:', 'expense'],
		['Gastos de outubro de 2026', 'expense'],
		['Entradas -', 'income'],
	])('is one with what stands around it: %s', async (title, kind) => {
		const { items, asked } = await read([title, HEADER, `${LUZ};30,00`])
		expect([items.map((item) => item.kind), asked]).toEqual([[kind], []])
	})

	test.each([
		[
			'signs',
			['Data;Descrição;Valor', `${LUZ};-30,00`, `${FEIRA};50,00`],
			['expense', 'income'],
			['signs income'],
		],
		[
			'a type column',
			['Data;Descrição;Valor;Tipo', `${LUZ};30,00;Gasto`, `${FEIRA};50,00;Renda`],
			['expense', 'income'],
			[],
		],
		[
			'letters',
			['Data;Descrição;Valor;Tipo', `${LUZ};30,00;S`, `${FEIRA};50,00;E`, 'Total;;80,00;80,00'],
			['expense', 'income'],
			[],
		],
		[
			'columns',
			['Data;Descrição;Gasto;Receita', `${LUZ};30,00;`, `${FEIRA};;50,00`],
			['expense', 'income'],
			[],
		],
		['a minus all over', [HEADER, `${LUZ};-30,00`, `${FEIRA};-50,00`], ['expense', 'expense'], []],
		[
			'a minus here and there',
			[HEADER, `${LUZ};30,00`, `${FEIRA};-5,00`, `${NET};9,00`],
			['expense', 'income', 'expense'],
			['signs expense'],
		],
	])('of a whole sheet says nothing against its %s', async (_, lines, kinds, questions) => {
		const { items, asked } = await read(['GASTOS 2026', ...lines])
		expect([items.map(({ kind }) => kind), asked]).toEqual([kinds, questions])
	})

	test('of a sum is none', async () => {
		const { asked } = await read(['Total das despesas', HEADER, `${LUZ};30,00`])
		expect(asked).toEqual(['signs expense'])
	})

	test('of another kind, or a card’s name, ends what it says, before the next table', async () => {
		const below = (title: string) =>
			read(['Receitas;;', HEADER, '02/10/2026;Salário;3.000,00', title, HEADER, `${LUZ};30,00`])
		const { lines, asked } = await below('Viagem;;')
		expect([lines, asked]).toEqual([['3 income 3000.00 Salário', '6 expense 30.00 Luz'], ['signs expense']])
		expect((await below('Cartão final 1234;;')).lines[1]).toBe('6 expense 30.00 Luz')
	})

	test('is none with anything beside it, nor within a line', async () => {
		const { asked } = await read([HEADER, 'Receitas;da casa;', '02/10/2026;Receita;3.000,00', `${LUZ};30,00`])
		expect(asked).toEqual(['signs expense'])
	})
})

describe('a card’s bill', () => {
	const HEADER = 'Data;Estabelecimento;Valor'

	test.each([
		['all its purchases', [`${LUZ};Ana;-30,00;-`, `${FEIRA};Ana;-50,00;2/3`]],
		[
			'its purchases, and what paid it has none',
			[`${LUZ};Ana;-30,00;-`, '04/10/2026;Pagamento de fatura;Ana;50,00;-'],
		],
	])('of a known form is asked about where a minus is before %s', async (_, lines) => {
		const bill = ['Data;Estabelecimento;Portador;Valor;Parcela', ...lines]
		const { asked } = await read(bill)
		expect(asked).toContain('signs income')
		const right = await read(bill, { answers: { signs: 'income' } })
		expect(right.items[0]!.kind).toBe('expense')
		const usual = await read(
			bill.map((line) => line.replace(/;(-?)(\d+,00)/, (_, minus, cents) => `;${minus ? '' : '-'}${cents}`)),
		)
		expect(usual.asked.filter((text) => /^signs/.test(text))).toEqual([])
	})

	test.each(['Pagamento recebido', 'Pagamento de fatura', 'Estorno Loja A'])(
		'without any minus is read by the words of what lowers it: %s',
		async (words) => {
			const { items } = await read([HEADER, `${LUZ};30,00`, `04/10/2026;${words};30,00`, `${NET};99,00`], {
				answers: { type: 'card' },
			})
			expect(items.map(({ kind }) => kind)).toEqual([
				'expense',
				/^Est/.test(words) ? 'refund' : 'transfer',
				'expense',
			])
		},
	)

	test('with a minus is read by its signs', async () => {
		const { items } = await read(
			[HEADER, `${LUZ};30,00`, '04/10/2026;Pagamento recebido;-30,00', '05/10/2026;Estorno Loja A;30,00'],
			{ answers: { type: 'card', signs: 'expense' } },
		)
		expect(items.map(({ kind }) => kind)).toEqual(['expense', 'transfer', 'expense'])
	})

	test('with a balance is asked about, where its purchases are in parts or it is paid', async () => {
		const balance = ['30,00', '130,00', '31,00']
		const lines = [
			`${LUZ};30,00`,
			'04/10/2026;Loja Parcela 2/5;100,00',
			'05/10/2026;Pagamento recebido;-99,00',
		]
		const { asked } = await read([`${HEADER};Saldo`, ...lines.map((line, at) => `${line};${balance[at]}`)])
		expect(asked).toContain('type card')
		const named = [`${HEADER};Saldo`, `${LUZ};30,00;30,00`, `${FEIRA};50,00;80,00`]
		expect((await read(named, { fileName: 'fatura-nubank.csv' })).asked).toContain('type card')
		expect((await read(named, { fileName: 'extrato.csv' })).type).toBe('account')
		expect((await read(named)).asked).toContain('type card')
		const paid = [...named, '05/10/2026;Pagamento recebido;-60,00;20,00']
		expect((await read(paid)).asked).toContain('type card')
		const noMinus = [
			`${HEADER};Saldo`,
			`${LUZ};30,00;30,00`,
			'05/10/2026;Obrigado pelo pagamento;10,00;20,00',
		]
		expect((await read(noMinus)).asked).toContain('type card')
		expect((await read([...named, '05/10/2026;Aluguel;-60,00;20,00'])).type).toBe('account')
		const bank = await read([
			`Data;Histórico;Valor;Saldo`,
			'03/10/2026;Pix recebido;99,00;99,00',
			'04/10/2026;Pagamento de fatura;-50,00;49,00',
		])
		expect([bank.type, bank.asked.filter((text) => /^type/.test(text))]).toEqual(['account', []])
	})
})

describe('OFX', () => {
	const ofx = (inner: string, ...lines: [amount: string, memo: string][]) => [
		`OFXHEADER:100\n\n<OFX><STMTRS>${inner}`,
		...lines.map(
			([amount, memo], at) =>
				`<STMTTRN><DTPOSTED>2026100${at + 1}<TRNAMT>${amount}<FITID>f${at}<MEMO>${memo}</STMTTRN>`,
		),
		'</STMTRS></OFX>',
	]
	const BILL: [string, string][] = [
		['-30.00', 'Loja A'],
		['-99.00', 'Loja B'],
		['120.00', 'Pagamento recebido'],
	]

	test('a card’s bill that comes as an account’s statement is asked about', async () => {
		const { type, asked, items } = await read(ofx('<BANKACCTFROM><ACCTID>1234', ...BILL))
		expect([type, asked.filter((text) => /^type/.test(text))]).toEqual(['card', ['type card']])
		expect(items.map(({ kind }) => kind)).toEqual(['expense', 'expense', 'transfer'])
		const answered = await read(ofx('<BANKACCTFROM><ACCTID>1234', ...BILL), { answers: { type: 'account' } })
		expect([answered.type, answered.asked]).toEqual(['account', []])
	})

	test('a line of credit is a card', async () => {
		const { type, asked } = await read(
			ofx('<BANKACCTFROM><ACCTID>1234<ACCTTYPE>CREDITLINE</BANKACCTFROM>', ...BILL),
		)
		expect([type, asked.filter((text) => /^type/.test(text))]).toEqual(['card', []])
	})

	test('an account’s lines make it an account’s', async () => {
		const { type, asked } = await read(
			ofx('<BANKACCTFROM><ACCTID>1234', ...BILL, ['-5.00', 'Pix enviado Ana']),
		)
		expect([type, asked]).toEqual(['account', []])
	})
})

test('in a list of bills “Conta” is what the bill is called, and what is open is not paid', async () => {
	const { lines, rest, items } = await read([
		'Vencimento;Conta;Valor;Situação',
		`${LUZ};30,00;Pago`,
		`${NET};50,00;Em aberto`,
		'06/10/2026;Gás;40,00;Paga',
	])
	expect([lines, rest]).toEqual([['2 expense 30.00 Luz', '4 expense 40.00 Gás'], ['3 not_booked']])
	expect(items.map(({ source }) => source)).toEqual([null, null])
})

test('beside a description “Conta” is the account', async () => {
	const { items } = await read(['Data;Descrição;Conta;Valor', `${LUZ};Nubank;-30,00`])
	expect(items.map(({ description, source }) => [description, source])).toEqual([['Luz', 'Nubank']])
})

test('a name that is known says the description before the widest text', async () => {
	const { items } = await read([
		'Data;O que;Quanto;Quem pagou',
		`${LUZ};30,00;Ana Maria`,
		`${FEIRA};50,00;Bruno`,
	])
	expect(items.map(({ description, person }) => [description, person])).toEqual([
		['Luz', 'Ana Maria'],
		['Feira', 'Bruno'],
	])
})

describe('“Crédito” and “Débito”', () => {
	const IN_TABLES: [string, string[]][] = [
		['words beside a category', ['Categoria;Tipo;Valor', 'Casa;Débito;30,00', 'Lazer;Crédito;50,00']],
		['words beside an account', ['Conta;Tipo;Valor', 'Itaú;Débito;30,00', 'Itaú;Crédito;50,00']],
		['words beside a person', ['Pessoa;Tipo;Valor', 'Ana;débito;30,00', 'Ana;crédito;50,00']],
		['letters beside a category', ['Categoria;Tipo;Valor', 'Casa;D;30,00', 'Lazer;C;50,00']],
		['columns beside a category', ['Categoria;Crédito;Débito', 'Casa;;30,00', 'Lazer;50,00;']],
	]
	const table = ([header, one, other]: string[], last = 'Feira') => [
		`Data;Descrição;${header}`,
		`${LUZ};${one}`,
		`04/10/2026;${last};${other}`,
	]

	test.each(IN_TABLES)('are asked about: %s', async (name, lines) => {
		const proposed = name.startsWith('columns') ? 'income' : 'expense'
		expect((await read(table(lines))).asked).toEqual([`signs ${proposed}`])
		for (const last of ['Salário', 'Reembolso Feira', 'Pix recebido de Ana'])
			expect((await read(table(lines, last))).asked).toEqual(['signs income'])
		const kinds = async (signs: string) =>
			(await read(table(lines), { answers: { signs } })).items.map(({ kind }) => kind)
		expect(await kinds('income')).toEqual(['expense', 'income'])
		expect(await kinds('expense')).toEqual(['expense', 'expense'])
	})

	test.each(IN_TABLES)(
		'are not where nothing would have come in, or a balance proves them: %s',
		async (_, lines) => {
			const [header, one] = lines as [string, string]
			expect((await read([`Data;Descrição;${header}`, `${LUZ};${one}`])).asked).toEqual([])
			const [, , other] = lines
			const { asked, lines: read_ } = await read([
				`Data;Descrição;${header};Saldo`,
				`${LUZ};${one};100,00`,
				`${FEIRA};${other};150,00`,
			])
			expect([asked, read_[1]]).toEqual([[], '3 income 50.00 Feira'])
		},
	)
})
