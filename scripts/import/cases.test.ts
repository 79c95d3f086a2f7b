import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
	{ files: ['42-organizze-parcela.csv'], items: ['expense 89.90 2026-10-10 3/10 @2026-11'] },
	{ files: ['44-flip-by-refused.csv'], items: SALARY, left_out: ['5 total'] },
	{ files: ['44b-without-total.csv'], items: SALARY },
	{ files: ['45-escape.csv'], items: [], unreadable: ['1 file_unreadable'] },
	{
		files: ['50-minus-behind.csv'],
		items: [
			'expense 1189.90 2026-10-05 3/10 @2026-11 Cartão final 4321 ANA TESTE',
			'expense 24.90 2026-10-12 @2026-11 Cartão final 4321 ANA TESTE',
			'refund 24.90 2026-10-15 @2026-11 Cartão final 4321 ANA TESTE',
			'expense 3.21 2026-10-18 @2026-11 Cartão final 4321 ANA TESTE',
			'transfer 2345.67 2026-10-19 @2026-10 ?>Cartão final 4321 ANA TESTE',
			'expense 41.50 2026-10-20 10/12 @2026-11 Cartão final 4321 ANA TESTE',
		],
		left_out: ['13 total'],
	},
	{
		files: ['51-days-in-one-number.csv'],
		items: [
			'expense 150.00 2026-10-02 0123001000456789',
			'income 1300.50 2026-10-03 0123001000456789',
			'expense 89.90 2026-10-03 0123001000456789',
			'expense 210.00 2026-10-05 0123001000456789',
		],
		left_out: ['2 balance', '7 balance'],
	},
	{
		files: ['52-account-with-total.csv'],
		items: [
			'expense 100.00 2026-10-02',
			'transfer 1500.00 2026-10-05 ?>Nubank',
			'income 5432.10 2026-10-06',
			'transfer 4000.00 2026-10-07 ?>?',
			'income 0.15 2026-10-08',
			'expense 32.25 2026-10-09',
		],
		left_out: ['7 balance', '14 total'],
	},
	{
		files: ['53-card-due.csv'],
		items: [
			'expense 200.00 2026-10-03 @2026-11 Cartão final 9876 JOSE TESTE',
			'expense 134.47 2026-08-21 3/5 @2026-11 Cartão final 9876 JOSE TESTE',
			'expense 55.90 2026-10-10 @2026-11 Cartão final 9876 MARIA TESTE',
			'transfer 1200.00 2026-10-10 @2026-10 ?>Cartão final 9876 JOSE TESTE',
			'expense 244.10 2026-10-12 @2026-11 Cartão final 9876 JOSE TESTE',
		],
	},
	{
		files: ['54-card.ofx'],
		items: [
			'expense 1234.50 2026-10-02 2/6 @2026-11',
			'transfer 2000.00 2026-10-05 @2026-10 ?>?',
			'refund 15.90 2026-10-07 @2026-11',
		],
	},
	{
		files: ['55-days-in-words.csv'],
		items: [
			'income 1200.00 2026-10-03 BRUNO TESTE',
			'expense 87.45 2026-10-04 BRUNO TESTE',
			'expense 212.55 2026-10-05 BRUNO TESTE',
			'transfer 500.00 2026-10-06 ?>? BRUNO TESTE',
			'transfer 100.00 2026-10-07 ?>Dinheiro BRUNO TESTE',
		],
	},
	{
		files: ['56-utf16.txt'],
		items: [
			'income 2000.00 2026-10-01',
			'transfer 1500.00 2026-10-03 ?>?',
			'expense 1.00 2026-10-10',
			'income 12.34 2026-10-15',
		],
	},
	{
		files: ['57-card-sections.csv'],
		items: [
			'expense 45.10 2026-09-30 2/6 @2026-11',
			'expense 1000.00 2026-10-02 3/10 @2026-11',
			'expense 30.00 2026-10-03 @2026-11',
			'expense 120.00 2026-10-05 @2026-11',
			'expense 5.26 2026-10-05 @2026-11',
			'transfer 900.00 2026-10-15 @2026-10 ?>?',
			'refund 10.00 2026-10-16 @2026-11',
		],
		left_out: ['9 total', '10 heading', '14 total', '15 heading', '18 total'],
	},
	{
		files: ['58-future.xlsx'],
		items: [
			'expense 200.10 2026-10-01 ANA TESTE',
			'expense 99.90 2026-10-01 ANA TESTE',
			'transfer 500.00 2026-10-05 ?>Nubank ANA TESTE',
			'income 0.07 2026-10-05 ANA TESTE',
		],
		left_out: [
			'10 heading',
			'11 balance',
			'14 balance',
			'17 balance',
			'18 heading',
			'19 not_booked',
			'20 heading',
		],
	},
	{
		files: ['59-two-accounts.ofx'],
		items: ['expense 1234.56 2026-10-01', 'expense 2.50 2026-10-01', 'income 50.00 2026-10-02'],
	},
	{
		files: ['60-card-without-years.csv'],
		items: [
			'expense 100.00 2025-08-15 5/10 @2026-01',
			'expense 1250.00 2025-12-28 2/3 @2026-01',
			'expense 19.90 2026-01-02 @2026-01',
			'refund 30.00 2026-01-03 @2026-01',
			'transfer 500.00 2026-01-05 @2025-12 ?>?',
			'expense 12.00 2026-01-06 @2026-01',
		],
		left_out: ['10 balance'],
	},
	{
		files: ['61-pipes.txt'],
		items: ['expense 150.00 2026-10-02', 'income 2000.00 2026-10-03', 'expense 50.00 2026-10-04'],
	},
	{
		files: ['62-future.csv'],
		items: ['expense 10.00 2026-10-01', 'income 20.00 2026-10-02'],
		left_out: ['5 heading', '6 not_booked'],
	},
	{ files: ['63-web-page.xls'], items: [], unreadable: ['1 file_unreadable'] },
	{
		files: ['64-way-of-paying.csv'],
		items: ['expense 99.90 2026-10-01 3/10', 'expense 45.00 2026-10-03', 'expense 100.00 2026-10-04 1/12'],
	},
	{
		files: ['65-words.csv'],
		items: [
			'expense 59.90 2026-10-01',
			'expense 120.00 2026-10-02',
			'transfer 900.00 2026-10-03 ?>Nubank',
			'transfer 100.00 2026-10-04 ?>Nubank',
			'income 10.00 2026-10-05',
			'expense 1.00 2026-10-08',
			'expense 25.00 2026-10-09',
			'expense 99.00 2026-10-11',
			'expense 5.00 2026-10-12',
		],
		left_out: ['9 balance'],
	},
	{
		files: ['66-parts-in-words.csv'],
		items: [
			'expense 10.00 2026-10-05 2/6 @2026-11',
			'expense 20.00 2026-10-06 3/10 @2026-11',
			'expense 30.00 2026-10-07 1/3 @2026-11',
			'expense 40.00 2026-10-08 1/12 @2026-11',
			'transfer 150.00 2026-10-10 @2026-10 ?>?',
			'refund 10.00 2026-10-11 @2026-11',
		],
	},
	{
		files: ['67-purchases-with-minus.csv'],
		args: ['--account', 'Nubank', '--bill', '2026-11'],
		items: [
			'expense 50.00 2026-10-02 @2026-11 Nubank',
			'expense 80.00 2026-10-03 @2026-11 Nubank',
			'transfer 130.00 2026-10-10 @2026-10 ?>Nubank',
		],
	},
	{
		files: ['card.xlsx'],
		items: [
			'expense 89.90 2026-10-01 3/10 @2026-11',
			'expense 12.50 2026-10-02 @2026-11',
			'expense 1234.56 2026-10-03 @2026-11',
		],
	},
]

