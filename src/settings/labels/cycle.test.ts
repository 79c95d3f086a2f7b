import { expect, test } from 'vitest'
import { closingRows, cycleExample, fitsClosing, readCycle, readDayOfMonth, versionBefore } from './cycle'

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
	const rows = closingRows([cycle], [{ bill_month: '2026-11', closing_date: '2026-11-17' }], '2026-11-16')
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
	expect(readCycle('', '5')).toMatchObject({ problems: [{ field: 'closing_day', problem: 'dueAlone' }] })
	expect(readCycle('32', '5')).toEqual({
		problems: [{ field: 'closing_day', problem: 'dayWrong' }],
		readable: { closing_day: null, due_day: 5 },
	})
	expect(readCycle('1', '0')).toMatchObject({ problems: [{ field: 'due_day', problem: 'dayWrong' }] })
	// Both wrong: both are said.
	expect(readCycle('32', 'x')).toMatchObject({ problems: [{ field: 'closing_day' }, { field: 'due_day' }] })
})

test('bills around a new version follow it, and those without a closing day have no row', () => {
	const cycles = [
		{ from_month: null, closing_day: null, due_day: null },
		{ from_month: '2026-11', closing_day: 14, due_day: 21 },
		{ from_month: '2026-12', closing_day: 20, due_day: 27 },
	]
	expect(closingRows(cycles, [], '2026-11-10').map(({ month, usual }) => [month, usual])).toEqual([
		['2026-11', '2026-11-14'],
		['2026-12', '2026-12-20'],
		['2027-01', '2027-01-20'],
	])
})

test('without a version its bills have the days of the one before it', () => {
	const versions = [
		{ source_id: 1, from_month: '2026-03', closing_day: 25, due_day: 5 },
		{ source_id: 1, from_month: '2026-09', closing_day: 10, due_day: 17 },
	]
	expect(versionBefore(versions[1]!, versions)).toEqual({ ...versions[0]!, from_month: '2026-09' })
	expect(versionBefore(versions[0]!, versions)).toEqual({
		source_id: 1,
		from_month: '2026-03',
		closing_day: null,
		due_day: null,
	})
})
