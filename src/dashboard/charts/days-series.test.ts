import { expect, test } from 'vitest'
import type { DayPoint } from '../../metrics/types'
import { datesUnder, daysSeries } from './days-series'

const point = (day: string, cents: number): DayPoint => ({ day, cents, cumulative: 0, count: 1, items: 1 })
const november = { from: '2026-11', to: '2026-11', length: 1 }

test('the month before lies on the same days, and nothing is drawn after today', () => {
	const series = daysSeries(
		[point('2026-11-02', 1000), point('2026-11-20', 500), point('2026-11-28', 70)],
		[point('2026-10-02', 300), point('2026-10-31', 40)],
		november,
		'2026-11-23',
	)
	expect(series.days[0]).toBe('2026-11-01')
	expect(series.days.at(-1)).toBe('2026-11-30')
	expect(series.todayIndex).toBe(22)
	expect(series.current[22]).toBe(1500)
	expect(series.current[23]).toBeNull()
	expect(series.before[1]).toBe(300)
	expect(series.before.at(-1)).toBe(340)
	expect(series.spent[27]).toBe(70)
})

test('a bill may begin in an earlier month', () => {
	const series = daysSeries([point('2026-10-03', 10)], [], november, '2026-11-23')
	expect(series.days[0]).toBe('2026-10-03')
	expect(series.days).toHaveLength(59)
	expect(series.before.every((cents) => cents === null)).toBe(true)
})

test('a closed period is drawn whole, one to come not at all', () => {
	const closed = daysSeries([point('2026-11-02', 10)], [], november, '2027-01-05')
	expect(closed.todayIndex).toBeNull()
	expect(closed.current.at(-1)).toBe(10)
	const ahead = daysSeries([point('2026-11-02', 10)], [], november, '2026-09-05')
	expect(ahead.current.every((cents) => cents === null)).toBe(true)
})

test('dates are spread evenly, with today among them and none close to it', () => {
	const on = (today: string) => datesUnder(daysSeries([], [], november, today), 6)
	expect(on('2026-12-05').map(({ day }) => day.slice(8))).toEqual(['01', '07', '13', '19', '25'])
	expect(on('2026-11-15').map(({ day }) => day.slice(8))).toEqual(['01', '07', '15', '19', '25'])
	expect(on('2026-11-15').filter(({ today }) => today)).toEqual([
		{ day: '2026-11-15', today: true, at: 14 / 29 },
	])
})

test('of one day there is one date, at the beginning', () => {
	const series = { days: ['2026-11-05'], todayIndex: null } as unknown as Parameters<typeof datesUnder>[0]
	expect(datesUnder(series, 5)).toEqual([{ day: '2026-11-05', today: false, at: 0 }])
})

test('a date at six tenths of a step from today is too close to it', () => {
	const days = Array.from({ length: 21 }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`)
	// A date every five days; today is three after one of them, and two before the next.
	const series = { days, todayIndex: 13 } as unknown as Parameters<typeof datesUnder>[0]
	expect(datesUnder(series, 5).map(({ day }) => day.slice(-2))).toEqual(['01', '06', '14', '21'])
})
