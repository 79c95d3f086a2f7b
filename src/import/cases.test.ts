import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { KnownLedger, Plan, PlanItem, PlanOptions } from './types'

/**
 * Files in the forms that banks and apps give, in `fixtures/import`, each with what it must become. The household lives in São
 * Paulo; its card Nubank closes on the 25th and is due on the 5th.
 */
const ledger: KnownLedger = {
	timezone: 'America/Sao_Paulo',
	today: '2026-11-30',
	sources: [{ name: 'Nubank', aliases: [], cycles: [{ closing_day: 25, due_day: 5 }] }],
}

const plan = (file: string, options: Partial<PlanOptions> = {}): Promise<Plan> =>
	planImport(readFileSync(new URL(`../../fixtures/import/${file}`, import.meta.url)), { ledger, ...options })

/** `expense 89,90 2026-10-20 3/10 -> bill` in few words. */
const said = ({ kind, amount_cents, day, part, parts, installments }: PlanItem): string =>
	[
		kind,
		(amount_cents / 100).toFixed(2),
		day,
		part ? `${part}/${parts}` : installments > 1 ? `${installments}x` : '',
	]
		.filter(Boolean)
		.join(' ')
const lines = ({ items }: Plan) => items.map(said)
const leftOut = ({ left_out }: Plan) => left_out.map(({ line, why }) => `${line} ${why}`)
const unreadable = (from: Plan) => from.unreadable.map(({ line, why }) => `${line} ${why}`)
const ids = ({ items }: Plan) => items.map(({ message_id }) => message_id)
const bills = ({ items }: Plan) => items.map(({ bill_month }) => bill_month)

describe('a card’s bill', () => {
	test('Nubank: purchases, a part, money back and a payment of the bill before', async () => {
		const read = await plan('01-nubank-card.csv')
		expect(lines(read)).toEqual([
			'expense 89.90 2026-10-20 3/10',
			'expense 12.50 2026-10-21',
			'expense 1.23 2026-10-22',
			'refund 89.90 2026-10-23',
			'transfer 1500.00 2026-10-28',
			'expense 1234.56 2026-10-29',
		])
		expect(read.items.map(({ source, to_source }) => [source, to_source])).toEqual([
			...Array(4).fill(['Nubank', null]),
			[null, 'Nubank'],
			['Nubank', null],
		])
		expect(bills(read)).toEqual(['2026-11', '2026-11', '2026-11', '2026-11', '2026-10', '2026-11'])
		expect(read.questions.map(({ id, proposed }) => [id, proposed])).toEqual([
			['account', 'Nubank'],
			['bill', '2026-11'],
		])
	})

	test('every line lands in the bill that was answered', async () => {
		const read = await plan('01-nubank-card.csv', { answers: { bill: '2026-12', account: 'Nubank' } })
		expect(bills(read)).toEqual(['2026-12', '2026-12', '2026-12', '2026-12', '2026-11', '2026-12'])
		expect(read.questions).toEqual([])
	})

	test('C6: each part in its own bill, and the next part is another line', async () => {
		const october = await plan('05-c6-card-oct.csv')
		expect(lines(october)).toEqual([
			'expense 37.00 2026-09-07',
			'expense 235.25 2026-05-26 4/12',
			'expense 112.00 2026-09-10',
			'transfer 3610.14 2026-09-05',
			'refund 98.00 2026-09-28',
		])
		expect(bills(october)).toEqual(['2026-10', '2026-10', '2026-10', '2026-09', '2026-10'])
		const november = await plan('05b-c6-card-nov.csv')
		expect(lines(november)).toEqual([
			'expense 41.00 2026-10-07',
			'expense 235.25 2026-05-26 5/12',
			'transfer 286.25 2026-10-05',
		])
		expect(bills(november)).toEqual(['2026-11', '2026-11', '2026-10'])
		expect(new Set([...ids(october), ...ids(november)]).size).toBe(8)
	})

	test('Bradesco: the year comes from the bill', async () => {
		expect(lines(await plan('08-bradesco-card.csv'))).toEqual([
			'expense 120.00 2026-10-01',
			'expense 45.90 2026-10-02 3/10',
		])
		const older = await plan('08-bradesco-card.csv', { answers: { bill: '2026-01' } })
		expect(lines(older)).toEqual(['expense 120.00 2025-10-01', 'expense 45.90 2025-10-02 3/10'])
	})

	test('Santander: two cards with their holders in one file', async () => {
		const read = await plan('14-santander-card.csv')
		expect(lines(read)).toEqual([
			'expense 454.63 2026-10-10',
			'expense 26.00 2026-10-20',
			'expense 1089.90 2026-10-20 3/10',
			'expense 14.00 2026-10-11',
		])
		expect(read.items.map(({ source, person }) => `${source}, ${person}`)).toEqual([
			'Santander final 0001, ANA TESTE',
			'Santander final 0001, ANA TESTE',
			'Santander final 0001, ANA TESTE',
			'Santander final 0002, BRUNO TESTE',
		])
		expect(leftOut(read)).toEqual(['8 total'])
	})

	test('two people’s cards have lines of their own once it is said whose they are', async () => {
		const ana = await plan('36-ana.csv', { answers: { account: 'Nubank da Ana' } })
		const bruno = await plan('36b-bruno.csv', { answers: { account: 'Nubank do Bruno' } })
		expect(new Set([...ids(ana), ...ids(bruno)]).size).toBe(4)
		const same = [await plan('36-ana.csv'), await plan('36b-bruno.csv')]
		expect(ids(same[0]!)[0]).toBe(ids(same[1]!)[0])
	})
})

