import { expect, test } from 'vitest'
import { closingRows, cycleExample, fitsClosing, readCycle, readDayOfMonth } from './cycle'

test('the example tells the last day of the open bill and the first of the next', () => {
	expect(cycleExample({ closing_day: 26, due_day: 3 }, '2026-11-23')).toEqual({
		lastDay: '2026-11-25',
		bill: '2026-12',
		nextDay: '2026-11-26',
		nextBill: '2027-01',
	})
	expect(cycleExample({ closing_day: null, due_day: null }, '2026-11-23')).toBeNull()
})

test('closings around today: usual, moved, and within which days they may move', () => {
	const cycle = { closing_day: 14, due_day: 21 }
	const rows = closingRows(cycle, [{ bill_month: '2026-11', closing_date: '2026-11-17' }], '2026-11-16')
	expect(rows.map(({ month, date, moved }) => [month, date, moved])).toEqual([
		['2026-10', '2026-10-14', false],
		['2026-11', '2026-11-17', true],
		['2026-12', '2026-12-14', false],
		['2027-01', '2027-01-14', false],
	])
	const november = rows[1]!
	expect(november.usual).toBe('2026-11-14')
	expect([fitsClosing(november, '2026-10-15'), fitsClosing(november, '2026-12-13')]).toEqual([true, true])
	expect([
		fitsClosing(november, '2026-10-14'),
		fitsClosing(november, '2026-12-14'),
		fitsClosing(november, 'x'),
	]).toEqual([false, false, false])
})

test('a day of the month is 1 to 31, or none', () => {
	expect([' ', '1', ' 31 ', '0', '32', '1a', '1.5'].map(readDayOfMonth)).toEqual([
		null,
		1,
		31,
		Number.NaN,
		Number.NaN,
		Number.NaN,
		Number.NaN,
	])
})

test('a card has two days, one, or none; a due day alone is none of these', () => {
	expect(readCycle('26', ' 3 ')).toEqual({ closing_day: 26, due_day: 3 })
	expect(readCycle('14', '')).toEqual({ closing_day: 14, due_day: null })
	expect(readCycle('', ' ')).toEqual({ closing_day: null, due_day: null })
	expect(readCycle('', '5')).toMatchObject({ field: 'closing_day', problem: 'dueAlone' })
	expect(readCycle('32', '5')).toEqual({
		field: 'closing_day',
		problem: 'dayWrong',
		readable: { closing_day: null, due_day: 5 },
	})
	expect(readCycle('32', 'x')).toMatchObject({ field: 'closing_day' })
	expect(readCycle('1', '0')).toMatchObject({ field: 'due_day', problem: 'dayWrong' })
})
