import { createWords } from '../../app/language'
import type { LedgerSession } from '../../app/session'
import type { Group } from '../../metrics/types'
import { shareOf } from '../figures'
import type { DashboardState, Dimension } from '../state'
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
			const name = dashboard.nameOf(dimension, group.id)
			return {
				name,
				pressed: dashboard.isOnly(dimension, group.id),
				pick: () => dashboard.toggleFilter(dimension, group.id),
				cells: [
					name,
					money(group.cents),
					formats().percent(shareOf(group.cents, dashboard.spent())),
					formats().count(group.count),
				],
			}
		}),
	}
}
