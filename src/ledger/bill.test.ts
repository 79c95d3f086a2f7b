import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import fc from '../../fixtures/property'
import { billMonth, type Closing, type CycleVersion, closingDate } from './bill'
import { makeCalendar } from './calendar'
import { addDays, dayName } from './day'
import { addMonths } from './month'
import { splitInstallments } from './parts'
import { readLines } from './testing/golden'

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
		expect(billMonth(day, [vector])).toBe(vector.first_bill_month)
		expect(splitInstallments(vector.amount_cents, vector.installments)).toEqual(vector.installment_cents)
	})
})

interface CycleVector {
	cycles: CycleVersion[]
	closings: Closing[]
	days: [day: string, bill: string][]
}

describe('golden cycles', () => {
	it.each(readLines<CycleVector>('cycles.jsonl'))('$cycles $closings', ({ cycles, closings, days }) => {
		expect(days.map(([day]) => [day, billMonth(day, cycles, closings)])).toEqual(days)
	})
})

describe('billMonth', () => {
	const ofMonth = fc.integer({ min: 1, max: 31 })
	const month = fc.integer({ min: 1, max: 12 }).map((number) => `2026-${String(number).padStart(2, '0')}`)
	const version = fc.record({
		from_month: fc.option(month),
		closing_day: fc.option(ofMonth),
		due_day: fc.option(ofMonth),
	})
	const closing = fc
		.tuple(month, fc.integer({ min: -50, max: 50 }))
		.map(([bill_month, days]) => ({ bill_month, closing_date: addDays(`${bill_month}-15`, days) }))

	it('gives each day the first bill that closes after it, whatever cycles and overrides', () => {
		const day = fc.integer({ min: -100, max: 450 }).map((days) => addDays('2026-01-01', days))
		const versions = fc.uniqueArray(version, { selector: ({ from_month }) => from_month, maxLength: 4 })
		const closings = fc.uniqueArray(closing, { selector: ({ bill_month }) => bill_month, maxLength: 4 })
		fc.assert(
			fc.property(day, versions, closings, (today, cycles, moved) => {
				const bill = billMonth(today, cycles, moved)
				const isOpen = (other: string) => dayName(closingDate(other, cycles, moved)) > today
				expect(isOpen(bill)).toBe(true)
				for (let other = '2025-01'; other < bill; other = addMonths(other, 1))
					expect(isOpen(other)).toBe(false)
			}),
		)
	})
})
