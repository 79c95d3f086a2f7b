import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { runImport } from './run'

/**
 * Every file of `fixtures/import` through the command, `--dry-run --json`. The household lives in São Paulo; its card Nubank
 * closes on the 25th and is due on the 5th. Today is 30 November 2026.
 */
const FOLDER = fileURLToPath(new URL('../../fixtures/import/', import.meta.url))
const NOW = Date.UTC(2026, 10, 30, 12)

interface PlanObject {
	items: {
		kind: string
		amount_cents: number
		day: string
		source: string | null
		person: string | null
		to_source: string | null
		installments: number
		part: number | null
		parts: number | null
		bill_month: string | null
	}[]
	left_out: { line: number; why: string }[]
	unreadable: { line: number; why: string }[]
	questions: { id: string; proposed: string | null }[]
}

/** Runs the command as another program would, and reads the one object that it writes. */
async function planOf(...args: string[]): Promise<PlanObject> {
	vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
	try {
		const written: string[] = []
		await runImport([...args, '--dry-run', '--json', '--card', 'Nubank:25:5'], {
			out: (text) => written.push(text),
			note: () => {},
		})
		expect(written).toHaveLength(1)
		return JSON.parse(written[0]!) as PlanObject
	} finally {
		vi.useRealTimers()
	}
}

/** `expense 89.90 2026-10-20 3/10 @2026-11 Nubank`: an item in few words. */
const said = (item: PlanObject['items'][number]): string =>
	[
		item.kind,
		(item.amount_cents / 100).toFixed(2),
		item.day,
		item.part ? `${item.part}/${item.parts}` : item.installments > 1 ? `${item.installments}x` : '',
		item.bill_month ? `@${item.bill_month}` : '',
		item.kind === 'transfer' ? `${item.source ?? '?'}>${item.to_source ?? '?'}` : (item.source ?? ''),
		item.person ?? '',
	]
		.filter(Boolean)
		.join(' ')

interface Case {
	files: string[]
	args?: string[]
	items: string[]
	left_out?: string[]
	unreadable?: string[]
}

const DECEMBER = ['--bill', '2026-12']
const NUBANK_CARD = [
	'expense 89.90 2026-10-20 3/10 @2026-11 Nubank',
	'expense 12.50 2026-10-21 @2026-11 Nubank',
	'expense 1.23 2026-10-22 @2026-11 Nubank',
	'refund 89.90 2026-10-23 @2026-11 Nubank',
	'transfer 1500.00 2026-10-28 @2026-10 ?>Nubank',
	'expense 1234.56 2026-10-29 @2026-11 Nubank',
]
const SIGNED = [
	...[123456, 123456, 123456, 123456, 500, 500, 500, 500, 500, 500, 123456, 500, 500, 500, 500, 500],
	...[123450, 123400, 123456, 123456],
].map((cents) => `expense ${(cents / 100).toFixed(2)} 2026-10-01`)
const SALARY = ['income 3000.00 2026-10-02', 'expense 318.19 2026-10-03', 'expense 10.00 2026-10-04']