describe('an account’s statement', () => {
	test('Nubank: a bill paid and an investment are transfers, and the bank’s id is the identity', async () => {
		const read = await plan('02-nubank-account.csv')
		expect(lines(read)).toEqual([
			'expense 45.90 2026-10-01',
			'income 3500.00 2026-10-02',
			'transfer 1500.00 2026-10-05',
			'transfer 200.00 2026-10-06',
		])
		expect(read.items.map(({ source, to_source }) => [source, to_source])).toEqual([
			['Conta Nubank', null],
			['Conta Nubank', null],
			['Conta Nubank', 'Nubank'],
			['Conta Nubank', null],
		])
		const text = readFileSync(new URL('../../fixtures/import/02-nubank-account.csv', import.meta.url), 'utf8')
		const reworded = await planImport(new TextEncoder().encode(text.replace('Padaria Doce', 'PADARIA')), {
			ledger,
		})
		expect(ids(reworded)).toEqual(ids(read))
	})

	test('Bradesco: credits and debits are two columns', async () => {
		const read = await plan('07-bradesco-account.csv')
		expect(lines(read)).toEqual(['income 250.00 2026-10-02', 'expense 120.50 2026-10-03'])
		expect(leftOut(read)).toEqual(['3 balance', '6 total'])
		expect(unreadable(read)).toEqual([])
		expect(read.file.signs).toEqual({ positive: 'income', proof: 'columns' })
	})

	test('without a header the columns are told by what they hold', async () => {
		expect(lines(await plan('10-itau-noheader.txt'))).toEqual([
			'expense 50.00 2026-10-01',
			'income 2500.00 2026-10-02',
		])
	})

	test('Banco do Brasil: balances are left out and listed', async () => {
		const read = await plan('11-bb-account-old.csv')
		expect(lines(read)).toEqual(['expense 164.48 2026-10-02', 'income 1397.51 2026-10-05'])
		expect(leftOut(read)).toEqual(['2 balance', '5 balance'])
	})

	test('Banco do Brasil: D and C behind the amount', async () => {
		const read = await plan('13-bb-cd.csv')
		expect(lines(read)).toEqual([
			'expense 2.06 2026-10-01',
			'income 7116.90 2026-10-12',
			'expense 45.00 2026-10-13',
		])
		expect(read.file.signs.proof).toBe('marks')
	})

	test('Mercado Pago: the table begins below another one', async () => {
		const read = await plan('16-mercadopago.csv')
		const expected = ['income 0.05 2026-10-04', 'expense 48.51 2026-10-05', 'income 500.00 2026-10-06']
		expect(lines(read)).toEqual(expected)
		const named = await plan('16-mercadopago.csv', {
			columns: {
				date: 'RELEASE_DATE',
				description: 'TRANSACTION_TYPE',
				amount: 'TRANSACTION_NET_AMOUNT',
			},
		})
		expect(lines(named)).toEqual(expected)
	})

	test('OFX: the bank’s id with its account is the identity', async () => {
		const given = await plan('20-ofx.ofx')
		expect(lines(given)).toEqual(['expense 150.00 2026-10-10'])
		expect(given.file.format).toBe('ofx')
		// Four digits may be a count of the file's lines.
		const text = readFileSync(new URL('../../fixtures/import/20-ofx.ofx', import.meta.url), 'utf8').replace(
			'<FITID>1001',
			'<FITID>202610101001',
		)
		const read = await planImport(new TextEncoder().encode(text), { ledger })
		const under = async (from: string, to: string, options: Partial<PlanOptions> = {}) =>
			ids(await planImport(new TextEncoder().encode(text.replace(from, to)), { ledger, ...options }))
		expect(await under('COMPRA SUPERMERCADO', 'SUPERMERCADO SP')).toEqual(ids(read))
		expect(await under('<FITID>202610101001', '<FITID>202610101002')).not.toEqual(ids(read))
		expect(await under('', '', { answers: { account: 'Conta da Ana' } })).not.toEqual(ids(read))
		const named = (id: string) => `<STMTRS><BANKACCTFROM><ACCTID>${id}</BANKACCTFROM>`
		expect(await under('<STMTRS>', named('1'))).not.toEqual(await under('<STMTRS>', named('2')))
	})

	test('OFX: one id for several lines makes them no fewer', async () => {
		const file = (...lines: [day: string, amount: string][]) =>
			new TextEncoder().encode(
				`<OFX><STMTRS><ACCTID>1</ACCTID>${lines
					.map(
						([day, amount]) =>
							`<STMTTRN><DTPOSTED>${day}<TRNAMT>${amount}<FITID>000123<MEMO>TARIFA</STMTTRN>`,
					)
					.join('')}</STMTRS></OFX>`,
			)
		const [october, november] = await Promise.all([
			planImport(file(['20261005', '-2.50'], ['20261031', '-9.90']), { ledger }),
			planImport(file(['20261031', '-9.90'], ['20261105', '-2.50']), { ledger }),
		])
		expect(ids(november)[0]).toBe(ids(october)[1])
		expect(new Set([...ids(october), ...ids(november)]).size).toBe(3)
	})

	test('a balance that adds up proves the signs', async () => {
		const read = await plan('28-freelancer-account.csv')
		expect(lines(read)).toEqual([
			'income 1200.00 2026-10-02',
			'income 800.00 2026-10-03',
			'income 500.00 2026-10-04',
			'expense 1500.00 2026-10-05',
			'expense 300.00 2026-10-06',
		])
		expect(read.file.signs).toEqual({ positive: 'income', proof: 'balance' })
	})

	test.each(['44-flip-by-refused.csv', '44b-without-total.csv'])(
		'%s: a line left out has no say about signs',
		async (file) => {
			const read = await plan(file)
			expect(lines(read)).toEqual([
				'income 3000.00 2026-10-02',
				'expense 318.19 2026-10-03',
				'expense 10.00 2026-10-04',
			])
		},
	)
})

