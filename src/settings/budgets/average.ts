import { addMonths } from '../../ledger/month'
import type { BillMonth, Cents } from '../../ledger/types'
import type { MonthPoint } from '../../metrics/types'

/** How many months before count for the average. */
const MONTHS = 3

/**
 * What each category (and, under null, the whole bill) cost a month on average in the three months before `month`, rounded
 * to whole units of money. Uncategorised spending counts for the whole only.
 */
export function averages(
	spendingOf: (month: BillMonth) => Pick<MonthPoint, 'cents' | 'groups'>,
	month: BillMonth,
): Map<number | null, Cents> {
	const sums = new Map<number | null, Cents>()
	for (let back = 1; back <= MONTHS; back++) {
		const point = spendingOf(addMonths(month, -back))
		sums.set(null, (sums.get(null) ?? 0) + point.cents)
		for (const { id, cents } of point.groups) if (id !== null) sums.set(id, (sums.get(id) ?? 0) + cents)
	}
	return new Map([...sums].map(([id, sum]) => [id, Math.round(sum / MONTHS / 100) * 100]))
}
