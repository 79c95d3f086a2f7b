import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { KnownLedger, PlanOptions } from './types'

/** What lines become in an account's or a card's own file. The household has one card. */
const ledger: KnownLedger = {
	timezone: 'America/Sao_Paulo',
	today: '2026-11-30',
	sources: [{ name: 'Roxinho', aliases: [], cycles: [{ closing_day: 25, due_day: 5 }] }],
}
const plan = async (lines: string[], options: Partial<PlanOptions> = {}) => {
	const bytes = new TextEncoder().encode(lines.join('\n'))
	const { items, left_out, questions } = await planImport(bytes, { ledger, ...options })
	return {
		items: items.map(
			({ kind, amount_cents, source, to_source }) =>
				`${kind} ${amount_cents} ${kind === 'transfer' ? `${source ?? '?'}>${to_source ?? '?'}` : source}`,
		),
		left: left_out.map(({ line, why }) => `${line} ${why}`),
		asked: questions.map(({ id, proposed }) => `${id} ${proposed}`),
	}
}
const account = (...lines: string[]) => ['Data,Valor,Identificador,Descrição', ...lines]

describe('what is taken back goes the way it came', () => {
	const options = { answers: { account: 'Conta', card: 'Roxinho' } }

	test('in an account: from the card, the cash or the investment', async () => {
		const { items } = await plan(
			account(
				'02/10/2026,-900.00,a,Pagamento de fatura',
				'03/10/2026,900.00,b,Estorno de pagamento de fatura',
				'04/10/2026,100.00,c,Estorno Saque',
				'05/10/2026,50.00,d,Estorno Aplicação RDB',
				'06/10/2026,-50.00,e,Estorno Resgate RDB',
				'07/10/2026,7.00,f,Estorno tarifa saque',
				'08/10/2026,8.00,g,Estorno - Loja',
				'09/10/2026,-9.00,h,Estorno Pix recebido',
			),
			options,
		)
		expect(items).toEqual([
			'transfer 90000 Conta>Roxinho',
			'transfer 90000 Roxinho>Conta',
			'transfer 10000 Dinheiro>Conta',
			'transfer 5000 ?>Conta',
			'transfer 5000 Conta>?',
			'refund 700 Conta',
			'refund 800 Conta',
			'expense 900 Conta',
		])
	})

	test('two that came back are no two sides of one', async () => {
		const { items, left } = await plan(
			account(
				'03/10/2026,100.00,b,Estorno de pagamento de fatura',
				'04/10/2026,100.00,c,Estorno Saque',
				'04/10/2026,-100.00,d,Saque',
			),
			options,
		)
		expect(items).toEqual([
			'transfer 10000 Roxinho>Conta',
			'transfer 10000 Dinheiro>Conta',
			'transfer 10000 Conta>Dinheiro',
		])
		expect(left).toEqual([])
	})

	test('which card gave it back is asked as which card was paid', async () => {
		const { items, asked } = await plan(account('03/10/2026,900.00,b,Estorno de pagamento de fatura'), {
			answers: { account: 'Conta' },
		})
		expect(asked).toEqual(['card Roxinho'])
		expect(items).toEqual(['transfer 90000 Roxinho>Conta'])
	})

	test('on a card a payment that was taken back is no purchase', async () => {
		const { items } = await plan(
			[
				'date,title,amount',
				'2026-10-01,Padaria,10.00',
				'2026-10-02,Pagamento recebido,-200.00',
				'2026-10-03,Estorno Pagamento recebido,200.00',
				'2026-10-04,Pagamento devolvido,200.00',
				'2026-10-05,Estorno de desconto,5.00',
			],
			{ answers: { account: 'Roxinho', bill: '2026-10' } },
		)
		expect(items).toEqual([
			'expense 1000 Roxinho',
			'transfer 20000 ?>Roxinho',
			'transfer 20000 Roxinho>?',
			'transfer 20000 Roxinho>?',
			'expense 500 Roxinho',
		])
	})
})

