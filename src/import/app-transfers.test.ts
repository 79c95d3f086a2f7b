import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { KnownLedger } from './types'

/** Apps' own words for a transfer between two accounts. The household has one card, of which the apps know nothing. */
const ledger: KnownLedger = {
	timezone: 'America/Sao_Paulo',
	today: '2026-11-30',
	sources: [
		{ name: 'Nubank', aliases: ['Roxinho'], cycles: [{ closing_day: 25, due_day: 5 }] },
		{ name: 'Itaú', aliases: [], cycles: [] },
	],
}
const plan = async (...lines: string[]) => {
	const { items, left_out, questions } = await planImport(new TextEncoder().encode(lines.join('\n')), {
		ledger,
	})
	return {
		items: items.map(
			({ kind, amount_cents, source, to_source }) =>
				`${kind} ${amount_cents} ${kind === 'transfer' ? `${source ?? '?'}>${to_source ?? '?'}` : source}`,
		),
		left: left_out.map(({ line, why, of }) => (of ? `${line} ${why} ${of}` : `${line} ${why}`)),
		asked: questions.map(({ id }) => id),
	}
}

const ynab = (...lines: string[]) => [
	'"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"',
	...lines.map((line) => {
		const [account, day, payee, category, memo, out, into] = line.split('|')
		return `"${account}","","${day}","${payee}","${category}","","${category}","${memo}","${out}","${into}","Cleared"`
	}),
]
const actual = (...lines: string[]) => [
	'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared',
	...lines.map((line) => `${line},0,Cleared`),
]
const organizze = (...lines: string[]) => [
	'Tipo de Conta,Conta/Cartão,Data,Descrição,Categoria,Valor,Situação,Recorrência,Data Primeira Parcela,Data Última Parcela,Parcela,Informações adicionais',
	...lines.map((line) => `${line},Pago,,,,,`),
]
const mobills = (...lines: string[]) => [
	'Date;Description;Value;Account;Category;Subcategory;Tags',
	...lines.map((line) => `${line};;`),
]
const splitwise = (...lines: string[]) => ['Date,Description,Category,Cost,Currency,Ana,Bruno', ...lines]

describe('a transfer that an app lists in both accounts is one', () => {
	test.each([
		[
			'YNAB',
			ynab(
				'Itaú|13/10/2026|Transfer : Poupança||guardar|300,00|0,00',
				'Poupança|13/10/2026|Transfer : Itaú||guardar|0,00|300,00',
			),
			'Itaú>Poupança',
		],
		[
			'YNAB, to a card',
			ynab(
				'Itaú|13/10/2026|Transfer : Roxinho|||300,00|0,00',
				'Roxinho|13/10/2026|Transfer : Itaú|||0,00|300,00',
			),
			'Itaú>Roxinho',
		],
		[
			'Actual',
			actual('Itaú,2026-10-13,Poupança,guardar,,-300.00', 'Poupança,2026-10-13,Itaú,guardar,,300.00'),
			'Itaú>Poupança',
		],
		[
			'Organizze',
			organizze(
				'Conta,Itaú,13/10/2026,Transferência de Itaú para Carteira,Transferências,"R$ -300,00"',
				'Conta,Carteira,13/10/2026,Transferência de Itaú para Carteira,Transferências,"R$ 300,00"',
			),
			'Itaú>Carteira',
		],
		[
			'Mobills',
			mobills(
				'13/10/2026;Transferência de Itaú para Carteira;-300,00;Itaú;Transferência',
				'13/10/2026;Transferência de Itaú para Carteira;300,00;Carteira;Transferência',
			),
			'Itaú>Carteira',
		],
	])('%s', async (name, lines, places) => {
		const transfer = [`transfer 30000 ${places}`]
		expect(await plan(...lines)).toEqual({ items: transfer, left: ['3 other_side 2'], asked: [] })
		// A file that has one of the two accounts names the other.
		if (name === 'Actual') return
		expect((await plan(lines[0]!, lines[1]!)).items).toEqual(transfer)
		expect((await plan(lines[0]!, lines[2]!)).items).toEqual(transfer)
	})
})

