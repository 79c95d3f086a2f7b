import { createWords } from '../../app/language'
import type { LedgerSession } from '../../app/session'
import { yieldToBrowser } from '../../feed/browser'
import type { DashboardState } from '../state'
import { words } from '../words'
import { csvHeading, csvRows } from './csv'
import { CSV_START, csvLines } from './csv-text'

const t = createWords(words)

/** Rows written in one go; after them the page may paint and answer. */
const AT_ONCE = 1_000

/** Hands the shown rows to the browser as a file; answers how many they were. */
export async function downloadCsv(
	handles: Int32Array,
	session: LedgerSession,
	dashboard: DashboardState,
): Promise<number> {
	const parts = [CSV_START, csvLines([csvHeading()])]
	const { from, to } = dashboard.months()
	let count = 0
	for (let at = 0; at < handles.length; at += AT_ONCE) {
		if (at > 0) await yieldToBrowser()
		const rows = csvRows(handles.subarray(at, at + AT_ONCE), session, dashboard)
		count += rows.length
		parts.push(csvLines(rows))
	}
	const url = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }))
	const link = document.createElement('a')
	link.href = url
	link.download = `${t('file.name')}-${from === to ? from : `${from}-${to}`}.csv`
	link.click()
	// The download has its own copy once it began; the browser keeps ours only until then.
	setTimeout(() => URL.revokeObjectURL(url), 10_000)
	return count
}