test('the banks’ own short words move money, pay a bill or give back', async () => {
	const { items } = await plan(
		account(
			'02/10/2026,-1.00,a,APLIC.AUTOM.INVESTFACIL*',
			'03/10/2026,2.00,b,RESG.AUTOM.INVEST FACIL*',
			'04/10/2026,-3.00,c,Reserva por gastos Emergência',
			'05/10/2026,4.00,d,Reserva por gastos Emergência',
			'06/10/2026,-5.00,e,FATURA PAGA PERSON MULTI',
			'07/10/2026,-6.00,f,DEB CART CRED',
			'08/10/2026,-7.00,g,SAQ CARTAO',
			'09/10/2026,8.00,h,Pix - Rejeitado',
			'10/10/2026,9.00,i,DEV PIX JOAO01/10',
			'11/10/2026,10.00,j,CR DEV PIX',
			'12/10/2026,-11.00,k,Pix recusado',
			'13/10/2026,12.00,l,DEP POUP',
		),
		{ answers: { account: 'Conta', card: 'Roxinho' } },
	)
	expect(items).toEqual([
		'transfer 100 Conta>?',
		'transfer 200 ?>Conta',
		'transfer 300 Conta>?',
		'transfer 400 ?>Conta',
		'transfer 500 Conta>Roxinho',
		'transfer 600 Conta>Roxinho',
		'transfer 700 Conta>Dinheiro',
		'refund 800 Conta',
		'refund 900 Conta',
		'refund 1000 Conta',
		'expense 1100 Conta',
		'transfer 1200 ?>Conta',
	])
})

describe('Pix by credit: the card’s bill has the purchase', () => {
	const LENT = '02/10/2026,100.00,a,Valor adicionado na conta por cartão de crédito'
	const options = { answers: { account: 'Conta' } }

	test('so neither the money that the card lent nor the Pix counts', async () => {
		const { items, asked } = await plan(
			account(
				'02/10/2026,-100.00,z,Transferência enviada pelo Pix - BRUNO',
				LENT,
				'02/10/2026,-100.00,a,Transferência enviada pelo Pix - ANA',
			),
			options,
		)
		expect(items).toEqual(['expense 10000 Conta', 'transfer 10000 ?>Conta', 'transfer 10000 Conta>?'])
		expect(asked).toEqual([])
	})

	test.each([
		['another amount', '02/10/2026,-100.01,a,Transferência enviada pelo Pix - ANA'],
		['another day', '03/10/2026,-100.00,b,Transferência enviada pelo Pix - ANA'],
		['a purchase', '02/10/2026,-100.00,b,Compra no débito - ANA'],
	])('%s is spent from the account', async (_, line) => {
		const { items } = await plan(account(LENT, line), options)
		expect(items[0]).toBe('transfer 10000 ?>Conta')
		expect(items[1]).toMatch(/^expense/)
	})

	test('each that was lent is of a Pix of its own', async () => {
		const lines = ['a', 'b'].flatMap((id) => [
			LENT.replace(',a,', `,${id},`),
			`02/10/2026,-100.00,${id}2,Pix enviado - ${id}`,
		])
		const { items } = await plan(account(...lines), options)
		expect(items.filter((item) => !item.startsWith('transfer'))).toEqual([])
	})

	test('of one Pix only one is lent', async () => {
		const { items } = await plan(
			account(LENT, LENT.replace(',a,', ',b,'), '02/10/2026,-100.00,c,Pix enviado - ANA'),
			options,
		)
		expect(items).toEqual(['transfer 10000 ?>Conta', 'transfer 10000 ?>Conta', 'transfer 10000 Conta>?'])
	})
})

test('Itaú’s balance of account and investments is no money, and proves no signs', async () => {
	const { items, left, asked } = await plan(
		[
			'Data;Descrição;Valor',
			'01/10/2026;SALDO ANTERIOR;100,00',
			'02/10/2026;LOJA;-10,00',
			'02/10/2026;SDO CTA/APL AUTOMATICAS;5.090,00',
			'03/10/2026;SALARIO;50,00',
			'03/10/2026;SALDO DO DIA;140,00',
		],
		{ answers: { account: 'Conta' } },
	)
	expect(items).toEqual(['expense 1000 Conta', 'income 5000 Conta'])
	expect(left).toEqual(['2 balance', '4 balance', '6 balance'])
	expect(asked).toEqual([])
})
