import { type ImportInbox, type InboxAnswer, TakenByAnother, TooSlow } from './inbox'
import type { CorrectionRow } from './inbox-rows'

/** What became of the rows sent. */
export interface Sent<Row> {
	recorded: Row[]
	/** Another agent of the ledger, or an earlier try of this very import, had them already. */
	hereBefore: Row[]
	refused: { row: Row; reason: string }[]
}

/** The API takes no more. */
const MOST_AT_ONCE = 1000
const FIRST = 200
/** A statement of an agent has 3 seconds; arrays grow while they take less than a third of that. */
const QUICK = 1000

/**
 * Sends rows in arrays, which grow while the database is quick and shrink when it is not. Cut off at any point, the same rows
 * can be sent again: what is recorded already is answered as such.
 *
 * @throws ImportStopped when nothing but a person can go on
 */
export async function sendRows<Row extends { message_id: string }>(
	rows: Row[],
	post: (rows: Row[]) => Promise<InboxAnswer[]>,
	{
		onProgress = () => {},
		now = Date.now,
		first = FIRST,
	}: { onProgress?: (done: number) => void; now?: () => number; first?: number } = {},
): Promise<Sent<Row>> {
	const sent: Sent<Row> = { recorded: [], hereBefore: [], refused: [] }
	let atOnce = first
	let waiting = rows
	while (waiting.length > 0) {
		const part = waiting.slice(0, atOnce)
		const began = now()
		try {
			const answers = new Map((await post(part)).map((answer) => [answer.message_id, answer]))
			for (const row of part) {
				const answer = answers.get(row.message_id)
				if (!answer) sent.hereBefore.push(row)
				else if (answer.status === 'accepted') sent.recorded.push(row)
				else sent.refused.push({ row, reason: answer.reason ?? 'unknown' })
			}
			waiting = waiting.slice(part.length)
			if (now() - began < QUICK) atOnce = Math.min(MOST_AT_ONCE, atOnce * 2)
		} catch (error) {
			if (error instanceof TakenByAnother) {
				const taken = part.find(({ message_id }) => message_id === error.messageId)
				if (!taken) throw error
				sent.hereBefore.push(taken)
				waiting = waiting.filter((row) => row !== taken)
			} else if (error instanceof TooSlow && part.length > 1) atOnce = Math.ceil(part.length / 2)
			else throw error
		}
		onProgress(rows.length - waiting.length)
	}
	return sent
}

/** Files what takes an import back, as a member, 1,000 at a time. */
export const takeBack = (
	rows: CorrectionRow[],
	inbox: ImportInbox,
	onProgress: (done: number) => void,
): Promise<Sent<CorrectionRow>> =>
	sendRows(rows, (part) => inbox.correct(part), { onProgress, first: MOST_AT_ONCE })
