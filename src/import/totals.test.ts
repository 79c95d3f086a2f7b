import { expect, test } from 'vitest'
import { totalsByMonth } from './totals'
import type { KnownLedger, PlanItem } from './types'

const ledger: KnownLedger = {
	timezone: 'America/Sao_Paulo',
	today: '2026-11-30',
	sources: [{ name: 'Nubank', aliases: ['roxinho'], cycles: [{ closing_day: 25, due_day: 5 }] }],
}
const line = (more: Partial<PlanItem>): PlanItem => ({
	line: 1,
	text: '',
	message_id: 'import:0',
	kind: 'expense',
	amount_cents: 1000,
	day: '2026-10-20',
	description: 'Mercado',
	source: 'Pix',
	category: null,
	person: null,
	to_source: null,
	installments: 1,
	part: null,
	parts: null,
	bill_month: null,
	...more,
})
const spent = (items: PlanItem[], basis: 'bill' | 'purchase') =>
	totalsByMonth(items, { basis, ledger }).map(({ month, cents }) => [month, cents.expense])

test('what a file brings is counted by bill or by day, as the ledger counts', () => {
	const inBill = [line({}), line({ bill_month: '2026-11', amount_cents: 500 })]
	expect(spent(inBill, 'bill')).toEqual([
		['2026-11', 500],
		['2026-10', 1000],
	])
	expect(spent(inBill, 'purchase')).toEqual([['2026-10', 1500]])
})

test('without a bill of its own a card’s purchase is in the one that its days tell', () => {
	expect(spent([line({ source: 'roxinho' })], 'bill')).toEqual([['2026-11', 1000]])
	expect(spent([line({ source: 'roxinho' })], 'purchase')).toEqual([['2026-10', 1000]])
})

test('each part is in its month by bill, and the whole in that of its day; a cancelled part is in none', () => {
	const three = line({ installments: 3 })
	expect(spent([three], 'bill')).toEqual([
		['2026-12', 333],
		['2026-11', 333],
		['2026-10', 334],
	])
	expect(spent([three], 'purchase')).toEqual([['2026-10', 1000]])
	const cancelled = line({ installments: 3, moves: [[3, null]] })
	expect(spent([cancelled], 'bill').map(([month]) => month)).toEqual(['2026-11', '2026-10'])
	expect(spent([cancelled], 'purchase')).toEqual([['2026-10', 667]])
})

test('a transfer is in the month of its day, whichever bill it pays', () => {
	const paid = line({ kind: 'transfer', bill_month: '2026-11' })
	for (const basis of ['bill', 'purchase'] as const)
		expect(totalsByMonth([paid], { basis, ledger })).toEqual([
			{ month: '2026-10', cents: { expense: 0, refund: 0, income: 0, transfer: 1000 } },
		])
})
