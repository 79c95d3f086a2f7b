/** `result.json`: one entry for each size and form, milliseconds as medians. */
export interface WireFigures {
	page: number
	forms: {
		rows: number
		form: string
		sql_ms: number
		parse_ms: number
		apply_ms: number
		total_ms: number
		megabytes: number
		gzipped_megabytes: number
		worst_page_ms: number
	}[]
}

/** The table of docs/METRICS.md. */
export function wireBlock({ page, forms }: WireFigures): string {
	const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
	const whole = new Intl.NumberFormat('en')
	const head = [
		'rows',
		'form',
		'SQL, ms',
		'parse, ms',
		'apply, ms',
		'total, ms',
		'MB',
		'MB gzip',
		'worst page, ms',
	]
	const lines = forms.map((row) => [
		whole.format(row.rows),
		row.form,
		...[
			row.sql_ms,
			row.parse_ms,
			row.apply_ms,
			row.total_ms,
			row.megabytes,
			row.gzipped_megabytes,
			row.worst_page_ms,
		].map((value) => number.format(value)),
	])
	const rule = head.map((_, at) => (at === 1 ? '---' : '---:'))
	const table = [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
	return `${table}\n\nPages of ${whole.format(page)} rows; the last column is the longest that one page held the thread (parse and apply).`
}
