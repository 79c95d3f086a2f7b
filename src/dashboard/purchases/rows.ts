import { type Accessor, createMemo } from 'solid-js'
import type { LedgerSession } from '../../app/session'
import { sortedItems } from '../../metrics/live/sorted-items'
import { createFigure } from '../../metrics/solid'
import type { BillItem, Ref, SortOrder } from '../../metrics/types'
import { language } from '../../words'
import type { Dimension } from '../labels'
import type { DashboardState } from '../state'

const WHATS = { category: 'category', source: 'source', person: 'person' } as const

/** The handles of all rows that pass the filter, in its order; names sort by name, not by id. */
export function createRows(session: LedgerSession, dashboard: DashboardState): Accessor<Int32Array> {
	const order = createMemo<SortOrder>(() => {
		const { sort } = dashboard.selection.query()
		const dimension = sort.by in WHATS ? (sort.by as Dimension) : null
		if (!dimension) return sort
		const directory = session.directory()
		const list =
			{ category: directory?.categories, source: directory?.sources, person: directory?.people }[dimension] ??
			[]
		const collator = new Intl.Collator(language(), { sensitivity: 'base', numeric: true })
		const sorted = [...list].sort((a, b) => collator.compare(a.name, b.name))
		return { ...sort, rank: new Map<Ref, number>(sorted.map((label, place) => [label.id, place])) }
	})
	return createFigure(session.metrics, (metrics) => sortedItems(metrics, order()))
}

/** Above this many rows the difference of the lengths will do: looking each one up would cost more than it tells. */
const COUNTED = 20_000

/** How many of `newest` aren't in `shown`. Rows that left don't count. */
export function countMissing(shown: Int32Array, newest: Int32Array): number {
	if (newest.length > COUNTED) return Math.max(0, newest.length - shown.length)
	const known = new Set(shown)
	let missing = 0
	for (const handle of newest) if (!known.has(handle)) missing++
	return missing
}

/** The item of a row as it is now; one undone meanwhile is kept as it was last seen. */
export function createRowItem(session: LedgerSession, handle: Accessor<number>): Accessor<BillItem | null> {
	const seen = createMemo<{ handle: number; item: BillItem | null }>((last) => {
		session.version()
		const now = handle()
		return { handle: now, item: session.metrics.item(now) ?? (last?.handle === now ? last.item : null) }
	})
	return () => seen().item
}
