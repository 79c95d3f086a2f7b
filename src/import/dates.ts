import { makeCalendar } from '../ledger/calendar'
import { dayNumber, daysInMonth } from '../ledger/day'
import { normalise } from '../ledger/name'
import type { LocalDay } from '../ledger/types'
import type { DateOrder } from './types'

/** A day, or a day whose year the file doesn't say. */
export type ReadDate = { day: LocalDay } | { month: number; date: number }

const NUMERIC = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$/
const WITHOUT_YEAR = /^(\d{1,2})[/.-](\d{1,2})$/
const COMPACT = /^\d{8}$/
/** Days since 1899-12-30, as spreadsheets count them: 1954 to 2119. */
const SERIAL = /^[2-7]\d{4}(?:[.,]\d+)?$/
const INSTANT =
	/^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))? ?(z|utc|gmt|[+-]\d{2}:?\d{2})$/
const WORDS = /^(\d{1,2})º?(?: de |[/. -]+)([a-z]{3,9})\.?(?:(?: de |[/., -]+)(\d{4}|\d{2}))?$/
const WORDS_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/
const WEEKDAY = '(?:seg|ter|qua|qui|sex|sab|dom|mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:-feira)?'
const WEEKDAY_BEFORE = new RegExp(`^${WEEKDAY}\\.?,? +`)
const WEEKDAY_AFTER = new RegExp(`,? *\\(?${WEEKDAY}\\.?\\)?$`)
const TIME_AFTER = /(?:t| +(?:as +|- +|, *)?|, *)\d{1,2}[:h]\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?h| ?[ap]m)?$/
const MONTHS = ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez']
const ENGLISH: Record<string, number> = { feb: 2, apr: 4, may: 5, aug: 8, sep: 9, oct: 10, dec: 12 }

/**
 * The order that all dates of a column agree with. Day first unless some date can only be month first and none only day
 * first, since that is how the files of Brazilian banks are.
 *
 * @returns `proved`: the dates leave no other; a file of the first days of some months proves nothing
 */
export function guessOrder(cells: string[]): { order: DateOrder; proved: boolean } {
	const found = cells
		.map((cell) => NUMERIC.exec(normalise(cell).replace(TIME_AFTER, '')))
		.filter((match) => match !== null)
	if (found.some((match) => match[1]!.length === 4)) return { order: 'ymd', proved: true }
	const monthFirst = found.some((match) => Number(match[3]) > 12)
	const dayFirst = found.some((match) => Number(match[1]) > 12)
	const isSame = found.every((match) => match[1] === match[3])
	return { order: monthFirst && !dayFirst ? 'mdy' : 'dmy', proved: monthFirst || dayFirst || isSame }
}

/**
 * Reads a date in any form that banks, spreadsheets and people write: numbers in `order`, words in Portuguese or English,
 * `20261001`, a spreadsheet's serial number, with a weekday or a time beside it. An instant with a zone is the local
 * day of that instant in `timezone`. Two-digit years are of this century.
 *
 * @returns null when it is no date that exists
 */
export function readDate(cell: string, order: DateOrder, timezone: string): ReadDate | null {
	const written = normalise(cell)
	const instant = INSTANT.exec(written)
	if (instant) return instantDay(instant, timezone)
	const text = written
		.replace(WEEKDAY_BEFORE, '')
		.replace(WEEKDAY_AFTER, '')
		.replace(TIME_AFTER, '')
		.replace(WEEKDAY_AFTER, '')
		.trim()
	const numeric = NUMERIC.exec(text)
	if (numeric) return fromNumbers([numeric[1]!, numeric[3]!, numeric[4]!], order)
	const partial = WITHOUT_YEAR.exec(text)
	if (partial) {
		const [first, second] = [Number(partial[1]), Number(partial[2])]
		return withoutYear(order === 'mdy' ? first : second, order === 'mdy' ? second : first)
	}
	if (COMPACT.test(text)) return compactDay(text)
	if (SERIAL.test(text)) return serialDay(Math.floor(Number(text.replace(',', '.'))))
	const words = WORDS.exec(text)
	if (words) return fromWords(words[2]!, words[1]!, words[3])
	const first = WORDS_FIRST.exec(text)
	return first ? fromWords(first[1]!, first[2]!, first[3]) : null
}

