import { expect, test } from 'vitest'
import { planImport } from './plan'
import type { KnownLedger, Plan, PlanOptions } from './types'

/** Files of several accounts and cards that list one transfer where the money left and where it came in. */
const ledger: KnownLedger = {
	timezone: 'America/Sao_Paulo',
	today: '2026-11-30',
	sources: [
		{ name: 'Nubank', aliases: ['Roxinho'], cycles: [{ closing_day: 25, due_day: 5 }] },
		{ name: 'Inter', aliases: [], cycles: [{ closing_day: 20, due_day: 1 }] },
		{ name: 'Conta', aliases: [], cycles: [] },
	],
}
const plan = (lines: string[], options: Partial<PlanOptions> = {}) =>
	planImport(new TextEncoder().encode(lines.join('\n')), { ledger, ...options })
const said = ({ items }: Plan) =>
	items.map(
		({ day, kind, amount_cents, source, to_source }) =>
			`${day.slice(5)} ${kind} ${amount_cents} ${source ?? '?'}>${to_source ?? '?'}`,
	)
const left = ({ left_out }: Plan) => left_out.map(({ line, why, of }) => `${line} ${why} ${of}`)
const organizze = (...lines: string[]) => [
	'Tipo de Conta,Conta/Cartão,Data,Descrição,Categoria,Valor,Situação,Recorrência,Data Primeira Parcela,Data Última Parcela,Parcela,Informações adicionais',
	...lines.map((line) => `${line},Pago,,,,,`),
]
const sheet = (...lines: string[]) => ['Data;Descrição;Valor;Conta', ...lines]
const mobills = (...lines: string[]) => ['Date;Description;Value;Account;Category;Subcategory;Tags', ...lines]

test.each([
	[
		'Organizze',
		organizze(
			'Conta,Itaú,05/10/2026,Pagamento de fatura,,"R$ -300,00"',
			'Cartão,Visa,06/10/2026,Pagamento de fatura,,"R$ 300,00"',
		),
		'Itaú>Visa',
	],
	[
		'Mobills, with a card that nobody knows as one',
		mobills(
			'05/10/2026;Pagamento de fatura;-300,00;Itaú;;;',
			'06/10/2026;Pagamento de fatura;300,00;Visa;;;',
		),
		'Itaú>Visa',
	],
	[
		'a household’s sheet',
		sheet('05/10/2026;Pagamento de fatura;-300,00;Conta', '06/10/2026;Pagamento recebido;300,00;Roxinho'),
		'Conta>Roxinho',
	],
	[
		'a transfer between own accounts',
		sheet(
			'05/10/2026;Transferência entre contas;-300,00;Conta',
			'06/10/2026;Transferência entre contas;300,00;Poupança',
		),
		'Conta>Poupança',
	],
])('%s: a transfer that is listed in both places is one', async (_, lines, places) => {
	const options = { answers: { signs: 'income' } }
	const both = await plan(lines, options)
	expect(said(both)).toEqual([`10-05 transfer 30000 ${places}`])
	expect(left(both)).toEqual(['3 other_side 2'])
	expect(both.questions).toEqual([])
	const turned = await plan([lines[0]!, lines[2]!, lines[1]!], options)
	expect(said(turned)).toEqual(said(both))
	expect(left(turned)).toEqual(['2 other_side 3'])
	// Each side alone has the id that the pair knows it by.
	const [paid, received] = await Promise.all(
		[1, 2].map(async (at) => (await plan([lines[0]!, lines[at]!], options)).items[0]!.message_id),
	)
	expect(both.items[0]!.message_id).toBe(paid)
	expect(both.items[0]!.other_side!.message_id).toBe(received)
})

test('each line has at most one other, and as many have one as can', async () => {
	const lines = sheet(
		'01/10/2026;Pagamento de fatura;-300,00;Conta',
		'04/10/2026;Pagamento de fatura;-300,00;Conta',
		'04/10/2026;Pagamento recebido;300,00;Nubank',
		'07/10/2026;Pagamento recebido;300,00;Nubank',
		'07/10/2026;Pagamento recebido;300,00;Inter',
	)
	const options = { answers: { signs: 'income', card: 'Nubank' } }
	const paid = await plan(lines, options)
	expect(said(paid)).toHaveLength(3)
	expect(paid.left_out).toHaveLength(2)
	const turned = await plan([lines[0]!, ...lines.slice(1).reverse()], options)
	expect(said(turned).sort()).toEqual(said(paid).sort())
})

test('the card that a line names goes before another that was paid as much', async () => {
	const { items } = await plan(
		sheet(
			'05/10/2026;Pagamento fatura Inter;-300,00;Conta',
			'05/10/2026;Pagamento de fatura;-300,00;Conta',
			'05/10/2026;Pagamento recebido;300,00;Nubank',
			'06/10/2026;Pagamento recebido;300,00;Inter',
		),
		{ answers: { signs: 'income' } },
	)
	expect(items.map(({ to_source }) => to_source)).toEqual(['Inter', 'Nubank'])
})

test.each([
	[
		'another amount',
		'05/10/2026;Pagamento de fatura;-300,00;Conta',
		'06/10/2026;Pagamento recebido;300,01;Nubank',
	],
	[
		'four days',
		'05/10/2026;Pagamento de fatura;-300,00;Conta',
		'09/10/2026;Pagamento recebido;300,00;Nubank',
	],
	['one place', '05/10/2026;Entre contas;-300,00;Conta', '05/10/2026;Entre contas;300,00;Conta'],
	['an investment', '05/10/2026;Aplicação CDB;-300,00;Conta', '05/10/2026;Pagamento recebido;300,00;Nubank'],
	['a withdrawal', '05/10/2026;Saque;-300,00;Conta', '05/10/2026;Pagamento recebido;300,00;Nubank'],
	['a purchase', '05/10/2026;Loja;-300,00;Conta', '05/10/2026;Pagamento recebido;300,00;Nubank'],
	['a salary', '05/10/2026;Entre contas;-300,00;Conta', '05/10/2026;Salário;300,00;Poupança'],
])('%s keeps two lines two', async (_, ...lines) => {
	const { items } = await plan(sheet(...lines), { answers: { signs: 'income', card: 'Nubank' } })
	expect(items).toHaveLength(2)
})

test('a thousand equal payments find their thousand others', async () => {
	const lines = Array.from({ length: 2000 }, (_, at) =>
		at % 2
			? `0${1 + (at % 7)}/10/2026;Pagamento recebido;300,00;Nubank`
			: `0${1 + ((at + 1) % 7)}/10/2026;Pagamento de fatura;-300,00;Conta`,
	)
	const { items, left_out } = await plan(sheet(...lines), { answers: { signs: 'income' } })
	expect([items.length, left_out.length]).toEqual([1000, 1000])
})
