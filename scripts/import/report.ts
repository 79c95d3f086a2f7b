import Papa from 'papaparse'
import type { Refused } from './rows'

/** What each reason asks the person to do; the inbox's own and those of the file. */
export const remedies: Record<string, string> = {
	amount_missing: 'The amount is empty.',
	amount_not_positive: 'The amount is zero.',
	amount_too_large: 'The amount is over 999.999.999,99: check for a missing comma.',
	amount_unreadable: 'Write the amount as 1.234,56 or 1234.56.',
	date_unreadable:
		'This is no date: name the column with --map date=… or the order with --order dmy|mdy|ymd.',
	description_missing: 'The description is empty: name another column with --map description=….',
	description_too_long: 'Shorten the description to 280 characters.',
	installments_out_of_range: 'Installments go from 1 to 120.',
	installments_unreadable:
		'Write the number of parts as 10 or 10x, or leave the cell empty for one. Of a line that is one part of many (2/10), empty it: the amount is that part’s.',
	occurred_at_out_of_range: 'The date is over 10 years back or over a day ahead.',
	target_not_found: 'The purchase to correct is not there.',
	unknown_action: 'The row says no known action.',
	unknown_kind: 'The row is neither expense nor income.',
}

/** What one refused row asks the person to do. */
function remedyFor({ reason, taken }: Refused): string {
	if (taken === undefined) return remedies[reason] ?? ''
	return `An earlier run sent this row, and the inbox refused it and keeps it: sending the row again under the same id changes nothing. Amend that item (an inbox item with action amend and target_message_id ${taken}), or give the row another id in the file.`
}

/** One line for each refused row: where, why, what to do. Control characters go: a file must not steer the terminal. */
export function describeRefused(refused: Refused[]): string[] {
	return [...refused]
		.sort((a, b) => a.line - b.line)
		.map((row) => {
			const said = row.record
				.join(' | ')
				.replace(/\p{Cc}/gu, ' ')
				.slice(0, 100)
			return `line ${row.line}: ${row.reason}. ${remedyFor(row)} (${said})`
		})
}

/** The same as CSV, for a spreadsheet; cells that would be formulas are defused. */
export function refusedCsv(refused: Refused[]): string {
	return Papa.unparse(
		refused.map((row) => [row.line, row.reason, remedyFor(row), ...row.record]),
		{ escapeFormulae: true, newline: '\r\n' },
	)
}

/** A bar of 30 signs, drawn over itself on a terminal and left out elsewhere. */
export function progressBar(total: number, out: NodeJS.WriteStream = process.stderr): (done: number) => void {
	return (done) => {
		if (!out.isTTY || total === 0) return
		const filled = Math.round((done / total) * 30)
		out.write(
			`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${done}/${total}${done === total ? '\n' : ''}`,
		)
	}
}