const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})$/
const MONTH_FIRST = /^(\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/
const MONTH_BY_NAME = /^([a-z]{3,9})\.?(?:(?: de |[/. -]+)(\d{4}|\d{2}))?$/

/**
 * Reads the month of a bill as a line names it: `2026-10`, `10/2026`, `out/26`, `Fatura de outubro de 2026`, or by the day on which it is due.
 *
 * @returns `2026-10`; `10` where no year is said; null where it is no month
 */
export function readBill(cell: string): string | null {
	const text = normalise(cell).replace(/^(?:fatura|mes)(?: d[eo])? +/, '')
	const [, first, second] = YEAR_FIRST.exec(text) ?? []
	if (first && second) return monthOfBill(Number(second), first)
	const [, number, year] = MONTH_FIRST.exec(text) ?? []
	if (number) return monthOfBill(Number(number), year)
	const [, word, named] = MONTH_BY_NAME.exec(text) ?? []
	if (word) return isMonthName(word) ? monthOfBill(monthOfWord(word), named) : null
	const due = text === '' ? null : readDate(text, 'dmy', 'UTC')
	return due && 'day' in due ? due.day.slice(0, 7) : null
}

function monthOfBill(month: number, year: string | undefined): string | null {
	if (month < 1 || month > 12) return null
	const name = String(month).padStart(2, '0')
	return year === undefined ? name : `${year.length === 2 ? `20${year}` : year}-${name}`
}

/** 0: it is no month's name. */
const monthOfWord = (word: string): number => {
	const start = word.slice(0, 3)
	return ENGLISH[start] ?? MONTHS.indexOf(start) + 1
}

/** `Mar` and `março`, not `Marcos`. */
const isMonthName = (word: string): boolean =>
	/^(?:jan(?:eiro|uary)?|fev(?:ereiro)?|feb(?:ruary)?|mar(?:co|ch)?|abr(?:il)?|apr(?:il)?|mai(?:o)?|may|jun(?:ho|e)?|jul(?:ho|y)?|ago(?:sto)?|aug(?:ust)?|set(?:embro)?|sep(?:tember)?|out(?:ubro)?|oct(?:ober)?|nov(?:embro|ember)?|dez(?:embro)?|dec(?:ember)?)$/.test(
		word,
	)

function instantDay(match: RegExpExecArray, timezone: string): ReadDate | null {
	const zone = /^[+-]/.test(match[4]!) ? match[4]!.replace(/^(...):?/, '$1:') : 'Z'
	const instant = Date.parse(`${match[1]}T${match[2]}${zone}`)
	return Number.isNaN(instant) ? null : { day: makeCalendar(timezone).dayAt(instant) }
}

function fromNumbers([first, second, third]: [string, string, string], order: DateOrder): ReadDate | null {
	if (first.length === 4) return exact(first, second, third)
	if (first.length > 2) return null
	return order === 'mdy' ? exact(third, first, second) : exact(third, second, first)
}

function fromWords(word: string, date: string, year: string | undefined): ReadDate | null {
	const month = monthOfWord(word)
	if (month === 0) return null
	return year === undefined ? withoutYear(month, Number(date)) : exact(year, String(month), date)
}

const compactDay = (text: string) =>
	/^(?:19|20)/.test(text)
		? exact(text.slice(0, 4), text.slice(4, 6), text.slice(6))
		: exact(text.slice(4), text.slice(2, 4), text.slice(0, 2))

function serialDay(serial: number): ReadDate {
	return { day: new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10) }
}

function exact(year: string, month: string, date: string): ReadDate | null {
	if (year.length !== 4 && year.length !== 2) return null
	const day = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
	return Number.isNaN(dayNumber(day)) ? null : { day }
}

/** In a leap year, so that 29 February is possible. */
function withoutYear(month: number, date: number): ReadDate | null {
	if (month < 1 || month > 12 || date < 1 || date > daysInMonth(2024 * 12 + month - 1)) return null
	return { month, date }
}

export const isDay = (cell: string): boolean => readDate(cell, 'dmy', 'UTC') !== null
