import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { KnownLedger, PlanItem, PlanOptions } from './types'

/** Files whose lines are of several accounts and cards, or say by a word what they are. The card closes on the 25th, due on the 5th. */
const ledger: KnownLedger = {
	timezone: 'America/Sao_Paulo',
	today: '2026-11-30',
	sources: [
		{ name: 'Nubank', aliases: [], cycles: [{ closing_day: 25, due_day: 5 }] },
		{ name: 'Conta', aliases: [], cycles: [] },
	],
}
const plan = (lines: string[], options: Partial<PlanOptions> = {}) =>
	planImport(new TextEncoder().encode(lines.join('\n')), { ledger, ...options })
const place = ({ source, to_source }: PlanItem) => (to_source ? `${source ?? ''}>${to_source}` : source)
const said = (items: PlanItem[]) => items.map((item) => `${item.kind} ${item.amount_cents} ${place(item)}`)

describe('money that comes to a card', () => {
	const organizze = (...lines: string[]) => [
		'Tipo de Conta,Conta/Cartão,Data,Descrição,Categoria,Valor,Situação,Recorrência,Data Primeira Parcela,Data Última Parcela,Parcela,Informações adicionais',
		...lines.map((line) => `${line},Pago,,,,,`),
	]

	test('of an app’s file is a refund, or pays its bill; in an account it is income', async () => {
		const { items, questions } = await plan(
			organizze(
				'Cartão,Visa,02/10/2026,Loja,Roupas,"R$ -50,00"',
				'Cartão,Visa,03/10/2026,Loja,Roupas,"R$ 50,00"',
				'Cartão,Visa,05/10/2026,Pagamento de fatura,,"R$ 300,00"',
				'Conta,Itaú,06/10/2026,Bônus,,"R$ 70,00"',
			),
		)
		expect(said(items)).toEqual([
			'expense 5000 Visa',
			'refund 5000 Visa',
			'transfer 30000 >Visa',
			'income 7000 Itaú',
		])
		expect(questions).toEqual([])
	})

	test('that the household knows likewise, unless a column says income', async () => {
		const sheet = [
			'Data;Descrição;Valor;Conta',
			'02/10/2026;Loja;50,00;Nubank',
			'03/10/2026;Bico;70,00;Conta',
		]
		expect(said((await plan(sheet, { answers: { signs: 'income' } })).items)).toEqual([
			'refund 5000 Nubank',
			'income 7000 Conta',
		])
		const typed = ['Data;Descrição;Valor;Conta;Tipo', '02/10/2026;Cashback;50,00;Nubank;Receita']
		expect(said((await plan(typed)).items)).toEqual(['income 5000 Nubank'])
	})
})

describe('a type column that says transfer', () => {
	const file = (...lines: string[]) => ['Data;Descrição;Tipo;Valor', ...lines]
	const SPENT = '02/10/2026;Loja;Despesa;10,00'

	test('says no way: without a minus it is asked', async () => {
		const lines = file(SPENT, '03/10/2026;Salário;Receita;90,00', '04/10/2026;Poupar;Transferência;30,00')
		const asked = await plan(lines, { answers: { account: 'Conta' } })
		expect(asked.questions).toEqual([
			{ id: 'signs', proposed: 'expense', reason: 'transfers_either_way', about: null },
		])
		expect(said(asked.items)).toEqual(['expense 1000 Conta', 'income 9000 Conta', 'transfer 3000 Conta'])
		const answered = await plan(lines, { answers: { account: 'Conta', signs: 'income' } })
		expect(said(answered.items)[2]).toBe('transfer 3000 >Conta')
		expect(said(answered.items).slice(0, 2)).toEqual(said(asked.items).slice(0, 2))
		expect(answered.questions).toEqual([])
	})

	test('goes by the signs where the file has some, and by its own word', async () => {
		const signed = await plan(
			file(SPENT, '04/10/2026;Poupar;Transferência;-30,00', '05/10/2026;Resgatar;Transferência;20,00'),
			{ answers: { account: 'Conta' } },
		)
		expect(said(signed.items)).toEqual(['expense 1000 Conta', 'transfer 3000 Conta', 'transfer 2000 >Conta'])
		const worded = await plan(
			file(SPENT, '04/10/2026;a;Transfer in;30,00', '05/10/2026;b;Transfer out;20,00'),
			{ answers: { account: 'Conta' } },
		)
		expect(said(worded.items)).toEqual(['expense 1000 Conta', 'transfer 3000 >Conta', 'transfer 2000 Conta'])
		expect(worded.questions).toEqual([])
	})
})

test('a household’s "Crédito" is how it paid, and what an amount without a minus is, is asked', async () => {
	const lines = ['Data;Descrição;Categoria;Tipo;Valor', '02/10/2026;Loja;Casa;Crédito;10,00']
	const debit = '03/10/2026;Feira;Casa;Débito;20,00'
	const { items, questions } = await plan([...lines, debit], { answers: { account: 'Conta' } })
	expect(said(items)).toEqual(['expense 1000 Conta', 'expense 2000 Conta'])
	expect(questions.map(({ id, proposed }) => `${id} ${proposed}`)).toEqual(['signs expense'])
	const bank = [...lines, debit].map((line) => line.replace(/;(?:Categoria|Casa)/, ''))
	expect(said((await plan(bank, { answers: { account: 'Conta' } })).items)).toEqual([
		'income 1000 Conta',
		'expense 2000 Conta',
	])
})

test('a line with money in and money out is unreadable, unless one of them is nothing', async () => {
	const { items, unreadable } = await plan([
		'Data;Descrição;Crédito;Débito',
		'02/10/2026;Ambos;10,00;20,00',
		'03/10/2026;Entrou;10,00;0,00',
		'04/10/2026;Saiu;0,00;20,00',
	])
	expect(unreadable.map(({ line, why }) => `${line} ${why}`)).toEqual(['2 amount_unreadable'])
	expect(items.map(({ kind, amount_cents }) => `${kind} ${amount_cents}`)).toEqual([
		'income 1000',
		'expense 2000',
	])
})

test('a part with the day of its purchase beside its own is of that day, in the bill of its own', async () => {
	const lines = [
		'Data;Data da compra;Descrição;Valor;Parcela;Cartão',
		'26/10/2026;02/08/2026;Tênis;-89,90;3/10;Nubank',
		'26/10/2026;26/10/2026;Livro;-50,00;1;Nubank',
	]
	const { items } = await plan(lines)
	expect(items.map(({ day, part, bill_month }) => [day, part, bill_month])).toEqual([
		['2026-08-02', 3, '2026-12'],
		['2026-10-26', null, null],
	])
	const alone = await plan(lines.map((line) => line.split(';').toSpliced(0, 1).join(';')))
	expect(alone.items[0]!.day).toBe('2026-08-02')
})
