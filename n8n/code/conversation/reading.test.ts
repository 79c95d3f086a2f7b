import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { spoken } from '../../source/conversation.ts'
import { runCode } from '../run-code.ts'

/** What the library files read, called from a line of code after them. */
function read<Answer>(
	call: string,
	sentAt = '2026-11-30T15:00:00Z',
	timezone = 'America/Sao_Paulo',
	currency = 'BRL',
): Answer {
	return runCode<Answer>(
		[...spoken(), 'conversation/amounts.js', 'conversation/dates.js'],
		{
			nodes: {
				Mensagem: { sent_at: sentAt, message_id: 'm', reply_to: {} },
				Contexto: { statusCode: 200, body: { timezone, currency } },
				Configuração: { idioma: 'pt-BR' },
			},
		},
		`return ${call}`,
	)
}

describe('amounts are read as the inbox reads them', () => {
	const lines = readFileSync(new URL('../../../fixtures/amounts.jsonl', import.meta.url), 'utf8')
		.trim()
		.split('\n')
	test.each(lines)('%s', (line) => {
		const { amount, cents } = JSON.parse(line) as { amount: unknown; cents?: number }
		if (amount === null || typeof amount === 'object' || typeof amount === 'boolean') return
		expect(read(`centsOf(${JSON.stringify(amount)})`)).toBe(cents ?? null)
	})
})

// 30 November 2026 is a Monday.
describe('days as people say them', () => {
	test.each([
		['hoje', '2026-11-30'],
		['Hoje de manhã', '2026-11-30'],
		['ontem', '2026-11-29'],
		['ontem à noite', '2026-11-29'],
		['anteontem', '2026-11-28'],
		['antes de ontem', '2026-11-28'],
		['amanhã', '2026-12-01'],
		['há 3 dias', '2026-11-27'],
		['três dias atrás', '2026-11-27'],
		['uma semana atrás', '2026-11-23'],
		['sexta', '2026-11-27'],
		['sexta-feira', '2026-11-27'],
		['na sexta passada', '2026-11-27'],
		['sábado', '2026-11-28'],
		// Today's name means last week's: who means today says so.
		['segunda', '2026-11-23'],
		['dia 5', '2026-11-05'],
		['no dia 30', '2026-11-30'],
		// November has no 31st.
		['dia 31', '2026-10-31'],
		['dia 5 do mês passado', '2026-10-05'],
		['28/11', '2026-11-28'],
		['28/11/2026', '2026-11-28'],
		['28/11/26', '2026-11-28'],
		['28.11.2026', '2026-11-28'],
		['25/10', '2026-10-25'],
		['25/02', '2026-02-25'],
		['01/12', '2026-12-01'],
		['2026-11-28', '2026-11-28'],
		['2026-11-28T10:00:00', '2026-11-28'],
		['2026-10-01T02:30Z', '2026-09-30'],
		['5 de novembro', '2026-11-05'],
		['1º de maio', '2026-05-01'],
		['5 de dezembro de 2024', '2024-12-05'],
		['29/02', '2024-02-29'],
		['today', '2026-11-30'],
		['this morning', '2026-11-30'],
		['Yesterday', '2026-11-29'],
		['last night', '2026-11-29'],
		['the day before yesterday', '2026-11-28'],
		['tomorrow', '2026-12-01'],
		['three days ago', '2026-11-27'],
		['2 weeks ago', '2026-11-16'],
		['a week ago', '2026-11-23'],
		['Friday', '2026-11-27'],
		['last Fri', '2026-11-27'],
		['on Wednesday', '2026-11-25'],
		['Thurs', '2026-11-26'],
		['saturday', '2026-11-28'],
		['Monday', '2026-11-23'],
		['the 5th', '2026-11-05'],
		['on the 3rd', '2026-11-03'],
		['21st', '2026-11-21'],
		['the 5th of last month', '2026-10-05'],
		['28 November', '2026-11-28'],
		['Nov 28', '2026-11-28'],
		['November 28th, 2025', '2025-11-28'],
		['the 5th of September', '2026-09-05'],
		['1 Dec', '2026-12-01'],
	])('%s', (words, day) => {
		expect(read(`dayOf(${JSON.stringify(words)})`)).toEqual({ day })
	})

	test.each([
		['25/12', '2026-12-25'],
		['10 de janeiro', '2027-01-10'],
		['depois de amanhã', '2026-12-02'],
		['sexta que vem', '2026-12-04'],
		['próxima segunda', '2026-12-07'],
		['dia 5 do mês que vem', '2026-12-05'],
		['10/12/2026', '2026-12-10'],
		['next Friday', '2026-12-04'],
		['the day after tomorrow', '2026-12-02'],
		['December 25', '2026-12-25'],
		['the 5th of next month', '2026-12-05'],
	])('%s has not come yet', (words, day) => {
		expect(read(`dayOf(${JSON.stringify(words)})`)).toEqual({ day, future: true })
	})

	test.each([
		'no feriado',
		'semana que vem',
		'30/02',
		'32/13/2026',
		'dia 0',
		'dia 45',
		'sei lá',
		'<b>',
		'11/28',
		'the 45th',
		'next week',
		'zero days ago',
		'moneyday',
	])('%s is unclear', (words) => {
		expect(read(`dayOf(${JSON.stringify(words)})`)).toEqual({ unclear: words })
	})

	test('nothing said is nothing', () => {
		expect(read('dayOf(undefined)')).toEqual({})
		expect(read('dayOf("  ")')).toEqual({})
	})

	test('today is the ledger’s, not the machine’s', () => {
		expect(read('dayOf("hoje")', '2026-12-01T02:00:00Z'.replace('2026-12', '2026-11'))).toEqual({
			day: '2026-10-31',
		})
		expect(read('dayOf("hoje")', '2026-11-01T02:00:00Z', 'Asia/Tokyo')).toEqual({ day: '2026-11-01' })
	})
})

