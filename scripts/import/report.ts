import Papa from 'papaparse'
import { type PlanItem, shownText } from '../../src/import/index'
import type { PlannedFile } from './files'
import { decimal, LEFT_OUT } from './plan-text'
import { remedyOf } from './remedies'
import type { Refused } from './rows'

/** What would run as a formula in a spreadsheet gets an apostrophe before it; a full-width sign is one to some. */
const FORMULA = /^\s*[=+\-@\t\r\n＋－＝＠]/

type Cell = string | number

const harmless = (cell: Cell): Cell => (typeof cell === 'string' ? shownText(cell) : cell)

/** What one refused row asks the person to do. */
function remedyFor({ reason, taken }: Refused): string {
	if (taken === undefined) return remedyOf(reason)
	return `An earlier run sent this row, and the inbox refused it and keeps it: sending the row again under the same id changes nothing. Amend that item (an inbox item with action amend and target_message_id ${taken}), or give the row another id in the file.`
}

/** One line for each refused row: where, why, what to do. Control characters are pictures: a file must not steer the terminal. */
export function describeRefused(refused: Refused[]): string[] {
	return [...refused]
		.sort((a, b) => a.line - b.line)
		.map((row) => {
			const said = shownText(row.record.join(' | ')).slice(0, 100)
			return `line ${row.line}: ${row.reason}. ${remedyFor(row)} (${said})`
		})
}

/** The same as CSV, for a spreadsheet; cells that would be formulas are defused. */
export function refusedCsv(refused: Refused[]): string {
	return Papa.unparse(
		refused.map((row) => [row.line, row.reason, remedyFor(row), ...row.record].map(harmless)),
		{ escapeFormulae: FORMULA, newline: '\r\n' },
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

/** What becomes of every line, as a CSV for a spreadsheet: no cell of it is computed, no control character is in it. */
export function reportCsv(files: PlannedFile[]): string {
	const rows = files.flatMap(reportRows).map((cells) => cells.map(harmless))
	return Papa.unparse([['file', 'line', 'becomes', 'why', 'day', 'amount', 'description'], ...rows], {
		escapeFormulae: FORMULA,
		newline: '\r\n',
	})
}

function reportRows({ name, plan, error, hereBefore }: PlannedFile): Cell[][] {
	if (!plan) return [[name, 1, 'unreadable', error ?? '']]
	const recorded = (
		{ line, kind, day, amount_cents, description }: PlanItem,
		why = '',
		becomes: string = kind,
	) => [name, line, becomes, why, day, decimal(amount_cents), description]
	const rows: Cell[][] = [
		...plan.items.map((item) => recorded(item)),
		...hereBefore.map(({ item, as }) =>
			recorded(item, as ? `as line ${as.line} of ${as.file}` : 'from an earlier import', 'here before'),
		),
		...plan.left_out.map(({ line, why, text }) => [name, line, 'left out', LEFT_OUT[why], '', '', text]),
		...plan.unreadable.map(({ line, why, text }) => [
			name,
			line,
			'unreadable',
			`${why}. ${remedyOf(why)}`,
			'',
			'',
			text,
		]),
	]
	return rows.sort((a, b) => Number(a[1]) - Number(b[1]))
}