const CASES: Case[] = [
	{ files: ['01-nubank-card.csv'], items: NUBANK_CARD },
	{
		files: ['01-nubank-card.csv'],
		args: DECEMBER,
		items: NUBANK_CARD.map((line) => line.replace('@2026-11', '@2026-12').replace('@2026-10', '@2026-11')),
	},
	{
		files: ['02-nubank-account.csv'],
		items: [
			'expense 45.90 2026-10-01 Conta Nubank',
			'income 3500.00 2026-10-02 Conta Nubank',
			'transfer 1500.00 2026-10-05 Conta Nubank>Nubank',
			'transfer 200.00 2026-10-06 Conta Nubank>?',
		],
	},
	{
		files: ['05-c6-card-oct.csv', '05b-c6-card-nov.csv'],
		items: [
			'expense 37.00 2026-09-07 @2026-10 C6 final 3313 ANA TESTE',
			'expense 235.25 2026-05-26 4/12 @2026-10 C6 final 3313 ANA TESTE',
			'expense 112.00 2026-09-10 @2026-10 C6 final 3313 ANA TESTE',
			'transfer 3610.14 2026-09-05 @2026-09 ?>C6 final 1633 ANA TESTE',
			'refund 98.00 2026-09-28 @2026-10 C6 final 3313 ANA TESTE',
			'expense 41.00 2026-10-07 @2026-11 C6 final 3313 ANA TESTE',
			'expense 235.25 2026-05-26 5/12 @2026-11 C6 final 3313 ANA TESTE',
			'transfer 286.25 2026-10-05 @2026-10 ?>C6 final 1633 ANA TESTE',
		],
	},
	{
		files: ['07-bradesco-account.csv'],
		items: ['income 250.00 2026-10-02 Conta Bradesco', 'expense 120.50 2026-10-03 Conta Bradesco'],
		left_out: ['3 balance', '6 total'],
	},
	{
		files: ['08-bradesco-card.csv'],
		items: ['expense 120.00 2026-10-01 @2026-11 Bradesco', 'expense 45.90 2026-10-02 3/10 @2026-11 Bradesco'],
	},
	{
		files: ['08-bradesco-card.csv'],
		args: ['--bill', '2026-01'],
		items: ['expense 120.00 2025-10-01 @2026-01 Bradesco', 'expense 45.90 2025-10-02 3/10 @2026-01 Bradesco'],
	},
	{ files: ['10-itau-noheader.txt'], items: ['expense 50.00 2026-10-01', 'income 2500.00 2026-10-02'] },
	{
		files: ['11-bb-account-old.csv'],
		items: [
			'expense 164.48 2026-10-02 Conta Banco do Brasil',
			'income 1397.51 2026-10-05 Conta Banco do Brasil',
		],
		left_out: ['2 balance', '5 balance'],
	},
	{
		files: ['13-bb-cd.csv'],
		items: ['expense 2.06 2026-10-01', 'income 7116.90 2026-10-12', 'expense 45.00 2026-10-13'],
	},
	{
		files: ['14-santander-card.csv'],
		items: [
			'expense 454.63 2026-10-10 @2026-11 Santander final 0001 ANA TESTE',
			'expense 26.00 2026-10-20 @2026-11 Santander final 0001 ANA TESTE',
			'expense 1089.90 2026-10-20 3/10 @2026-11 Santander final 0001 ANA TESTE',
			'expense 14.00 2026-10-11 @2026-11 Santander final 0002 BRUNO TESTE',
		],
		left_out: ['8 total'],
	},
	...[
		[],
		['date=RELEASE_DATE', 'description=TRANSACTION_TYPE', 'amount=TRANSACTION_NET_AMOUNT'].flatMap((pair) => [
			'--map',
			pair,
		]),
	].map((args) => ({
		files: ['16-mercadopago.csv'],
		args,
		items: [
			'income 0.05 2026-10-04 Mercado Pago',
			'expense 48.51 2026-10-05 Mercado Pago',
			'income 500.00 2026-10-06 Mercado Pago',
		],
	})),
	{
		files: ['18-organizze.csv'],
		items: [
			'expense 30.00 2026-10-01 Carteira',
			'expense 89.90 2026-08-02 3/10 @2026-11 Nubank',
			'income 3000.00 2026-10-05 Itaú',
		],
	},
	{ files: ['20-ofx.ofx'], items: ['expense 150.00 2026-10-10'] },
	{ files: ['25-signs.csv'], items: SIGNED, unreadable: ['19 amount_unreadable'] },
	{
		files: ['26-dates.csv'],
		items: [
			...Array<string>(12).fill('2026-10-01'),
			'2026-10-05',
			'2026-10-01',
			'2026-10-01',
			'2026-09-30',
			'2026-09-30',
			'2024-02-29',
		].map((day) => `expense 1.00 ${day}`),
		unreadable: ['20 date_unreadable', '21 date_unreadable'],
	},
	{
		files: ['27-id-restarts-oct.csv', '27b-id-restarts-nov.csv'],
		items: [
			'expense 30.00 2026-10-01',
			'expense 20.00 2026-10-02',
			'expense 10.00 2026-10-03',
			'expense 8.00 2026-11-01',
			'expense 60.00 2026-11-02',
			'expense 150.00 2026-11-03',
		],
	},
	{
		files: ['28-freelancer-account.csv'],
		items: [
			'income 1200.00 2026-10-02',
			'income 800.00 2026-10-03',
			'income 500.00 2026-10-04',
			'expense 1500.00 2026-10-05',
			'expense 300.00 2026-10-06',
		],
	},
	{
		files: ['30-installment-column.csv'],
		items: [
			'expense 899.00 2026-10-01 10x Nubank',
			'expense 2000.00 2026-10-01 1/10 Nubank',
			'expense 5.00 2026-10-01 Nubank',
			'expense 5.00 2026-10-01 Nubank',
			'expense 50.00 2026-10-01 Nubank',
			'expense 3000.00 2026-10-01 10/10 Nubank',
			'expense 3000.00 2026-10-01 12x Nubank',
		],
	},
	{
		files: ['36-ana.csv', '36b-bruno.csv'],
		items: [
			'expense 14.90 2026-10-02 @2026-11 Nubank',
			'expense 55.90 2026-10-03 @2026-11 Nubank',
			'expense 9.00 2026-10-05 @2026-11 Nubank',
		],
		left_out: ['2 here_before'],
	},
	{
		files: ['36-ana.csv', '36b-bruno.csv'],
		args: ['--account', 'Nubank da Ana', '--account', 'Nubank do Bruno', '--bill', '2026-11'],
		items: [
			'expense 14.90 2026-10-02 @2026-11 Nubank da Ana',
			'expense 55.90 2026-10-03 @2026-11 Nubank da Ana',
			'expense 14.90 2026-10-02 @2026-11 Nubank do Bruno',
			'expense 9.00 2026-10-05 @2026-11 Nubank do Bruno',
		],
	},
	{
		files: ['36-ana.csv', '36b-bruno.csv'],
		args: ['--person', 'Ana', '--person', 'Bruno'],
		items: [
			'expense 14.90 2026-10-02 @2026-11 Nubank Ana',
			'expense 55.90 2026-10-03 @2026-11 Nubank Ana',
			'expense 14.90 2026-10-02 @2026-11 Nubank Bruno',
			'expense 9.00 2026-10-05 @2026-11 Nubank Bruno',
		],
	},
	{ files: ['42-organizze-parcela.csv'], items: ['expense 89.90 2026-10-10 3/10'] },
	{ files: ['44-flip-by-refused.csv'], items: SALARY, left_out: ['5 total'] },
	{ files: ['44b-without-total.csv'], items: SALARY },
	{ files: ['45-escape.csv'], items: [], unreadable: ['1 file_unreadable'] },
	{
		files: ['card.xlsx'],
		items: ['expense 89.90 2026-10-01 3/10', 'expense 12.50 2026-10-02', 'expense 1234.56 2026-10-03'],
	},
]

test.each(CASES)('$files $args', async ({ files, args = [], items, left_out = [], unreadable = [] }) => {
	const plan = await planOf(...files.map((file) => FOLDER + file), ...args)
	expect(plan.items.map(said)).toEqual(items)
	expect(plan.left_out.map(({ line, why }) => `${line} ${why}`)).toEqual(left_out)
	expect(plan.unreadable.map(({ line, why }) => `${line} ${why}`)).toEqual(unreadable)
})

test('each file of the folder is a case', () => {
	const tried = new Set(CASES.flatMap(({ files }) => files))
	expect([...tried].sort()).toEqual(readdirSync(FOLDER).sort())
})