describe('months as people say them', () => {
	test.each([
		['este mês', '2026-11'],
		['', '2026-11'],
		['mês passado', '2026-10'],
		['no mês passado', '2026-10'],
		['mês que vem', '2026-12'],
		['outubro', '2026-10'],
		['em Outubro', '2026-10'],
		['dezembro', '2025-12'],
		['outubro de 2025', '2025-10'],
		['out/25', '2025-10'],
		['março', '2026-03'],
		['2026-10', '2026-10'],
		['10/2026', '2026-10'],
		['this month', '2026-11'],
		['last month', '2026-10'],
		['next month', '2026-12'],
		['in October', '2026-10'],
		['February', '2026-02'],
		['Aug 2025', '2025-08'],
		['Sept', '2026-09'],
	])('%s', (words, month) => {
		expect(read(`monthOf(${JSON.stringify(words)})`)).toBe(month)
	})

	test.each(['naquela época', '2026-13', '13/2026', 'mercado', 'market', 'marca', 'decoration'])(
		'%s is none',
		(words) => {
			expect(read(`monthOf(${JSON.stringify(words)})`)).toBeNull()
		},
	)
})

describe('bills as people say them, which may be to come', () => {
	test.each([
		['janeiro', '2027-01'],
		['fatura de dezembro', '2026-12'],
		['outubro', '2026-10'],
		['a próxima', '2027-02'],
		['próxima fatura', '2027-02'],
		['fatura que vem', '2027-02'],
		['a fatura passada', '2026-12'],
		['outubro de 2025', '2025-10'],
		['01/2027', '2027-01'],
		['carnaval', null],
		['the next bill', '2027-02'],
		['next month’s bill', '2027-02'],
		['the previous one', '2026-12'],
		['January', '2027-01'],
		["October's bill", '2026-10'],
		['in the October bill', '2026-10'],
		['the market bill', null],
	])('%s', (words, month) => {
		expect(read(`billOf(${JSON.stringify(words)}, '2027-01')`)).toBe(month)
	})
})

describe('another currency', () => {
	test.each([
		['{ amount: "20", currency: "USD" }', 'USD'],
		['{ amount: "US$ 20" }', 'US$'],
		['{ amount: "20 dólares" }', 'dólares'],
		['{ amount: "20 euros" }', 'euros'],
		['{ amount: "€20" }', '€'],
		['{ amount: "R$ 20", currency: "BRL" }', null],
		['{ amount: "20 reais" }', null],
		['{ amount: null }', null],
		['{ amount: "20 dollars" }', 'dollars'],
		['{ amount: "20 pounds" }', 'pounds'],
		['{ amount: "20 pesos" }', 'pesos'],
	])('%s', (item, currency) => {
		expect(read(`foreignCurrency(${item})`)).toBe(currency)
	})

	test.each([
		['US$ 52.90', null, '52.90'],
		['$52.90', null, '52.90'],
		['52.90 dollars', null, '52.90'],
		['R$ 52,90', 'R$', 'R$ 52,90'],
		['€20', '€', '€20'],
	])('where dollars are counted, %s', (amount, foreign, kept) => {
		const ofDollars = (call: string) => read<unknown>(call, undefined, undefined, 'USD')
		expect(ofDollars(`foreignCurrency({ amount: ${JSON.stringify(amount)} })`)).toBe(foreign)
		expect(ofDollars(`withoutSign(${JSON.stringify(amount)})`)).toBe(kept)
	})

	test('the ledger’s own sign stays where it is the real, which the inbox reads', () => {
		expect(read('withoutSign("R$ 52,90")')).toBe('R$ 52,90')
	})
})
