import { expect, test } from 'vitest'
import { dayNumber } from './day'
import { isOneOf, monthlyRhythm, type RecurringCandidate, recurringStatus } from './recurring'
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

test('what broke off before tells nothing, though its day and amount would do', () => {
	const none = (days: number[], cents = 100) =>
		monthlyRhythm(
			days.map((day) => ({ day, cents })),
			days.at(-1) ?? 0,
		) === null
	// Thrice on the 10th, then a week late and a week early, or the other way about.
	const tenths = ['2026-01-10', '2026-02-10', '2026-03-10'].map(dayNumber)
	expect(none([...tenths, ...['2026-04-17', '2026-05-03'].map(dayNumber)])).toBe(true)
	expect(none([...tenths, ...['2026-04-03', '2026-05-17'].map(dayNumber)])).toBe(true)
	expect(none([...tenths, ...['2026-04-14', '2026-05-06'].map(dayNumber)])).toBe(false)
	for (const few of [[], tenths.slice(0, 1), tenths.slice(0, 2)]) expect(none(few)).toBe(true)
	// An old one of another amount, long before.
	const old = { day: dayNumber('2025-10-10'), cents: 9_999 }
	expect(monthlyRhythm([old, ...tenths.map((day) => ({ day, cents: 100 }))], tenths[2]!)).toEqual({
		day: 10,
		amount_cents: 100,
	})
})

test('the usual amount does not mind their order, nor the usual day the turn of a month', () => {
	const on = (day: string, cents: number) => ({ day: dayNumber(day), cents })
	const occurrences = [
		on('2026-01-31', 120),
		on('2026-03-01', 100),
		on('2026-03-31', 110),
		on('2026-05-02', 101),
	]
	expect(monthlyRhythm(occurrences, dayNumber('2026-05-02'))).toEqual({ day: 31, amount_cents: 106 })
	const off = [on('2026-01-10', 100), on('2026-02-10', 100), on('2026-03-10', 130), on('2026-04-20', 100)]
	expect(monthlyRhythm(off, dayNumber('2026-04-20'))).toEqual({ day: 10, amount_cents: 100 })
	expect(monthlyRhythm(off.with(2, on('2026-03-10', 131)), dayNumber('2026-04-20'))).toBeNull()
	expect(monthlyRhythm(off.with(3, on('2026-04-21', 100)), dayNumber('2026-04-21'))).toBeNull()
})

test('by its labels only where it has both', () => {
	const row = { kind: 'expense', description: 'x', source_id: 3, category_id: 4, amount_cents: 100 } as const
	const recurring = { ...row, name: 'y', day: 1, until: null }
	expect(isOneOf(recurring, row)).toBe(true)
	for (const lacking of [{ source_id: null }, { category_id: null }, { source_id: null, category_id: null }])
		expect(isOneOf({ ...recurring, ...lacking }, { ...row, ...lacking })).toBe(false)
	for (const other of [
		{ source_id: 9 },
		{ category_id: 9 },
		{ amount_cents: 131 },
		{ amount_cents: 69 },
		{ kind: 'income' as const },
	])
		expect(isOneOf(recurring, { ...row, ...other })).toBe(false)
	for (const cents of [70, 130]) expect(isOneOf(recurring, { ...row, amount_cents: cents })).toBe(true)
})
