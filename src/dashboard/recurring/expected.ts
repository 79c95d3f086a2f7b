import { createMemo } from 'solid-js'
import type { LedgerSession } from '../../app/session'
import { billMonth } from '../../ledger/bill'
import { dayName, dayNumber } from '../../ledger/day'
import { addMonths } from '../../ledger/month'
import { normalise } from '../../ledger/name'
import { dueOn, NEAR_DAYS } from '../../ledger/recurring'
import { same } from '../../ledger/same'
import type { Basis, BillMonth, Cents, LedgerSettings, LocalDay, Recurring } from '../../ledger/types'
import { recurrencesOf } from '../../metrics/live/recurrences'
import type { Filter, MonthPoint } from '../../metrics/types'
import { committedAfter, type Expected, type Upcoming } from '../figures'
import type { DashboardState } from '../state'

/** Months to come that are told of: as many as the panel of the coming bills draws. */
export const COMING = 6

/** The month in which a recurring one of a day counts: its bill, or the day's own. */
export function monthOfDue(
	{ source_id }: Pick<Recurring, 'source_id'>,
	due: LocalDay,
	settings: LedgerSettings,
	basis: Basis,
): BillMonth {
	const ofSource = (other: { source_id: number }) => other.source_id === source_id
	return basis === 'purchase'
		? due.slice(0, 7)
		: billMonth(due, settings.cycles.filter(ofSource), settings.bill_closings.filter(ofSource))
}

/** What a recurring one is to the spending that a filter shows: 1, or −1 of a refund; 0: none of it. Of nobody's it is known who spends it. */
export function signUnder(
	filter: Filter,
	{ kind, name, amount_cents, category_id, source_id }: Recurring,
): 1 | -1 | 0 {
	const isKind = filter.kind ? kind === filter.kind : kind === 'expense' || kind === 'refund'
	const passes =
		isKind &&
		!filter.people &&
		(!filter.amount || (amount_cents >= filter.amount.from && amount_cents <= filter.amount.to)) &&
		(filter.categories?.includes(category_id) ?? true) &&
		(filter.sources?.includes(source_id) ?? true) &&
		normalise(name).includes(normalise(filter.text ?? ''))
	return passes ? (kind === 'refund' && filter.kind !== 'refund' ? -1 : 1) : 0
}

/** Follows the settings, the rows and the selection. */
export function createExpected(
	session: LedgerSession,
	{ selection, figures }: Pick<DashboardState, 'selection' | 'figures'>,
): Expected {
	const shown = createMemo(() => {
		const filter = selection.filter()
		const recurring = session.directory()?.recurring ?? []
		return recurring.map((one) => ({ one, sign: signUnder(filter, one) })).filter(({ sign }) => sign !== 0)
	})
	const monthly = createMemo(() => {
		const goesOn = ({ one }: { one: Recurring }) => one.until === null || one.until > session.today()
		return shown()
			.filter(goesOn)
			.reduce((sum, { one, sign }) => sum + sign * one.amount_cents, 0)
	})
	/** What is expected and not there yet, by the month in which it counts. */
	const toCome = createMemo<ReadonlyMap<BillMonth, Cents>>(() => {
		session.version()
		const sums = new Map<BillMonth, Cents>()
		const settings = session.directory()
		if (!settings || shown().length === 0) return sums
		const today = session.today()
		const farthest = [selection.months().to, session.thisMonth()].sort().at(-1)!
		const recurrences = recurrencesOf(session.metrics)
		// The last one may still come some days after its own.
		for (
			let month = addMonths(session.thisMonth(), -1);
			month <= addMonths(farthest, COMING);
			month = addMonths(month, 1)
		)
			for (const { one, sign } of shown()) {
				const due = dueOn(one, month)
				if (due === null || dayNumber(today) > due + NEAR_DAYS) continue
				// Nothing that is recorded lies so far ahead.
				const mayBeThere = due - NEAR_DAYS <= dayNumber(today) + 1
				if (mayBeThere && recurrences.status(one, month, today).arrived) continue
				const counts = monthOfDue(one, dayName(due), settings, selection.basis())
				sums.set(counts, (sums.get(counts) ?? 0) + sign * one.amount_cents)
			}
		return sums
	})
	const known = createMemo(
		() => {
			session.version()
			const month = selection.months().to
			const recurring = shown().map(({ one }) => one)
			return recurrencesOf(session.metrics).known(recurring, month, session.today(), toCome().get(month) ?? 0)
		},
		undefined,
		{ equals: same },
	)
	const upcoming = createMemo(
		() =>
			monthsToCome(figures.committed(), toCome(), committedAfter(selection.months().to, session.thisMonth())),
		undefined,
		{ equals: same },
	)
	return { known, upcoming, monthly }
}

/** The months after `after`: those that hold anything, and as many as are drawn where anything comes again. */
export function monthsToCome(
	committed: readonly MonthPoint[],
	toCome: ReadonlyMap<BillMonth, Cents>,
	after: BillMonth,
): Upcoming[] {
	const count = Math.max(committed.length, toCome.size > 0 ? COMING : 0)
	return Array.from({ length: count }, (_, index) => {
		const month = addMonths(after, index + 1)
		const { cents = 0, count = 0 } = committed[index] ?? {}
		return { month, cents, count, recurring: index < COMING ? (toCome.get(month) ?? 0) : 0 }
	})
}
