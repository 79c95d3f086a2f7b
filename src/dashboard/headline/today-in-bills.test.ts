import { expect, test } from 'vitest'
import { todayInBills } from './today-in-bills'

const made = (...cents: number[]) =>
	cents.map((sum, at) => ({ bill: `2026-${String(9 + at).padStart(2, '0')}`, cents: sum }))

test('this bill’s sum stands alone, and the only other bill is named', () => {
	expect(todayInBills(made(100, 200), '2026-09')).toEqual({ here: 100, elsewhere: 200, only: '2026-10' })
	expect(todayInBills(made(100, 200), '2026-10')).toEqual({ here: 200, elsewhere: 100, only: '2026-09' })
	expect(todayInBills(made(100), '2026-10')).toEqual({ here: 0, elsewhere: 100, only: '2026-09' })
	expect(todayInBills([], '2026-10')).toEqual({ here: 0, elsewhere: 0, only: null })
})

test('several others are one sum', () => {
	expect(todayInBills(made(1, 20, 30), '2026-09')).toEqual({ here: 1, elsewhere: 50, only: null })
	expect(todayInBills(made(1, 20, -20), '2026-09')).toEqual({ here: 1, elsewhere: 0, only: null })
})

test('a bill in which nothing is left is none', () => {
	expect(todayInBills(made(0, 0, 5), '2026-09')).toEqual({ here: 0, elsewhere: 5, only: '2026-11' })
})