describe('an app’s export', () => {
	test('Organizze: accounts and cards are sources, a part is of its purchase’s day', async () => {
		const read = await plan('18-organizze.csv')
		expect(lines(read)).toEqual([
			'expense 30.00 2026-10-01',
			'expense 89.90 2026-08-02 3/10',
			'income 3000.00 2026-10-05',
		])
		expect(read.items.map(({ source, category }) => `${source}, ${category}`)).toEqual([
			'Carteira, Mercado',
			'Nubank, Roupas',
			'Itaú, Salário',
		])
		expect(read.questions).toEqual([])
	})
})

describe('amounts and dates', () => {
	test('every minus is read, and what could be two numbers is not', async () => {
		const read = await plan('25-signs.csv')
		expect(unreadable(read)).toEqual(['19 amount_unreadable'])
		expect(read.items.map(({ amount_cents }) => amount_cents)).toEqual([
			123456, 123456, 123456, 123456, 500, 500, 500, 500, 500, 500, 123456, 500, 500, 500, 500, 500, 123450,
			123400, 123456, 123456,
		])
		expect(new Set(read.items.map(({ kind }) => kind))).toEqual(new Set(['expense']))
	})

	test('every form of a date is read, and no day that does not exist', async () => {
		const read = await plan('26-dates.csv')
		expect(read.items.map(({ day }) => day)).toEqual([
			...Array(12).fill('2026-10-01'),
			'2026-10-05',
			'2026-10-01',
			'2026-10-01',
			'2026-09-30',
			'2026-09-30',
			'2024-02-29',
		])
		expect(unreadable(read)).toEqual(['20 date_unreadable', '21 date_unreadable'])
		expect(read.questions.find(({ id }) => id === 'year')?.proposed).toBe('2026')
	})

	test('a whole purchase in parts, and one part of a purchase', async () => {
		const read = await plan('30-installment-column.csv')
		expect(lines(read)).toEqual([
			'expense 899.00 2026-10-01 10x',
			'expense 2000.00 2026-10-01 1/10',
			'expense 5.00 2026-10-01',
			'expense 5.00 2026-10-01',
			'expense 50.00 2026-10-01',
			'expense 3000.00 2026-10-01 10/10',
			'expense 3000.00 2026-10-01 12x',
		])
	})

	test('the part and how many there are may be two columns', async () => {
		expect(lines(await plan('42-organizze-parcela.csv'))).toEqual(['expense 89.90 2026-10-10 3/10'])
	})
})

