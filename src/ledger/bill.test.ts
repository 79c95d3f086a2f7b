import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import fc from '../../fixtures/property'
import { billMonth, closingDate, installmentDay, splitInstallments } from './bill'
import { makeCalendar } from './calendar'
import { addDays, dayName, dayNumber } from './day'

interface Vector {
	occurred_at: string
	timezone: string
	closing_day: number | null
	due_day: number | null
	amount_cents: number
	installments: number
	first_bill_month: string
	installment_cents: number[]
}

function readVectors(): Vector[] {
	const [head, ...lines] = readFileSync(new URL('../../fixtures/bills.tsv', import.meta.url), 'utf8')
		.trim()
		.split('\n')
	const names = head!.split('\t')
	const text = new Set(['occurred_at', 'timezone', 'first_bill_month'])
	return lines.map((line) => {
		const cells = line.split('\t')
		return Object.fromEntries(
			names.map((name, index) => {
				const cell = cells[index] ?? ''
				return [name, text.has(name) ? cell : cell === '' ? null : JSON.parse(cell)]
			}),
		) as unknown as Vector
	})
}

describe('golden bills', () => {
	it.each(readVectors())('$occurred_at $timezone closes $closing_day due $due_day', (vector) => {
		const day = makeCalendar(vector.timezone).dayAt(Date.parse(vector.occurred_at))
		expect(billMonth(day, vector)).toBe(vector.first_bill_month)
		expect(splitInstallments(vector.amount_cents, vector.installments)).toEqual(vector.installment_cents)
	})
})

describe('billMonth', () => {
	const card = { closing_day: 25, due_day: 5 }

	it('lets a bank close one bill on another date', () => {
		const early = [{ bill_month: '2026-11', closing_date: '2026-10-22' }]
		expect(billMonth('2026-10-21', card, early)).toBe('2026-11')
		expect(billMonth('2026-10-22', card, early)).toBe('2026-12')
		const late = [{ bill_month: '2026-11', closing_date: '2026-10-28' }]
		expect(billMonth('2026-10-27', card, late)).toBe('2026-11')
		expect(billMonth('2026-10-28', card, late)).toBe('2026-12')
		const intoNextMonth = [{ bill_month: '2026-11', closing_date: '2026-11-02' }]
		expect(billMonth('2026-11-01', card, intoNextMonth)).toBe('2026-11')
		expect(billMonth('2026-11-02', card, intoNextMonth)).toBe('2026-12')
	})

	it('gives each day the first bill that closes after it', () => {
		const day = fc.integer({ min: 0, max: 40_000 }).map(dayName)
		const ofMonth = fc.integer({ min: 1, max: 31 })
		fc.assert(
			fc.property(day, ofMonth, fc.option(ofMonth), (today, closing_day, due_day) => {
				const cycle = { closing_day, due_day }
				const bill = billMonth(today, cycle)
				const closes = dayName(closingDate(bill, cycle))
				expect(today < closes).toBe(true)
				expect(billMonth(addDays(closes, -1), cycle)).toBe(bill)
				expect(billMonth(closes, cycle) > bill).toBe(true)
			}),
		)
	})
})

describe('installments', () => {
	it('sum to the purchase, the first no smaller than the others', () => {
		const total = fc.integer({ min: 1, max: 99_999_999_999 })
		fc.assert(
			fc.property(total, fc.integer({ min: 1, max: 120 }), (cents, installments) => {
				const parts = splitInstallments(cents, installments)
				expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(cents))
				expect(Math.max(...parts)).toBe(parts[0])
			}),
		)
	})

	it('fall on the same date of later months, or the last day where there is none', () => {
		const day = dayNumber('2026-01-31')
		expect([1, 2, 3, 4, 14].map((k) => dayName(installmentDay(day, k)))).toEqual([
			'2026-01-31',
			'2026-02-28',
			'2026-03-31',
			'2026-04-30',
			'2027-02-28',
		])
	})
})
