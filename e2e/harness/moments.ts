/** Noon in São Paulo on the 10th of the month `months` before this one: far from every edge. ISO 8601. */
export function monthsAgo(months: number, now = new Date()): string {
	const [year, month] = today(now).split('-').map(Number) as [number, number]
	return new Date(Date.UTC(year, month - 1 - months, 10, 15)).toISOString()
}

/** The day in São Paulo, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
	return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(now)
}
