import { expect, test } from 'vitest'
import { type Recurring, type RecurringCandidate, recurringStatus } from './recurring'
import { readLines } from './testing/golden'

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
