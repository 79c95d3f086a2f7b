import Papa from 'papaparse'
import { type PlanItem, shownText } from '../../src/import/index'
import { linesToRecord, type PlannedFile } from './files'
import { aboutPurchase, decimal, HOW_TO_RECORD_BOTH, leftOut } from './plan-text'
import { remedyOf, SENT_BEFORE } from './remedies'

/** What the inbox refused of what was sent. */
export interface SentLines {
	refused: { file: string; line: number; reason: string }[]
}

/** What would run as a formula in a spreadsheet gets an apostrophe before it; a full-width sign is one to some. */
const FORMULA = /^\s*[=+\-@\t\r\n＋－＝＠]/

type Cell = string | number

/** What becomes of every line, as a CSV for a spreadsheet: no cell of it is computed, no control character is in it. */
export function reportCsv(files: PlannedFile[], sent: SentLines | null = null): string {
	const rows = files.flatMap((file) => reportRows(file, sent)).map((cells) => cells.map(harmless))
	return Papa.unparse([['file', 'line', 'becomes', 'why', 'day', 'amount', 'description'], ...rows], {
		escapeFormulae: FORMULA,
		newline: '\r\n',
	})
}

const harmless = (cell: Cell): Cell => (typeof cell === 'string' ? shownText(cell) : cell)

function reportRows(file: PlannedFile, sent: SentLines | null): Cell[][] {
	const { name, plan, error, hereBefore, undone, refusedBefore, matches, timezone } = file
	if (!plan) return [[name, 1, 'unreadable', error ?? '']]
	const recorded = (
		{ line, kind, day, amount_cents, description }: PlanItem,
		why = '',
		becomes: string = kind,
	) => [name, line, becomes, why, day, decimal(amount_cents), description]
	const rows: Cell[][] = [
		...linesToRecord(file).map((item) => {
			const refusal = sent?.refused.find((refused) => refused.file === name && refused.line === item.line)
			return refusal
				? recorded(item, `${refusal.reason}. ${remedyOf(refusal.reason)}`, 'refused')
				: recorded(item)
		}),
		...(matches?.confirmed() ?? []).map(({ item, purchase }) =>
			recorded(
				item,
				aboutPurchase(purchase, timezone),
				purchase.file === undefined ? 'recorded by chat' : 'here before',
			),
		),
		...undone.map(({ item }) => recorded(item, 'undone since an earlier import', 'brought back')),
		...refusedBefore.map(({ item, reason }) => recorded(item, `${reason}. ${SENT_BEFORE}`, 'refused')),
		...hereBefore.map(({ item, as }) =>
			recorded(
				item,
				as ? `as line ${as.line} of ${as.file}. ${HOW_TO_RECORD_BOTH}` : 'from an earlier import',
				'here before',
			),
		),
		...plan.left_out.map(({ line, why, of, text }) => [
			name,
			line,
			'left out',
			leftOut(why, of),
			'',
			'',
			text,
		]),
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
