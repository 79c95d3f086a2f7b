import { expect, test } from 'vitest'
import { monthlyRhythm, type RecurringCandidate, recurringStatus } from './recurring'
import { readLines } from './testing/golden'
import type { Recurring } from './types'

interface Vector {
	what: string
	recurring: Omit<Recurring, 'id'>
	month: string
	today: string
	rows: RecurringCandidate[]
	due: string | null
	arrived: number | null
	late: boolean
	dearer: boolean
}

test.each(readLines<Vector>('recurring.jsonl'))('golden: $what', (vector) => {
	const { recurring, month, today, rows, due, arrived, late, dearer } = vector
	expect(recurringStatus(recurring, month, today, rows)).toEqual({
		due,
		arrived: arrived === null ? null : rows[arrived],
		late,
		dearer,
	})
})

test('an even number of amounts has the mean of the two middle ones, of the six newest', () => {
	const occurrences = [9_999, 100, 100, 101, 101, 120, 120].map((cents, at) => ({
		day: 20_000 + at * 30,
		cents,
	}))
	expect(monthlyRhythm(occurrences, 20_190)?.amount_cents).toBe(101)
})

test('what came less than 20 or more than 41 days after the last one begins anew', () => {
	const at = (...gaps: number[]) => {
		const days = [20_000]
		for (const gap of gaps) days.push(days.at(-1)! + gap)
		return days.map((day) => ({ day, cents: 100 }))
	}
	const rhythm = (...gaps: number[]) => {
		const occurrences = at(...gaps)
		return monthlyRhythm(occurrences, occurrences.at(-1)!.day) !== null
	}
	expect(rhythm(20, 31)).toBe(true)
	expect(rhythm(19, 31)).toBe(false)
	expect(rhythm(30, 41)).toBe(true)
	expect(rhythm(30, 42)).toBe(false)
	// Each a month after the other, but drifting away from its day.
	expect(rhythm(20, 20, 20)).toBe(false)
	expect(rhythm(5, 30, 30)).toBe(true)
	expect(monthlyRhythm(at(30, 30), 20_060 + 41)).not.toBeNull()
	expect(monthlyRhythm(at(30, 30), 20_060 + 42)).toBeNull()
})
