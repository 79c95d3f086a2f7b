import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { LocalDay } from '../ledger/types'
import { useWords } from '../words'
import type { Formats } from './formats'

const t = useWords()

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const [now, setNow] = createSignal(Date.now())
let timer: ReturnType<typeof setInterval> | undefined

/** Starts the page's one clock, which ticks once a second while the page is visible. Returns a cleanup. */
export function startClock(): () => void {
	const tick = () => setNow(Date.now())
	const follow = () => {
		clearInterval(timer)
		tick()
		timer = document.hidden ? undefined : setInterval(tick, 1_000)
	}
	document.addEventListener('visibilitychange', follow)
	follow()
	return () => {
		clearInterval(timer)
		document.removeEventListener('visibilitychange', follow)
	}
}

/** Now, in ms since the epoch; reactive, one step a second. Derive coarse texts through a memo. */
export const clock: Accessor<number> = now

/** How often the day is checked, in ms. Timers stall in sleeping tabs, so the page also checks when it becomes visible. */
const DAY_CHECK_MS = 15_000

/**
 * The ledger's day now. Follows midnight in the ledger's timezone while the page stays open, also after a sleep.
 * `localDay` gives the day of a moment (see `Formats`).
 */
export function createToday(localDay: () => (ms: number) => LocalDay): Accessor<LocalDay> {
	const dayNow = () => localDay()(Date.now())
	const [today, setToday] = createSignal(dayNow())
	const update = () => setToday(dayNow())
	const timer = setInterval(update, DAY_CHECK_MS)
	document.addEventListener('visibilitychange', update)
	onCleanup(() => {
		clearInterval(timer)
		document.removeEventListener('visibilitychange', update)
	})
	return today
}

/** How old a moment is, in words: seconds, then minutes, then hours up to a day, then its date. */
export function ageText(at: number, now: number, formats: Formats): string {
	const age = Math.max(0, now - at)
	if (age < 1_000) return t('age.now')
	if (age < MINUTE) return t('age.seconds', Math.floor(age / 1_000))
	if (age < HOUR) return t('age.minutes', Math.floor(age / MINUTE))
	if (age < DAY) return t('age.hours', Math.floor(age / HOUR))
	return formats.day(formats.localDay(at))
}

/** How long something lasts, in the largest unit that it fills; the same in every language. */
export function durationText(ms: number): string {
	if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / 1_000))} s`
	if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
	return ms < DAY ? `${Math.floor(ms / HOUR)} h` : `${Math.floor(ms / DAY)} d`
}

/** A moment this far ahead of the page's clock still counts as now: the clock ticks by the second, and may be slow. */
const AHEAD = MINUTE

/**
 * When a purchase happened, for the arrivals: an age within the hour, a time today, else the day. Without `ages` never an
 * age: a page that no longer receives updates must not pretend that it does.
 */
export function whenText(at: number, now: number, formats: Formats, ages = true): string {
	const age = now - at
	if (ages && age > -AHEAD && age < HOUR) return ageText(at, now, formats)
	const day = formats.localDay(at)
	if (day === formats.localDay(now)) return formats.time(at)
	if (day === formats.localDay(now - DAY)) return t('age.yesterday')
	return formats.day(day)
}
