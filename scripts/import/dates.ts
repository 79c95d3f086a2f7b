/** The order in which the parts of a date are written. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

const parts = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[T ,].*)?$/

/**
 * The order that all dates of a column agree with. Day first unless some date can only be month first, since that is
 * how the files of Brazilian banks are.
 */
export function guessOrder(values: string[]): DateOrder {
	const found = values.map((value) => parts.exec(value.trim())).filter((match) => match !== null)
	if (found.some((match) => match[1]!.length === 4)) return 'ymd'
	return found.some((match) => Number(match[2]) > 12) && !found.some((match) => Number(match[1]) > 12)
		? 'mdy'
		: 'dmy'
}

/** A date as `YYYY-MM-DD`, or null where it is none. Two-digit years are of this century. */
export function readDate(value: string, order: DateOrder): string | null {
	const match = parts.exec(value.trim())
	if (!match) return null
	const [first, second, third] = [match[1]!, match[2]!, match[3]!]
	const [year, month, day] =
		first.length === 4
			? [first, second, third]
			: order === 'mdy'
				? [third, first, second]
				: [third, second, first]
	if (year.length !== 4 && year.length !== 2) return null
	const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
	const date = new Date(`${text}T00:00:00Z`)
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null
}
