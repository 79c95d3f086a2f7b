import { describe, expect, it, vi } from 'vitest'
import fc from '../../fixtures/property'
import { isTimezone, makeCalendar } from './calendar'
import { DAY_MS, dayName, dayNumber } from './day'

const zones = [
	'America/Sao_Paulo',
	'America/Noronha',
	'Europe/Lisbon',
	'Asia/Kolkata',
	'Pacific/Apia',
	'America/Havana',
	'Australia/Lord_Howe',
	'UTC',
]

describe('makeCalendar', () => {
	it.each(zones)('agrees with the platform in %s, transitions included', (timezone) => {
		const calendar = makeCalendar(timezone)
		const platform = new Intl.DateTimeFormat('en-CA', {
			timeZone: timezone,
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
		})
		const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2035, 0, 1) })
		fc.assert(
			fc.property(instant, (at) => {
				expect(calendar.dayAt(at)).toBe(platform.format(at))
			}),
		)
		// Every hour of a half-year with transitions in most of them.
		for (let at = Date.UTC(2011, 9, 1); at < Date.UTC(2012, 3, 1); at += 3_600_000)
			expect(calendar.dayNumberAt(at)).toBe(dayNumber(platform.format(at)))
	})

	it.each(zones)('begins and ends each day in %s when the platform does', (timezone) => {
		const calendar = makeCalendar(timezone)
		const platform = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' })
		// Offsets of today, half and quarter hours among them, and of before zones had whole minutes.
		for (const first of ['1900-01-01', '2011-10-01', '2017-10-10', '2026-02-10'].map(dayNumber))
			for (let day = first; day < first + 100; day++) {
				const start = calendar.startOfDay(day)
				expect(platform.format(start) >= dayName(day)).toBe(true)
				expect(platform.format(start - 1) < dayName(day)).toBe(true)
			}
	})

	it('starts a day where midnight is skipped at its first instant', () => {
		// Brazil's summer time began at midnight: 2017-10-15 starts at 01:00 local, 03:00 UTC.
		const calendar = makeCalendar('America/Sao_Paulo')
		expect(new Date(calendar.startOfDay(dayNumber('2017-10-15'))).toISOString()).toBe(
			'2017-10-15T03:00:00.000Z',
		)
		expect(new Date(calendar.startOfDay(dayNumber('2026-11-23'))).toISOString()).toBe(
			'2026-11-23T03:00:00.000Z',
		)
	})

	it('counts down to the next local midnight', () => {
		const calendar = makeCalendar('America/Sao_Paulo')
		expect(calendar.untilMidnight(Date.parse('2026-11-24T02:59:59.999Z'))).toBe(1)
		expect(calendar.untilMidnight(Date.parse('2026-11-24T03:00:00Z'))).toBe(24 * 3_600_000)
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2e12 }), (now) => {
				const next = now + calendar.untilMidnight(now)
				expect(calendar.dayAt(next - 1)).toBe(calendar.dayAt(now))
				expect(calendar.dayAt(next) > dayName(calendar.dayNumberAt(now))).toBe(true)
			}),
		)
	})

	it('asks the platform seldom, however often it is asked', () => {
		let asked = 0
		const { DateTimeFormat } = Intl
		const counting = (...given: ConstructorParameters<typeof DateTimeFormat>) => {
			const format = new DateTimeFormat(...given)
			const ask = (at: number) => {
				asked++
				return format.format(at)
			}
			return { format: ask }
		}
		vi.stubGlobal('Intl', {
			DateTimeFormat: function made(...given: Parameters<typeof counting>) {
				return counting(...given)
			},
		})
		const calendar = makeCalendar('America/Bahia')
		const start = Date.UTC(2026, 5, 1)
		for (let at = start; at < start + 80 * DAY_MS; at += 60_000) calendar.dayNumberAt(at)
		vi.unstubAllGlobals()
		// Once at each end of a run of eight days.
		expect(asked).toBeLessThan(15)
		expect(calendar.dayAt(start)).toBe('2026-05-31')
	})

	it('says which timezones it knows', () => {
		expect(isTimezone('America/Sao_Paulo')).toBe(true)
		expect(isTimezone('America/Atlantis')).toBe(false)
		expect(() => makeCalendar('America/Atlantis')).toThrow(RangeError)
	})
})
