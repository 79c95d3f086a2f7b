import { billMonth } from '../ledger/bill'
import { monthOf } from '../ledger/day'
import { addMonths } from '../ledger/month'
import { normalise } from '../ledger/name'
import type { BillMonth, LocalDay } from '../ledger/types'
import type { KnownLedger, Question } from './types'

export type KnownSource = KnownLedger['sources'][number]

/** Cards have a closing day. */
export const isCard = ({ cycles }: KnownSource): boolean =>
	cycles.some(({ closing_day }) => closing_day !== null)

/** The ledger's source of a name or alias. */
export function knownSource(ledger: KnownLedger, name: string | null): KnownSource | null {
	const wanted = normalise(name ?? '')
	if (wanted === '') return null
	return (
		ledger.sources.find((source) => normalise(source.name) === wanted) ??
		ledger.sources.find(({ aliases }) => aliases.some((alias) => normalise(alias) === wanted)) ??
		null
	)
}

/**
 * Which bill a card's file is. With the card's cycle: the one that most purchases fall into. Without: the month in which the file
 * says that it is due, else the month after the newest purchase, since a bill is named after the month in which it is due.
 *
 * @param days of the purchases, without payments and without later parts, whose day is long past
 * @param others days of all other lines, for a file without purchases
 */
export function proposeBill(
	{ days, others, due }: { days: LocalDay[]; others: LocalDay[]; due: LocalDay | null },
	source: KnownSource | null,
	today: LocalDay,
): Pick<Question, 'reason' | 'about'> & { proposed: BillMonth } {
	const hasCycle = source !== null && isCard(source)
	if (due !== null && (days.length === 0 || !hasCycle))
		return { proposed: monthOf(due), reason: 'due_date', about: due }
	if (days.length === 0 && others.length > 0) {
		const newest = newestOf(others)
		return { proposed: addMonths(monthOf(newest), 1), reason: 'newest_line', about: newest }
	}
	if (days.length === 0) return { proposed: monthOf(today), reason: 'no_purchases', about: null }
	if (hasCycle) {
		const counts = new Map<BillMonth, number>()
		// Many purchases are of few days.
		for (const [day, count] of countsOf(days)) {
			const bill = billMonth(day, source.cycles, source.closings)
			counts.set(bill, (counts.get(bill) ?? 0) + count)
		}
		const [bill] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))[0]!
		return { proposed: bill, reason: 'closing_day', about: source.name }
	}
	const newest = newestOf(days)
	return { proposed: addMonths(monthOf(newest), 1), reason: 'newest_purchase', about: newest }
}

/** Many lines are of few days. */
const newestOf = (days: LocalDay[]): LocalDay => [...new Set(days)].sort().at(-1)!

function countsOf<T>(all: T[]): Map<T, number> {
	const counts = new Map<T, number>()
	for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
	return counts
}
