import type { BillMonth } from './types'

/** Months since year 0: arithmetic on months is arithmetic on integers. */
export type MonthNumber = number

const FORM = /^(\d{4})-(0[1-9]|1[0-2])$/

/** The number of a bill month; NaN when `month` is not `YYYY-MM`. */
export function monthNumber(month: BillMonth): MonthNumber {
	const match = FORM.exec(month)
	return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : Number.NaN
}

/** The bill month of a number, as `YYYY-MM`. */
export function monthName(number: MonthNumber): BillMonth {
	const year = Math.floor(number / 12)
	return `${String(year).padStart(4, '0')}-${String(number - year * 12 + 1).padStart(2, '0')}`
}

const numbers = new Map<BillMonth, MonthNumber>()
const names = new Map<MonthNumber, BillMonth>()

/** `monthNumber` with a cache: rows name few months, each many times. */
export function rememberedMonthNumber(month: BillMonth): MonthNumber {
	let number = numbers.get(month)
	if (number === undefined) {
		number = monthNumber(month)
		// Invalid texts are not cached: there could be any number of them.
		if (!Number.isNaN(number)) numbers.set(month, number)
	}
	return number
}

/** `monthName` with a cache. It returns the same string object each time, which compares faster than equal letters. */
export function rememberedMonthName(number: MonthNumber): BillMonth {
	let name = names.get(number)
	if (name === undefined) {
		name = monthName(number)
		names.set(number, name)
	}
	return name
}

/** `month` moved on (or back) by `months`. */
export function addMonths(month: BillMonth, months: number): BillMonth {
	return monthName(monthNumber(month) + months)
}

/** Whether a text, from a URL say, is a bill month. */
export function isBillMonth(text: string): boolean {
	return FORM.test(text)
}
