import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { Plan, PlanOptions } from './types'

/** Two files of one account that have some lines in common, each with something else beside them. */
const plan = (text: string, answers: PlanOptions['answers'] = {}): Promise<Plan> =>
	planImport(new TextEncoder().encode(text), {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		answers,
	})

/** What each file becomes, and which of the second's lines were in the first. */
async function overlapOf(first: string, second: string, ofFirst: PlanOptions['answers'] = {}) {
	const plans = [await plan(first, ofFirst), await plan(second)] as const
	const seen = new Set(plans[0].items.map(({ message_id }) => message_id))
	expect(seen.size).toBe(plans[0].items.length)
	return {
		plans,
		again: plans[1].items
			.filter(({ message_id }) => seen.has(message_id))
			.map(({ description, amount_cents }) => `${description} ${amount_cents}`),
		count: plans.map(({ items }) => items.length),
	}
}

const table = (...lines: string[]) => `Data;Descrição;Valor;ID da transação\n${lines.join('\n')}\n`
const ofx = (...lines: [day: string, amount: string, id: string, memo: string][]) =>
	`OFXHEADER:100\n\n<OFX><STMTRS><ACCTID>1</ACCTID>${lines
		.map(
			([day, amount, id, memo]) =>
				`<STMTTRN><DTPOSTED>${day}<TRNAMT>${amount}<FITID>${id}<MEMO>${memo}</STMTTRN>\n`,
		)
		.join('')}</STMTRS></OFX>`

test('an unknown bank’s id that repeats in one of the files', async () => {
	const { again, count } = await overlapOf(
		table(
			'01/10/2026;Compra;-10,00;ABC123456',
			'01/10/2026;IOF;-0,50;ABC123456',
			'31/10/2026;Feira;-20,00;ABC123999',
		),
		table('31/10/2026;Feira;-20,00;ABC123999', '02/11/2026;Luz;-30,00;ABC124000'),
	)
	expect([again, count]).toEqual([['Feira 2000'], [3, 2]])
})

test('an unknown bank’s id that is short in one of the files', async () => {
	const { again, count } = await overlapOf(
		table('31/10/2026;Feira;-20,00;99999998', '31/10/2026;Pão;-20,00;99999999'),
		table('31/10/2026;Feira;-20,00;99999998', '02/11/2026;Luz;-30,00;1234567'),
	)
	expect([again, count]).toEqual([['Feira 2000'], [2, 2]])
})

test('equal lines under different ids are two, in both files', async () => {
	const coffees = ['31/10/2026;Café;-5,00;ABC100001', '31/10/2026;Café;-5,00;ABC100002']
	const { again, count } = await overlapOf(table(...coffees), table(...coffees, '01/11/2026;Luz;-1,00;'))
	expect([again, count]).toEqual([
		['Café 500', 'Café 500'],
		[2, 3],
	])
})

test.each([
	['that go on', ['1', '2', '3'], ['3', '4', '5']],
	['that begin again', ['1', '2', '3'], ['1', '2', '3']],
	[
		'that begin again behind noughts',
		['00000001', '00000002', '00000003'],
		['00000001', '00000002', '00000003'],
	],
	['of which one is long', ['1', '2', '3'], ['3', '20261105', '5']],
])('an OFX with numbers of lines %s', async (_, [a, b, c], [d, e, f]) => {
	const { again, count } = await overlapOf(
		ofx(
			['20261001', '-1.00', a!, 'Pão'],
			['20261015', '-2.00', b!, 'Luz'],
			['20261031', '-3.00', c!, 'Feira'],
		),
		ofx(
			['20261031', '-3.00', d!, 'Feira'],
			['20261105', '-1.00', e!, 'Pão'],
			['20261110', '-5.00', f!, 'Gás'],
		),
	)
	expect([again, count]).toEqual([['Feira 300'], [3, 3]])
})

test('an unknown card’s open bill, said to be an account’s, then its closed one', async () => {
	const lines = 'data;lançamento;valor\n05/10/2026;MAGAZINE LU 02/05;120,00\n06/10/2026;POSTO;80,00\n'
	const { plans, again, count } = await overlapOf(
		lines,
		`${lines}07/10/2026;PAGAMENTO EFETUADO;-1.000,00\n`,
		{ type: 'account' },
	)
	expect(plans.map(({ file }) => file.type)).toEqual(['account', 'card'])
	expect(plans.map(({ items }) => items[0]!.part)).toEqual([null, 2])
	expect([again, count]).toEqual([
		['MAGAZINE LU 12000', 'POSTO 8000'],
		[2, 3],
	])
})

test('the next part of a card’s purchase is another line', async () => {
	const bill = (part: string) => `data;lançamento;valor\n05/10/2026;MAGAZINE LU ${part};120,00\n`
	const { again } = await overlapOf(bill('02/05'), bill('03/05'))
	expect(again).toEqual([])
})

describe('a purchase and its refund of the same day, text and amount', () => {
	const bank = (...lines: string[]) =>
		planOf(
			`Data;Descrição;Valor\n${lines.map((line) => `31/10/2026;Loja;${line}\n`).join('')}30/10/2026;Luz;-9,00\n`,
		)
	const planOf = async (text: string, answers: PlanOptions['answers'] = {}) => {
		const { items } = await plan(text, answers)
		return new Map(items.map(({ kind, description, message_id }) => [`${description} ${kind}`, message_id]))
	}
	const [BOUGHT, BACK] = ['-50,00', '50,00']

	test('keep their ids, whichever of them a file lists first', async () => {
		const first = await bank(BOUGHT)
		const both = await bank(BACK, BOUGHT)
		expect(both.size).toBe(3)
		expect(both.get('Loja expense')).toBe(first.get('Loja expense'))
		expect(both.get('Loja income')).not.toBe(first.get('Loja expense'))
		expect(await bank(BOUGHT, BACK)).toEqual(both)
	})

	test('are the same two of a card’s table and of the OFX of its bill, whose signs are the other way round', async () => {
		const card = 'date,title,amount\n2026-10-31,Loja,-50.00\n2026-10-31,Loja,50.00\n'
		const statement = ofx(['20261031', '-50.00', '1', 'Loja'], ['20261031', '50.00', '2', 'Loja'])
		const table = await planOf(card, { account: '1' })
		expect(await planOf(statement.replaceAll('STMTRS', 'CCSTMTRS'), { account: '1' })).toEqual(table)
		expect(table.size).toBe(2)
	})

	test('are here before under another answer about signs too', async () => {
		const text = 'Data;Descrição;Valor\n31/10/2026;Loja;50,00\n31/10/2026;Loja;-50,00\n'
		const [one, other] = [await planOf(text, { signs: 'income' }), await planOf(text, { signs: 'expense' })]
		expect([...other.values()].sort()).toEqual([...one.values()].sort())
		expect(new Set(one.values()).size).toBe(2)
	})
})
