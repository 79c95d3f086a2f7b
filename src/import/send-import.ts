import type { ImportInbox } from './inbox'
import {
	type CorrectionRow,
	type FileFacts,
	type ImportRow,
	matchRow,
	moveRows,
	recordRow,
	refundRow,
	restoreRow,
	sideRows,
	undoRow,
	unmatchRow,
} from './inbox-rows'
import type { ConfirmedMatch } from './match-choices'
import type { RecordedPurchase } from './matching'
import { eachOf, type Rest } from './rest'
import { sendRows } from './send'
import type { PlanItem } from './types'

/** What of one file is sent. */
export interface ToSend {
	file: FileFacts
	fresh: PlanItem[]
	undone: { item: PlanItem; revision: number }[]
	matches: ConfirmedMatch[]
	/** Lines of before: a cut may have left parts of theirs where they were. */
	hereBefore?: PlanItem[]
}

/** What became of it. */
export interface ImportSent {
	recorded: number
	restored: number
	matched: number
	/** Somebody else's import, an earlier try of this one, or a file of another form had them. */
	hereBefore: number
	refused: { file: string; line: number; description: string; reason: string }[]
	/** Whether there is something to take back. */
	isUndoable: boolean
	/** What takes it all back. `at` names this undoing: sent twice, it counts once. */
	undo(at: number): CorrectionRow[]
}

/**
 * Sends files: first what is recorded by chat already is said to be so, then what was undone comes back, then the rest is recorded.
 * Cut off at any point, the same can be sent again.
 *
 * @throws ImportStopped when nothing but a person can go on
 */
export async function sendImport(
	files: ToSend[],
	inbox: ImportInbox,
	timezone: string,
	{ onProgress = () => {}, rest }: { onProgress?: (done: number) => void; rest?: Rest } = {},
): Promise<ImportSent> {
	const items = new Map<string, PlanItem>()
	const known = <Row extends { message_id: string }>(row: Row, item: PlanItem): Row => {
		items.set(row.message_id, item)
		return row
	}
	const purchases = new Map<string, RecordedPurchase>()
	const matches = files.flatMap(({ file, matches }) =>
		matches.flatMap(({ item, purchase }) => {
			purchases.set(item.message_id, purchase)
			const row = known(matchRow(item, purchase, file, timezone), item)
			const { other_side } = item
			// Its other side is that transfer too, and adds nothing.
			return other_side ? [row, { ...sameMatch(row), message_id: other_side.message_id }] : row
		}),
	)
	const restores = files.flatMap(({ file, undone }) =>
		undone.map(({ item, revision }) => known(restoreRow(item, file, revision), item)),
	)
	const records: ImportRow[] = []
	// All rows of an array must have the same columns, whichever file they are of.
	const isBeside = files.some(
		({ fresh, hereBefore = [] }) => fresh.some(hasBeside) || hereBefore.some(hasBeside),
	)
	for (const { file, fresh, hereBefore = [] } of files) {
		const rows: ImportRow[] = []
		await eachOf(fresh, rest, (item) => rows.push(known(recordRow(item, file, timezone), item)))
		for (const row of isBeside ? rowsBeside(rows, fresh, hereBefore) : rows) records.push(row)
	}

	const correct = (rows: CorrectionRow[]) => inbox.correct(rows)
	const matched = await sendRows(matches, correct, { onProgress })
	const restored = await sendRows(restores, correct, {
		onProgress: (done) => onProgress(matches.length + done),
	})
	const recorded = await sendRows(records, (rows) => inbox.post(rows), {
		onProgress: (done) => onProgress(matches.length + restores.length + done),
	})
	const refused = [...matched.refused, ...restored.refused, ...recorded.refused]
	const unmatched = (at: number) =>
		matched.recorded.flatMap((row) => {
			const purchase = purchases.get(row.message_id)
			return (purchase && unmatchRow(row, purchase, at)) ?? []
		})
	const confirmed = matched.recorded.flatMap(({ message_id }) => purchases.get(message_id) ?? [])
	const ofFiles = confirmed.filter(({ file }) => file !== undefined).length
	return {
		recorded: recorded.recorded.filter(({ action }) => action === 'record').length,
		restored: restored.recorded.length,
		matched: confirmed.length - ofFiles,
		hereBefore: recorded.hereBefore.filter(({ action }) => action === 'record').length + ofFiles,
		refused: refused.flatMap(({ row, reason }) => {
			const item = items.get(row.message_id)
			return item ? { file: row.payload!.file, line: item.line, description: item.description, reason } : []
		}),
		isUndoable: recorded.recorded.length + restored.recorded.length + unmatched(0).length > 0,
		undo: (at) => [
			...unmatched(at),
			...restored.recorded.map(({ target_message_id }) => undoRow(target_message_id, at)),
			...recorded.recorded.flatMap(({ action, message_id }) =>
				action === 'record' ? undoRow(message_id, at) : [],
			),
		],
	}
}

const sameMatch = ({ action, target_message_id, target_item, payload }: CorrectionRow) => ({
	action,
	target_message_id,
	target_item,
	payload,
})

/** Whether a line needs more than its own row. */
const hasBeside = ({ refund_of, moves, other_side }: PlanItem): boolean =>
	refund_of !== undefined || moves !== undefined || other_side !== undefined

const besideOf = (item: PlanItem): ImportRow[] => [...moveRows(item), ...sideRows(item)]

/**
 * With what only Painel's own file knows beside: refunds after the purchases they belong to, and after each purchase the rows that move
 * its parts. After a transfer that a file lists twice, the row of its other side.
 */
function rowsBeside(rows: ImportRow[], items: PlanItem[], hereBefore: PlanItem[]): ImportRow[] {
	const all = rows.map((row, at) => ({ item: items[at]!, row: refundRow(row, items[at]!.refund_of ?? null) }))
	const last = ({ item }: { item: PlanItem }) => Number(item.refund_of !== undefined)
	return [
		...all.sort((a, b) => last(a) - last(b)).flatMap(({ item, row }) => [row, ...besideOf(item)]),
		...hereBefore.flatMap(besideOf),
	]
}
