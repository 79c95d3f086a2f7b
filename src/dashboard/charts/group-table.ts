import { createWords } from '../../app/language'
import type { LedgerSession } from '../../app/session'
import type { Group } from '../../metrics/types'
import { shareOf } from '../charts/groups'
import type { Dimension } from '../labels'
import type { DashboardState } from '../state'
import { words } from '../words'
import type { TableData } from './ChartCard'

const t = createWords(words)

/** The table behind a chart of groups; every row filters. */
export function groupTable(
	dimension: Dimension,
	groups: readonly Group[],
	dashboard: DashboardState,
	{ formats, money }: LedgerSession,
): TableData {
	return {
		columns: [t('chart.name'), t('chart.amount'), t('chart.share'), t('chart.count')],
		rows: groups.map((group) => {
			const name = dashboard.labels.nameOf(dimension, group.id)
			return {
				name,
				pressed: dashboard.selection.isOnly(dimension, group.id),
				pick: () => dashboard.selection.toggleFilter(dimension, group.id),
				cells: [
					name,
					money(group.cents),
					formats().percent(shareOf(group.cents, dashboard.figures.spent())),
					formats().count(group.count),
				],
			}
		}),
	}
}
