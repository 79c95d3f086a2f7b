import { expect, test } from 'vitest'
import { commonYear, dayInName, lastDayOf, limitOfYear, withYear } from './years'

const TODAY = '2026-11-30'

test.each([
	[[], '2026'],
	[['2024-01-05'], '2024'],
	[['2024-01-05', '2025-01-05', '2025-12-31', '2024-02-01', '2025-07-07'], '2025'],
	[['2025-01-05', '2023-01-05', '2023-02-05'], '2023'],
	[[null, null, '2025-01-05'], '2025'],
	[[null], '2026'],
] as const)('most full dates of %j are of %s', (days, year) => {
	expect(
		commonYear(
			days.map((day) => (day === null ? { month: 1, date: 5 } : { day })),
			TODAY,
		),
	).toBe(year)
})

test.each([
	[11, 30, TODAY, '2026-11-30'],
	[12, 1, TODAY, '2025-12-01'],
	[1, 5, TODAY, '2026-01-05'],
	[2, 29, TODAY, '2024-02-29'],
	[2, 29, '2024-02-28', '2020-02-29'],
])('day %i/%i, %s at the latest, is %s', (month, date, limit, day) => {
	expect(withYear({ month, date }, limit)).toBe(day)
	expect(withYear({ day: '2030-01-01' }, limit)).toBe('2030-01-01')
})

test('a month’s last day, and a year’s, but never after tomorrow', () => {
	expect(['2026-02', '2024-02', '2026-12', '2026-04'].map(lastDayOf)).toEqual([
		'2026-02-28',
		'2024-02-29',
		'2026-12-31',
		'2026-04-30',
	])
	expect(['2025', '2026', '2027'].map((year) => limitOfYear(year, TODAY))).toEqual([
		'2025-12-31',
		'2026-12-01',
		'2026-12-01',
	])
	expect(limitOfYear('2026', '2026-12-30')).toBe('2026-12-31')
})

test.each([
	['Fatura2026-11-05.csv', '2026-11-05'],
	['Nubank_2026-11-05.csv', '2026-11-05'],
	['20261105.csv', '2026-11-05'],
	['2026.11.05', '2026-11-05'],
	['extrato_11-2026.csv', '2026-11-30'],
	['05-11-2026.csv', '2026-11-05'],
	['2026-02-31.csv', '2026-02-28'],
	['2026-11.csv', '2026-11-30'],
	['2026.csv', '2026-12-31'],
	['conta 12026.csv', null],
	['20267.csv', null],
	['1999.csv', null],
	['extrato.csv', null],
])('the name %s tells %s', (name, day) => {
	expect(dayInName(name)).toBe(day)
})
