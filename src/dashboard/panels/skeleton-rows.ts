import { type Accessor, createEffect, createMemo } from 'solid-js'
import { whenIdle } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { load, save } from '../../app/storage'
import { needingAttention } from '../../ledger/budgets'
import type { DashboardState } from '../state'

const isRows = (text: string): text is string => /^(--rows-[a-z]+:\d{1,3};?)+$/.test(text)

/** As many rows as at the end of the last visit, which the next one most likely begins with; '' on the first. */
export const rowsOfLastVisit = (): string => load('rows', isRows) ?? ''

/**
 * How many rows the panels to come will have, as far as is known, in CSS: their skeletons' heights go by it. Changes only
 * with a number of rows, as all of the page's styles are worked out anew then.
 */
export function createSkeletonRows(dashboard: DashboardState): Accessor<string> {
	const { metrics, version } = useLedgerSession()
	const rows = createMemo(() => {
		version()
		return [
			`--rows-budgets:${Math.min(4, needingAttention(dashboard.figures.budgets()).length)}`,
			`--rows-latest:${Math.min(9, metrics.size())}`,
			`--rows-category:${dashboard.figures.byCategory().length}`,
			`--rows-source:${Math.min(7, dashboard.figures.bySource().length)}`,
			`--rows-person:${dashboard.figures.byPerson().length}`,
			`--rows-upcoming:${Math.min(1, dashboard.figures.committed().length)}`,
		].join(';')
	})
	createEffect(() => {
		const now = rows()
		// Dimension a visit begins with: this month, and all of it.
		if (
			!dashboard.figures.isWaiting() &&
			dashboard.selection.isCurrent() &&
			!dashboard.selection.isRange() &&
			!dashboard.selection.isFiltered()
		)
			whenIdle(() => save('rows', now))
	})
	return rows
}