test('names of accounts: of Actual a payee is one only if the household or the file has it, and no category stands', async () => {
	const MARKET = 'Cofre,2026-10-01,Mercado,,Comida,-1.00'
	const TRANSFER = 'Itaú,2026-10-13,Cofre,guardar,,-300.00'
	expect((await plan(...actual(TRANSFER))).items).toEqual(['expense 30000 Itaú'])
	expect((await plan(...actual(MARKET, TRANSFER))).items[1]).toBe('transfer 30000 Itaú>Cofre')
	expect((await plan(...actual(MARKET, 'Itaú,2026-10-13,Cofre,tarifa,Taxas,-3.00'))).items[1]).toBe(
		'expense 300 Itaú',
	)
	expect((await plan(...actual('Itaú,2026-10-13,Roxinho,,,-300.00'))).items).toEqual([
		'transfer 30000 Itaú>Roxinho',
	])
	expect((await plan(...actual('Itaú,2026-10-13,Itaú,tarifa,,-3.00'))).items).toEqual(['expense 300 Itaú'])
})

test('two transfers of one amount to one account are each of the account that they name', async () => {
	const { items, left } = await plan(
		...ynab(
			'Itaú|13/10/2026|Transfer : Poupança|||300,00|0,00',
			'Carteira|13/10/2026|Transfer : Cofre|||300,00|0,00',
			'Cofre|14/10/2026|Transfer : Carteira|||0,00|300,00',
			'Poupança|13/10/2026|Transfer : Nubank|||0,00|300,00',
		),
	)
	expect(items).toEqual([
		'transfer 30000 Itaú>Poupança',
		'transfer 30000 Carteira>Cofre',
		'transfer 30000 Nubank>Poupança',
	])
	expect(left).toEqual(['4 other_side 3'])
})

test.each([
	[
		'YNAB',
		ynab(
			'Itaú|13/10/2026|Starting Balance|Inflow: Ready to Assign||0,00|300,00',
			'Itaú|13/10/2026|Reconciliation Balance Adjustment|Inflow: Ready to Assign||0,00|3,00',
			'Itaú|14/10/2026|Balance Pilates|Saúde||100,00|0,00',
		),
	],
	[
		'Actual',
		actual(
			'Itaú,2026-10-13,Starting Balance,,Starting Balances,300.00',
			'Itaú,2026-10-13,Starting Balance,,,-300.00',
			'Itaú,2026-10-14,Balance Pilates,,Saúde,-100.00',
		),
	],
])('%s: what an account began with is no income', async (_, lines) => {
	expect(await plan(...lines)).toEqual({
		items: ['expense 10000 Itaú'],
		left: ['2 balance', '3 balance'],
		asked: [],
	})
})

test.each([
	['a payee that only begins so', ynab('Itaú|13/10/2026|Transferidora|Casa||3,00|0,00')],
	[
		'a Pix in the category of transfers',
		organizze('Conta,Itaú,13/10/2026,Pix para Ana,Transferências,"R$ -3,00"'),
	],
	[
		'what is called so in another category',
		mobills('13/10/2026;Transferência de Itaú para Ana;-3,00;Itaú;Presentes'),
	],
])('%s is no transfer', async (_, lines) => {
	expect((await plan(...lines)).items).toEqual(['expense 300 Itaú'])
})

test('Splitwise: paying back is no expense', async () => {
	const { items } = await plan(
		...splitwise(
			'2026-10-02,Mercado,Groceries,10.00,BRL,5.00,-5.00',
			'2026-10-03,Bruno pagou Ana,Payment,5.00,BRL,-5.00,5.00',
		),
	)
	expect(items).toEqual(['expense 1000 null', 'transfer 500 ?>?'])
})
