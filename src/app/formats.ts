import type { BillMonth, Cents, LocalDay } from '../ledger/types'
import { type Language, language } from '../words'

/** A figure cut for the big type: `R$` | `6.882` | `,90`. `sign` is `−` or empty. */
export interface FigureParts {
	sign: string
	currency: string
	whole: string
	cents: string
}

/** How numbers and dates are written for one currency, timezone and language. All methods are pure. */
export interface Formats {
	/** `R$ 1.234,56` with a no-break space. */
	money(cents: Cents): string
	/** `1.234,56`, for columns whose header names the currency. */
	amount(cents: Cents): string
	/** `R$ 1.235`, for narrow places that a table or tooltip backs. */
	roundMoney(cents: Cents): string
	figure(cents: Cents): FigureParts
	/** Axis text: `0`, `2,5 mil`, `10 mil`; no currency. */
	axis(cents: Cents): string
	/** `42%` (a share from 0 to 1); `<1%` of what is something and would be none. */
	percent(share: number): string
	/** `5,6%` (a change; the sign is said in words). */
	change(share: number): string
	count(n: number): string
	/** One decimal at most. */
	decimal(n: number): string
	/** `23 nov`. */
	day(day: LocalDay): string
	/** `23 de novembro`. */
	dayLong(day: LocalDay): string
	/** `23 nov 2026`. */
	dayYear(day: LocalDay): string
	weekday(day: LocalDay): string
	/** `novembro`. */
	monthName(month: BillMonth): string
	/** `novembro de 2026`. */
	month(month: BillMonth): string
	/** `nov 2026`. */
	monthShort(month: BillMonth): string
	/** `nov`. */
	monthTick(month: BillMonth): string
	/** Time of day in the ledger's timezone, `14:32`. */
	time(ms: number): string
	/** Day of a moment in the ledger's timezone. */
	localDay(ms: number): LocalDay
	/** `23 nov, 14:32`. */
	moment(ms: number): string
}

/** Integer cents as a decimal text, exactly: Intl then formats it without a float in between. */
function decimalText(cents: Cents): Intl.StringNumericLiteral {
	const digits = String(Math.abs(cents)).padStart(3, '0')
	return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as Intl.StringNumericLiteral
}

const utcDay = (day: LocalDay): number => Date.parse(`${day}T12:00:00Z`)
const utcMonth = (month: BillMonth): number => Date.parse(`${month}-15T12:00:00Z`)

/** Builds the formatters once; `Intl` objects are dear to make and cheap to use. */
export function createFormats(locale: Language, currency: string, timezone: string): Formats {
	const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options)
	const date = (options: Intl.DateTimeFormatOptions, timeZone = 'UTC') =>
		new Intl.DateTimeFormat(locale, { timeZone, ...options })
	const fixed: Intl.NumberFormatOptions = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
	const money = number({ style: 'currency', currency, ...fixed })
	const amount = number(fixed)
	const round = number({ style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 0 })
	const percent = number({ style: 'percent', maximumFractionDigits: 0 })
	const change = number({ style: 'percent', maximumFractionDigits: 1 })
	const count = number({ maximumFractionDigits: 0 })
	const decimal = number({ maximumFractionDigits: 1 })
	const compact = number({ notation: 'compact', maximumFractionDigits: 1 })
	const day = date({ day: 'numeric', month: 'short' })
	const dayLong = date({ day: 'numeric', month: 'long' })
	const dayYear = date({ day: 'numeric', month: 'short', year: 'numeric' })
	const weekday = date({ weekday: 'long' })
	const monthName = date({ month: 'long' })
	const month = date({ month: 'long', year: 'numeric' })
	const tick = date({ month: 'short' })
	const year = date({ year: 'numeric' })
	const time = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, timezone)
	const local = new Intl.DateTimeFormat('en-CA', {
		timeZone: timezone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	})
	// pt-BR writes "23 de nov." where the page says "23 nov".
	const short = (text: string) => text.replaceAll(' de ', ' ').replaceAll('.', '')
	const self: Formats = {
		money: (cents) => money.format(decimalText(cents)),
		amount: (cents) => amount.format(decimalText(cents)),
		roundMoney: (cents) => round.format(decimalText(cents)),
		figure(cents) {
			const parts = { sign: '', currency: '', whole: '', cents: '' }
			for (const { type, value } of money.formatToParts(decimalText(cents))) {
				if (type === 'minusSign') parts.sign = '−'
				else if (type === 'currency') parts.currency = value
				else if (type === 'integer' || type === 'group') parts.whole += value
				else if (type === 'decimal' || type === 'fraction') parts.cents += value
			}
			return parts
		},
		axis: (cents) => (Math.abs(cents) < 100_000 ? decimal : compact).format(cents / 100),
		percent: (share) => (share > 0 && share < 0.005 ? `<${percent.format(0.01)}` : percent.format(share)),
		change: (share) => change.format(Math.abs(share)),
		count: (n) => count.format(n),
		decimal: (n) => decimal.format(n),
		day: (value) => short(day.format(utcDay(value))),
		dayLong: (value) => dayLong.format(utcDay(value)),
		dayYear: (value) => short(dayYear.format(utcDay(value))),
		weekday: (value) => weekday.format(utcDay(value)),
		monthName: (value) => monthName.format(utcMonth(value)),
		month: (value) => month.format(utcMonth(value)),
		monthShort: (value) => `${short(tick.format(utcMonth(value)))} ${year.format(utcMonth(value))}`,
		monthTick: (value) => short(tick.format(utcMonth(value))),
		time: (ms) => time.format(ms),
		localDay: (ms) => local.format(ms),
		moment: (ms) => `${self.day(self.localDay(ms))}, ${time.format(ms)}`,
	}
	return self
}

const made = new Map<string, Formats>()

/** The formatters of a ledger in the page's language; reactive to the language, made once per combination. */
export function formatsFor(currency: string, timezone: string): Formats {
	const key = `${language()}|${currency}|${timezone}`
	let formats = made.get(key)
	if (!formats) {
		formats = createFormats(language(), currency, timezone)
		made.set(key, formats)
	}
	return formats
}
