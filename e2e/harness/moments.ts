/**
 * Noon in São Paulo on the 10th of the month `months` before this one: far from every edge. In this month no later than now, as
 * purchases of days to come are refused. ISO 8601.
 */
export function monthsAgo(months: number, now = new Date()): string {
	const [year, month] = today(now).split('-').map(Number) as [number, number]
	const at = Date.UTC(year, month - 1 - months, 10, 15)
	return new Date(months === 0 ? Math.min(at, now.getTime()) : at).toISOString()
}

/** The day in São Paulo, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
	return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(now)
}
