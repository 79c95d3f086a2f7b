import { DAY_MS, type DayNumber, dayName } from './day'
import type { LocalDay } from './types'

/** Local days of one timezone. */
export interface Calendar {
	readonly timezone: string
	/** The local day of an instant (ms since the epoch), as a number of days. */
	dayNumberAt(instant: number): DayNumber
	/** The local day of an instant, `YYYY-MM-DD`. */
	dayAt(instant: number): LocalDay
	/** The first instant of a local day. (Where midnight is skipped, the first that exists.) */
	startOfDay(day: DayNumber): number
	/** Milliseconds from `now` until the local day ends; always at least 1. */
	untilMidnight(now: number): number
}

/** Whether this platform knows a timezone by that name. */
export function isTimezone(timezone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: timezone })
		return true
	} catch {
		return false
	}
}

/**
 * A calendar for an IANA timezone. Throws a RangeError when the platform does not know it (see `isTimezone`).
 *
 * Asking the platform costs microseconds. So the offset is asked for at both ends of each run of 8 days and assumed constant
 * between equal ends. Where they differ (daylight saving) it is asked for each day, and on that day for each instant.
 *
 * @example makeCalendar('America/Sao_Paulo').dayAt(Date.UTC(2026, 10, 1, 2, 30)) // '2026-10-31'
 */
export function makeCalendar(timezone: string): Calendar {
	let calendar = calendars.get(timezone)
	if (!calendar) {
		calendar = calendarOf(timezone)
		calendars.set(timezone, calendar)
	}
	return calendar
}

/** Calendars never change, so all callers share one per timezone. */
const calendars = new Map<string, Calendar>()

function calendarOf(timezone: string): Calendar {
	const offsetAt = makeOffset(timezone)
	const offset = makeSteps(8 * DAY_MS, offsetAt, makeSteps(DAY_MS, offsetAt, offsetAt))

	function dayNumberAt(instant: number): DayNumber {
		return Math.floor((instant + offset(instant)) / DAY_MS)
	}

	function startOfDay(day: DayNumber): number {
		// Local days only grow with time and no offset exceeds a day: search the boundary between two instants around it.
		let before = (day - 2) * DAY_MS
		let after = (day + 2) * DAY_MS
		while (after - before > 1) {
			const middle = Math.floor((before + after) / 2)
			if (dayNumberAt(middle) < day) before = middle
			else after = middle
		}
		return after
	}

	return {
		timezone,
		dayNumberAt,
		dayAt: (instant) => dayName(dayNumberAt(instant)),
		startOfDay,
		untilMidnight: (now) => Math.max(1, startOfDay(dayNumberAt(now) + 1) - now),
	}
}

type Offset = (instant: number) => number

/** Caches `ask` at multiples of `length`, and uses `finer` between two unequal answers. */
function makeSteps(length: number, ask: Offset, finer: Offset): Offset {
	const edges = new Map<number, number>()
	let step = Number.NaN
	let constant: number | null = null

	function edge(number: number): number {
		let offset = edges.get(number)
		if (offset === undefined) {
			offset = ask(number * length)
			edges.set(number, offset)
		}
		return offset
	}

	return (instant) => {
		const number = Math.floor(instant / length)
		if (number !== step) {
			step = number
			constant = edge(number) === edge(number + 1) ? edge(number) : null
		}
		return constant ?? finer(instant)
	}
}

/** Local time minus UTC, in ms. */
function makeOffset(timezone: string): Offset {
	const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' })
	return (instant) => {
		const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(format.format(instant))
		if (!match) return 0
		const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
		return (match[1] === '-' ? -1000 : 1000) * seconds
	}
}
