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
	/** Somebody else's import, or an earlier try of this one, had them. */
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
		matches.map(({ item, purchase }) => {
			purchases.set(item.message_id, purchase)
			return known(matchRow(item, purchase, file, timezone), item)
		}),
	)
	const restores = files.flatMap(({ file, undone }) =>
		undone.map(({ item, revision }) => known(restoreRow(item, file, revision), item)),
	)
	const records: ImportRow[] = []
	for (const { file, fresh, hereBefore = [] } of files) {
		const rows: ImportRow[] = []
		await eachOf(fresh, rest, (item) => rows.push(known(recordRow(item, file, timezone), item)))
		for (const row of ownRows(rows, fresh, hereBefore)) records.push(row)
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
		matched.recorded.flatMap((row) => unmatchRow(row, purchases.get(row.message_id)!, at) ?? [])
	return {
		recorded: recorded.recorded.filter(({ action }) => action === 'record').length,
		restored: restored.recorded.length,
		matched: matched.recorded.length,
		hereBefore: recorded.hereBefore.filter(({ action }) => action === 'record').length,
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

/**
 * With what Painel's own file knows beside: refunds after the purchases they belong to, and after each purchase the rows that move its
 * parts. All rows of an array must have the same columns, so either all rows get these or none.
 */
function ownRows(rows: ImportRow[], items: PlanItem[], hereBefore: PlanItem[]): ImportRow[] {
	const isOwn = (item: PlanItem) => item.refund_of !== undefined || item.moves !== undefined
	if (!items.some(isOwn) && !hereBefore.some(isOwn)) return rows
	const all = rows.map((row, at) => ({ item: items[at]!, row: refundRow(row, items[at]!.refund_of ?? null) }))
	const last = ({ item }: { item: PlanItem }) => Number(item.refund_of !== undefined)
	return [
		...all.sort((a, b) => last(a) - last(b)).flatMap(({ item, row }) => [row, ...moveRows(item)]),
		...hereBefore.flatMap(moveRows),
	]
}
