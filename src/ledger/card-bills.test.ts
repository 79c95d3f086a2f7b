import { describe, expect, it } from 'vitest'
import { billMonth, type Closing, type CycleVersion } from './bill'
import { billsNotPaidOff, billsOn, type Card, cardBill, paidOfBills } from './card-bills'
import { dayNumber } from './day'
import { monthName, monthNumber } from './month'
import { liveParts } from './parts'
import { readLines } from './testing/golden'

interface Vector {
	what: string
	cycles: CycleVersion[]
	closings: Closing[]
	today: string
	rows: {
		kind: string
		day: string
		amount_cents: number
		installments?: number
		bill_month?: string
		to?: true
		pays_month?: string
	}[]
	bills: {
		bill_month: string
		closes: string
		due: string
		amount: number
		paid: number
		left: number
		credit: number
		state: string
	}[]
}

const SIGNS: Record<string, number> = { expense: 1, transfer: 1, refund: -1, income: -1 }

function cardOf({ cycles, closings, rows }: Vector): Card {
	const amounts: Record<string, number> = {}
	for (const row of rows.filter(({ to }) => !to)) {
		const first = row.bill_month ?? billMonth(row.day, cycles, closings)
		const purchase = { amount_cents: row.amount_cents, installments: row.installments ?? 1, moves: null }
		for (const { month, cents } of liveParts(purchase, monthNumber(first), dayNumber(row.day)))
			amounts[monthName(month)] = (amounts[monthName(month)] ?? 0) + (SIGNS[row.kind] ?? 0) * cents
	}
	const payments = rows
		.filter(({ to }) => to)
		.map(({ day, amount_cents, pays_month }) => ({
			day: dayNumber(day),
			cents: amount_cents,
			pays: pays_month ?? null,
		}))
	return { cycles, closings, amounts, payments }
}

describe('golden bills of a card', () => {
	it.each(readLines<Vector>('card-bills.jsonl'))('$what', (vector) => {
		const card = cardOf(vector)
		const paid = paidOfBills(card)
		const bills = vector.bills.map(({ bill_month }) =>
			cardBill(card, bill_month, dayNumber(vector.today), paid),
		)
		expect(bills.map(({ month, ...bill }) => ({ bill_month: month, ...bill }))).toEqual(vector.bills)
	})
})

it('tells which bill is open, and which closed last', () => {
	const card: Card = {
		cycles: [{ from_month: null, closing_day: 25, due_day: 5 }],
		closings: [{ bill_month: '2026-12', closing_date: '2026-11-27' }],
		amounts: {},
		payments: [],
	}
	const on = (day: string) => billsOn(card, dayNumber(day))
	expect(on('2026-11-24')).toEqual({ open: '2026-12', closed: '2026-11' })
	expect(on('2026-11-26')).toEqual({ open: '2026-12', closed: '2026-11' })
	expect(on('2026-11-27')).toEqual({ open: '2027-01', closed: '2026-12' })
})

it('tells older bills that were not paid off, from the first payment on', () => {
	const card: Card = {
		cycles: [{ from_month: null, closing_day: 10, due_day: 17 }],
		closings: [],
		amounts: {
			'2026-01': 100_00,
			'2026-02': 60_00,
			'2026-03': 240_00,
			'2026-04': 0,
			'2026-05': 200_00,
			'2026-06': 5_00,
		},
		payments: [
			{ day: dayNumber('2026-02-17'), cents: 60_00, pays: null },
			{ day: dayNumber('2026-03-16'), cents: 100_00, pays: null },
		],
	}
	const rests = (month: string, of = card) => billsNotPaidOff(of, month, paidOfBills(of))
	expect(rests('2026-06')).toEqual(['2026-03', '2026-05'])
	expect(rests('2026-05')).toEqual(['2026-03'])
	expect(rests('2026-03')).toEqual([])
	expect(rests('2026-06', { ...card, payments: [] })).toEqual([])
})
