import { words } from './first-words'
import type { Formats } from './formats'
import { createWords } from './language'

const t = createWords(words)

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How old a moment is, in words: seconds, then minutes, then hours up to a day, then its date. */
export function ageText(at: number, now: number, formats: Formats): string {
	const age = Math.max(0, now - at)
	if (age < 1_000) return t('age.now')
	if (age < MINUTE) return t('age.seconds', Math.floor(age / 1_000))
	if (age < HOUR) return t('age.minutes', Math.floor(age / MINUTE))
	if (age < 24 * HOUR) return t('age.hours', Math.floor(age / HOUR))
	return formats.day(formats.localDay(at))
}

/** So far ahead of this page's clock, which ticks by the second and may be slow, a moment counts as now. */
const AHEAD = MINUTE

/**
 * When a purchase happened, for the arrivals: an age within the hour, a time today, else the day. Without `ages` never an age:
 * on a page that no longer follows, one would pretend that it does.
 */
export function whenText(at: number, now: number, formats: Formats, ages = true): string {
	const age = now - at
	if (ages && age > -AHEAD && age < HOUR) return ageText(at, now, formats)
	const day = formats.localDay(at)
	if (day === formats.localDay(now)) return formats.time(at)
	if (day === formats.localDay(now - 24 * HOUR)) return t('age.yesterday')
	return formats.day(day)
}