test.each(CASES)('$files $args', async ({ files, args = [], items, left_out = [], unreadable = [] }) => {
	const plan = await planOf(...files.map((file) => FOLDER + file), ...args)
	expect(plan.items.map(said)).toEqual(items)
	expect(plan.left_out.map(({ line, why }) => `${line} ${why}`)).toEqual(left_out)
	expect(plan.unreadable.map(({ line, why }) => `${line} ${why}`)).toEqual(unreadable)
})

test('a line taken as here before is listed, with how to record it', async () => {
	const said: string[] = []
	const folder = mkdtempSync(join(tmpdir(), 'painel-import-'))
	const report = join(folder, 'report.csv')
	const files = ['36-ana.csv', '36b-bruno.csv'].map((file) => FOLDER + file)
	await runImport([...files, '--dry-run', '--report', report], {
		out: (text) => said.push(text),
		note: () => {},
	})
	expect(said).toContain('line 2: here before, as line 2 of 36-ana.csv. Uber 14,90')
	const how =
		'If the files are of different accounts, send each with its own --account. Take a file that was sent already back first (--sign-in --undo).'
	expect(said).toContain(how)
	expect(readFileSync(report, 'utf8')).toContain(
		`36b-bruno.csv,2,here before,"as line 2 of 36-ana.csv. ${how}"`,
	)
	rmSync(folder, { recursive: true })
})

test('each file of the folder is a case', () => {
	const tried = new Set(CASES.flatMap(({ files }) => files))
	expect([...tried].sort()).toEqual(readdirSync(FOLDER).sort())
})
