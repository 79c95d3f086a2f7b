import { createWords } from '../../app/language'
import type { LedgerSession } from '../../app/ledger-session'
import type { DashboardState } from '../dashboard-state'
import { words } from '../words'
import { csvRows } from './csv'
import { csvText } from './csv-text'

const t = createWords(words)

/** Hands the shown rows to the browser as a file; answers how many they were. */
export function downloadCsv(handles: Int32Array, session: LedgerSession, dashboard: DashboardState): number {
	const rows = csvRows(handles, session, dashboard)
	const url = URL.createObjectURL(new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' }))
	const link = document.createElement('a')
	const { from, to } = dashboard.months()
	link.href = url
	link.download = `${t('file.name')}-${from === to ? from : `${from}-${to}`}.csv`
	link.click()
	// The download has its own copy once it began; the browser keeps ours only until then.
	setTimeout(() => URL.revokeObjectURL(url), 10_000)
	return rows.length - 1
}
