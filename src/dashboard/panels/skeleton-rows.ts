import { type Accessor, createEffect, createMemo } from 'solid-js'
import { whenIdle } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { load, save } from '../../app/storage'
import { needingAttention } from '../../ledger/budgets'
import type { DashboardState } from '../state'

/** Panels whose height depends on how many rows they have, with the most rows they show. */
const MOST_ROWS = { budgets: 4, latest: 9, category: 999, source: 7, person: 999, upcoming: 1 }

type Panel = keyof typeof MOST_ROWS
/** How many rows each panel has. */
type Rows = Record<Panel, number>

const PANELS = Object.keys(MOST_ROWS) as Panel[]

/** As custom properties of the stylesheet (`--rows-latest: 9`), by which the placeholders get their height. */
export const rowsStyle = (rows: Partial<Rows>): Record<string, number> =>
	Object.fromEntries(
		PANELS.flatMap((panel) => (rows[panel] === undefined ? [] : [[`--rows-${panel}`, rows[panel]]])),
	)

/** Reads what `writeRows` wrote; anything odd in the device's storage counts for nothing. */
export function parseRows(text: string): Partial<Rows> {
	const counts = text.split(',').map(Number)
	const isOdd = (count: number, at: number) =>
		!Number.isInteger(count) || count < 0 || count > MOST_ROWS[PANELS[at]!]
	if (counts.length !== PANELS.length || counts.some(isOdd)) return {}
	return Object.fromEntries(PANELS.map((panel, at) => [panel, counts[at]]))
}

export const writeRows = (rows: Rows): string => PANELS.map((panel) => rows[panel]).join(',')

/** As many rows as at the end of the last visit, which the next one most likely begins with; none on the first. */
export function rowsOfLastVisit(): Record<string, number> {
	return rowsStyle(parseRows(load('rows', (text): text is string => text.length < 100) ?? ''))
}

/**
 * How many rows the panels to come will have, as far as is known. Changes only when a number does: the browser computes all
 * of the page's styles anew then.
 */
export function createSkeletonRows({ figures, selection }: DashboardState): Accessor<Record<string, number>> {
	const { metrics, version } = useLedgerSession()
	const written = createMemo(() => {
		version()
		const counts: Rows = {
			budgets: needingAttention(figures.budgets()).length,
			latest: metrics.size(),
			category: figures.byCategory().length,
			source: figures.bySource().length,
			person: figures.byPerson().length,
			upcoming: figures.committed().length,
		}
		for (const panel of PANELS) counts[panel] = Math.min(counts[panel], MOST_ROWS[panel])
		return writeRows(counts)
	})
	createEffect(() => {
		const rows = written()
		// A visit begins with the current month, unfiltered.
		if (!figures.isWaiting() && selection.isCurrentMonth() && !selection.isFiltered())
			whenIdle(() => save('rows', rows))
	})
	return createMemo(() => rowsStyle(parseRows(written())))
}
