import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seededRandom } from '../household/random'
import { splitInstallments } from '../ledger/parts'
import type { Ledger } from '../ledger/types'
import { receive } from './inbox'
import { DemoLedger } from './ledger'

const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n')
const sender = { id: 'a', name: 'Agente' }
const ledgerIn = (timezone: string): Ledger => ({
	id: 'l',
	name: 'x',
	currency: 'BRL',
	timezone,
	basis: 'bill',
	corrections: true,
	role: 'owner',
})

test('the demo’s inbox reads every golden amount as the database does', () => {
	const random = seededRandom(1)
	const ledger = new DemoLedger(ledgerIn('UTC'), {}, random)
	const cases = lines('fixtures/amounts.jsonl').map((line) => JSON.parse(line))
	expect(cases.length).toBeGreaterThan(50)
	for (const [index, { amount, cents, reason }] of cases.entries()) {
		const row = { message_id: `m${index}`, description: 'x', amount }
		const item = receive(ledger, sender, row, Date.UTC(2026, 10, 23), random)
		const kept = item.transaction_id ? ledger.find(item.transaction_id)!.amount_cents : undefined
		expect({ amount, cents: kept, reason: item.reason ?? undefined }).toEqual({ amount, cents, reason })
	}
})

test('the demo’s inbox puts every golden purchase into its bill', () => {
	const random = seededRandom(1)
	const [head, ...rows] = lines('fixtures/bills.tsv')
	const names = head!.split('\t')
	expect(rows.length).toBeGreaterThan(100)
	for (const line of rows) {
		const cells = line.split('\t')
		const cell = (name: string) => cells[names.indexOf(name)] ?? ''
		const day = (name: string) => (cell(name) === '' ? null : Number(cell(name)))
		const source = { id: 1, name: 'c', aliases: [], archived: false }
		const days = { closing_day: day('closing_day'), due_day: day('due_day') }
		const cycles = [{ source_id: 1, from_month: null, ...days }]
		const ledger = new DemoLedger(ledgerIn(cell('timezone')), { sources: [source], cycles }, random)
		const row = {
			message_id: 'm',
			description: 'x',
			source: 'c',
			occurred_at: cell('occurred_at'),
			amount: Number(cell('amount_cents')) / 100,
			installments: Number(cell('installments')),
		}
		const item = receive(ledger, sender, row, Date.parse(row.occurred_at), random)
		const kept = ledger.find(item.transaction_id!)!
		expect([line, kept.bill_month]).toEqual([line, cell('first_bill_month')])
		expect(splitInstallments(kept.amount_cents, kept.installments)).toEqual(
			JSON.parse(cell('installment_cents')),
		)
	}
})

test('the demo’s inbox takes refunds, transfers, known parts and given bills, and refuses what makes no sense', () => {
	const random = seededRandom(1)
	const sources = ['Nubank', 'Pix'].map((name, at) => ({
		id: at + 1,
		name,
		aliases: name === 'Nubank' ? ['roxinho'] : [],
		archived: false,
	}))
	const cycles = [{ source_id: 1, from_month: null, closing_day: 25, due_day: 5 }]
	const ledger = new DemoLedger(ledgerIn('America/Sao_Paulo'), { sources, cycles }, random)
	let sent = 0
	const post = (fields: object) => {
		const occurred_at = '2026-10-24T12:00:00-03:00'
		const row = {
			message_id: `m${sent++}`,
			description: 'x',
			amount: 10,
			source: 'Nubank',
			occurred_at,
			...fields,
		}
		const item = receive(ledger, sender, row, Date.UTC(2026, 10, 1), random)
		return item.reason ?? ledger.find(item.transaction_id!)!
	}
	expect(post({ kind: 'refund' })).toMatchObject({ kind: 'refund', bill_month: '2026-11', bill_given: false })
	expect(post({ bill_month: '2027-01' })).toMatchObject({ bill_month: '2027-01', bill_given: true })
	expect(post({ part: 3, parts: 10 })).toMatchObject({ bill_month: '2027-01', part: 3, installments: 1 })
	expect(
		post({ kind: 'transfer', source: 'Pix', to_source: 'roxinho', bill_month: '2026-10' }),
	).toMatchObject({ to_source_id: 1, pays_month: '2026-10', bill_month: '2026-10', bill_given: false })
	expect(post({ kind: 'gift' })).toBe('unknown_kind')
	expect(post({ part: 3 })).toBe('parts_out_of_range')
	expect(post({ part: 3, parts: 2 })).toBe('parts_out_of_range')
	expect(post({ part: 1, parts: 2, installments: 2 })).toBe('parts_out_of_range')
	expect(post({ bill_month: '2026-13' })).toBe('bill_month_unreadable')
	expect(post({ bill_month: '2026-08' })).toBe('bill_month_out_of_range')
	expect(post({ to_source: 'Pix' })).toBe('to_source_unexpected')
	expect(post({ kind: 'transfer', to_source: 'roxinho' })).toBe('same_place')
})

test('a new cycle moves no given bill, and what a transfer names follows its name', () => {
	const random = seededRandom(1)
	const cycles = [{ source_id: 1, from_month: null, closing_day: 25, due_day: 5 }]
	const sources = [{ id: 1, name: 'Nubank', aliases: [], archived: false }]
	const ledger = new DemoLedger(ledgerIn('UTC'), { sources, cycles }, random)
	const post = (message_id: string, fields: object) => {
		const row = { message_id, description: 'x', amount: 10, occurred_at: '2026-10-26T12:00:00Z', ...fields }
		const item = receive(ledger, sender, row, Date.UTC(2026, 10, 1), random)
		return ledger.find(item.transaction_id!)!
	}
	const plain = post('a', { source: 'Nubank' })
	const given = post('b', { source: 'Nubank', bill_month: '2026-11' })
	const paid = post('c', { kind: 'transfer', to_source: 'Visa' })
	expect([plain.bill_month, given.bill_month, paid.to_source_id]).toEqual(['2026-12', '2026-11', null])
	ledger.directory.cycles = [{ source_id: 1, from_month: null, closing_day: 28, due_day: 5 }]
	ledger.directory.sources[0]!.aliases = ['visa']
	expect(ledger.refresh()).toBe(2)
	expect([plain.bill_month, given.bill_month, paid.to_source_id]).toEqual(['2026-11', '2026-11', 1])
})