describe('identity', () => {
	test('a count that starts again in the next file is no id', async () => {
		const all = [...ids(await plan('27-id-restarts-oct.csv')), ...ids(await plan('27b-id-restarts-nov.csv'))]
		expect(new Set(all).size).toBe(6)
	})

	test('neither another sign nor another source makes it another line', async () => {
		const turned = await plan('28-freelancer-account.csv', { answers: { signs: 'expense' } })
		expect(ids(turned)).toEqual(ids(await plan('28-freelancer-account.csv')))
		const sourced = await plan('01-nubank-card.csv', { constants: { source: 'Outro', person: 'Ana' } })
		expect(ids(sourced)).toEqual(ids(await plan('01-nubank-card.csv')))
	})

	test('a file sent twice has the same ids, and equal lines of one file are two', async () => {
		expect(ids(await plan('25-signs.csv'))).toEqual(ids(await plan('25-signs.csv')))
		const text = 'Data;Descrição;Valor\n01/10/2026;Café;-5,00\n01/10/2026;Café;-5,00\n'
		const twice = await planImport(new TextEncoder().encode(text), { ledger })
		expect(new Set(ids(twice)).size).toBe(2)
	})
})

describe('what is no table', () => {
	test('a file of control characters is refused in words of ours', async () => {
		await expect(plan('45-escape.csv')).rejects.toThrow(/No table of transactions/)
	})

	test('nothing of a line that is shown steers a terminal', async () => {
		const text = 'Data;Descrição;Valor\n01/10/2026;a\u001b[2Jb;x\n'
		const read = await planImport(new TextEncoder().encode(text), { ledger })
		expect(read.unreadable[0]!.text).not.toMatch(/\p{Cc}/u)
	})
})

test('a bill is proposed by the cycle that held for it, and by the day on which it closed', async () => {
	const cycles = [
		{ closing_day: 25, due_day: 5 },
		{ from_month: '2026-11', closing_day: 10, due_day: 20 },
	]
	const file = (month: string) =>
		new TextEncoder().encode(`date,title,amount\n2026-${month}-12,Feira,10.00\n2026-${month}-13,Luz,20.00\n`)
	const proposed = async (month: string, closings: { bill_month: string; closing_date: string }[] = []) => {
		const sources = [{ name: 'Nubank', aliases: [], cycles, closings }]
		const read = await planImport(file(month), { ledger: { ...ledger, sources } })
		return read.questions.find(({ id }) => id === 'bill')!.proposed
	}
	// Closing on the 25th, due on the 5th of the month after; from November's bill on closing on the 10th, due on the 20th.
	expect(await proposed('05')).toBe('2026-06')
	expect(await proposed('10')).toBe('2026-11')
	expect(await proposed('11')).toBe('2026-12')
	expect(await proposed('11', [{ bill_month: '2026-11', closing_date: '2026-11-14' }])).toBe('2026-11')
})
