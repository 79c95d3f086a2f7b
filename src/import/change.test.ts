import { describe, expect, test } from 'vitest'
import { changed } from './change'
import { planImport } from './plan'
import type { ImportKind, KnownLedger, Plan, PlanItem } from './types'

const ledger: KnownLedger = { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] }
const plan = (lines: string[], answers: Record<string, string>): Promise<Plan> =>
	planImport(new TextEncoder().encode(lines.join('\n')), { ledger, answers })

const bill = () =>
	plan(
		[
			'data,lançamento,valor',
			'2026-11-03,MERCADO,100.00',
			'2026-11-04,CREDITO ATUALIZADO,-500.00',
			'2026-11-05,Pagamento recebido,-900.00',
			'2026-11-06,LOJA PARC 02/05,60.00',
		],
		{ account: 'Nubank', bill: '2026-12', signs: 'expense' },
	)
const statement = () =>
	plan(
		[
			'Data;Descrição;Valor;Saldo',
			'03/11/2026;Mercado;-100,00;900,00',
			'04/11/2026;TED da minha outra conta;500,00;1400,00',
			'05/11/2026;Resgate CDB;300,00;1700,00',
			'06/11/2026;Aplicação CDB;-200,00;1500,00',
			'07/11/2026;Estorno de compra;20,00;1520,00',
		],
		{ account: 'Itaú' },
	)

const told = ({ kind, source, to_source, part, bill_month }: PlanItem) => [
	kind,
	source,
	to_source,
	part,
	bill_month,
]
const KINDS: ImportKind[] = ['expense', 'refund', 'income', 'transfer']
const line = ({ items }: Plan, text: string) => items.find(({ description }) => description === text)!
const as = (read: Plan, text: string, kind: ImportKind) =>
	told(changed(line(read, text), { kind }, read.file))

describe('a line of a card’s bill taken for another kind', () => {
	test('a credit that is a transfer pays the bill before, as one that is known to', async () => {
		const read = await bill()
		expect(read.file.type).toBe('card')
		const paid = ['transfer', null, 'Nubank', null, '2026-11']
		expect(told(line(read, 'Pagamento recebido'))).toEqual(paid)
		expect(told(line(read, 'CREDITO ATUALIZADO'))).toEqual(['refund', 'Nubank', null, null, '2026-12'])
		expect(as(read, 'CREDITO ATUALIZADO', 'transfer')).toEqual(paid)
	})

	test('what is spent goes from it, whole, in no bill', async () => {
		const read = await bill()
		expect(as(read, 'MERCADO', 'transfer')).toEqual(['transfer', 'Nubank', null, null, null])
		expect(as(read, 'LOJA', 'transfer')).toEqual(['transfer', 'Nubank', null, null, null])
		expect(as(read, 'LOJA', 'refund')).toEqual(['refund', 'Nubank', null, 2, '2026-12'])
	})

	test.each(['expense', 'refund', 'income'] as const)(
		'a payment that is no transfer but %s lands in the bill',
		async (kind) => {
			const read = await bill()
			expect(as(read, 'Pagamento recebido', kind)).toEqual([kind, 'Nubank', null, null, '2026-12'])
			expect(as(read, 'CREDITO ATUALIZADO', kind)).toEqual([kind, 'Nubank', null, null, '2026-12'])
			expect(as(read, 'MERCADO', kind)).toEqual([kind, 'Nubank', null, null, '2026-12'])
		},
	)

	test('a bill that a column names is that one', async () => {
		const read = await bill()
		const file = { ...read.file, columns: { ...read.file.columns, bill: 3 } }
		const item = line(read, 'CREDITO ATUALIZADO')
		expect(changed(item, { kind: 'transfer' }, file).bill_month).toBe('2026-12')
	})
})

describe('a line of an account taken for another kind', () => {
	test('is a transfer to it where money came, and from it where money went', async () => {
		const read = await statement()
		expect(read.file.type).toBe('account')
		expect(read.items.map(({ kind }) => kind)).toEqual([
			'expense',
			'income',
			'transfer',
			'transfer',
			'refund',
		])
		expect(as(read, 'Mercado', 'transfer')).toEqual(['transfer', 'Itaú', null, null, null])
		for (const text of ['TED da minha outra conta', 'Resgate CDB', 'Estorno de compra'])
			expect(as(read, text, 'transfer')).toEqual(['transfer', null, 'Itaú', null, null])
		expect(as(read, 'Aplicação CDB', 'transfer')).toEqual(['transfer', 'Itaú', null, null, null])
	})

	test.each(['expense', 'refund', 'income'] as const)(
		'as %s it is of the account, whichever end that was',
		async (kind) => {
			const read = await statement()
			for (const { description } of read.items)
				expect(as(read, description, kind)).toEqual([kind, 'Itaú', null, null, null])
		},
	)
})

test('the kind that a line has changes nothing', async () => {
	for (const read of [await bill(), await statement()])
		for (const item of read.items) {
			expect(changed(item, { kind: item.kind }, read.file)).toEqual(item)
			for (const kind of KINDS) expect(changed(item, { kind }, read.file).message_id).toBe(item.message_id)
		}
})

test('a category is changed, taken away, or left', async () => {
	const read = await statement()
	const item = { ...line(read, 'Mercado'), category: 'Casa' }
	expect(changed(item, { category: 'Lazer' }, read.file).category).toBe('Lazer')
	expect(changed(item, { category: '' }, read.file).category).toBeNull()
	expect(changed(item, { kind: 'refund' }, read.file)).toEqual({ ...item, kind: 'refund' })
})

test('a payment of a card whose bill nobody knows stays one of no bill', async () => {
	const read = await bill()
	const paid = { ...line(read, 'Pagamento recebido'), bill_month: null }
	expect(told(changed(paid, { kind: 'refund' }, read.file))).toEqual(['refund', 'Nubank', null, null, null])
	const credit = { ...line(read, 'CREDITO ATUALIZADO'), bill_month: null }
	expect(told(changed(credit, { kind: 'transfer' }, read.file))).toEqual([
		'transfer',
		null,
		'Nubank',
		null,
		null,
	])
})
