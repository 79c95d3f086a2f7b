import { type Accessor, createMemo } from 'solid-js'
import { needingAttention } from '../settings/budget-progress'
import { type DashboardState, useLedgerSession } from './dashboard-state'

/**
 * How many rows the panels to come will have, as far as is known, in CSS: their skeletons' heights go by it. Changes only
 * with a number of rows, as all of the page's styles are worked out anew then.
 */
export function createSkeletonRows(dashboard: DashboardState): Accessor<string> {
	const { metrics, version } = useLedgerSession()
	return createMemo(() => {
		version()
		return [
			`--n-ale:${Math.min(4, needingAttention(dashboard.budgets()).length)}`,
			`--n-now:${Math.min(9, metrics.size())}`,
			`--n-cat:${dashboard.byCategory().length}`,
			`--n-src:${Math.min(7, dashboard.bySource().length)}`,
			`--n-per:${dashboard.byPerson().length}`,
			`--n-par:${Math.min(1, dashboard.committed().length)}`,
		].join(';')
	})
}
