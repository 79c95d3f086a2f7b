import { expect, test } from 'vitest'
import { todayInBills } from './today-in-bills'

const made = (...cents: number[]) =>
	cents.map((sum, at) => ({ bill: `2026-${String(9 + at).padStart(2, '0')}`, cents: sum }))

test('this bill’s sum stands first, and another bill is named', () => {
	expect(todayInBills(made(100, 200), '2026-09')).toEqual({
		here: 100,
		named: [{ bill: '2026-10', cents: 200 }],
		later: 0,
	})
	expect(todayInBills(made(100, 200), '2026-10')).toMatchObject({ here: 200, named: [{ cents: 100 }] })
	expect(todayInBills(made(100), '2026-10')).toMatchObject({ here: 0, named: [{ cents: 100 }] })
	expect(todayInBills([], '2026-10')).toEqual({ here: 0, named: [], later: 0 })
})

test('of more than two others the first is named, and the rest are one sum', () => {
	expect(todayInBills(made(1, 20, 30), '2026-09')).toMatchObject({ named: [{ cents: 20 }, { cents: 30 }] })
	expect(todayInBills(made(1, 20, 30, 40), '2026-09')).toEqual({
		here: 1,
		named: [{ bill: '2026-10', cents: 20 }],
		later: 70,
	})
})

test('a bill in which nothing is left is none', () => {
	expect(todayInBills(made(0, 0, 5), '2026-09')).toEqual({
		here: 0,
		named: [{ bill: '2026-11', cents: 5 }],
		later: 0,
	})
})
