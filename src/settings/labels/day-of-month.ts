/** A day of the month as typed: null when empty, NaN when it is none. */
export function readDayOfMonth(text: string): number | null {
	const trimmed = text.trim()
	if (trimmed === '') return null
	if (!/^\d{1,2}$/.test(trimmed)) return Number.NaN
	const day = Number(trimmed)
	return day >= 1 && day <= 31 ? day : Number.NaN
}
