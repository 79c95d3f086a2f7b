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
		const source = { id: 1, name: 'c', aliases: [], closing_day: day('closing_day'), due_day: day('due_day') }
		const ledger = new DemoLedger(ledgerIn(cell('timezone')), { sources: [source] }, random)
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
