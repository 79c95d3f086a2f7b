/** A year before a month and half a year after it, the latest first. */
export function monthsAround(month: string): string[] {
	const [year, number] = month.split('-').map(Number)
	if (!year || !number) return []
	return Array.from({ length: 19 }, (_, at) => {
		const months = year * 12 + number - 1 - 12 + at
		return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
	}).reverse()
}
