import { type Accessor, createMemo } from 'solid-js'
import type { LedgerSession } from '../../app/session'
import type { RecurringStatus } from '../../ledger/recurring'
import { same } from '../../ledger/same'
import type { BillMonth, Cents, LocalDay, Recurring } from '../../ledger/types'
import { type RecurringRow, recurrencesOf, type Suggestion } from '../../metrics/live/recurrences'

/** A confirmed recurring one as it stands in a month. */
export interface RecurringNow extends RecurringStatus<RecurringRow> {
	recurring: Recurring
	due: LocalDay
}

/** What an editor writes down of a recurring one; without an id it is not confirmed yet. */
export type RecurringDraft = Omit<Recurring, 'id'> & { id?: string | undefined }

/** The last day of one that somebody said does not come again: it never falls due, and is not suggested again. */
export const NEVER_DUE = '1970-01-01'

/** The confirmed ones that fall due in a month, in the order of their days; whatever the filter. */
export function createRecurringIn(
	session: LedgerSession,
	month: Accessor<BillMonth>,
): Accessor<RecurringNow[]> {
	return createMemo(
		() => {
			session.version()
			const recurrences = recurrencesOf(session.metrics)
			const all = session.directory()?.recurring ?? []
			const now = all.flatMap((recurring) => {
				const { due, ...status } = recurrences.status(recurring, month(), session.today())
				return due === null ? [] : [{ recurring, due, ...status }]
			})
			return now.sort((a, b) =>
				a.due < b.due ? -1 : a.due > b.due ? 1 : b.recurring.amount_cents - a.recurring.amount_cents,
			)
		},
		undefined,
		{ equals: same },
	)
}

/** What seems to come again and nobody has confirmed yet. */
export function createSuggestions(session: LedgerSession): Accessor<Suggestion[]> {
	return createMemo(
		() => {
			session.version()
			return recurrencesOf(session.metrics).suggestions(session.directory()?.recurring ?? [], session.today())
		},
		undefined,
		{ equals: same },
	)
}

/** What has come of what a month's recurring expenses cost, and what all of them do. */
export function paidOf(now: readonly RecurringNow[]): { arrived: Cents; expected: Cents } {
	let arrived = 0
	let expected = 0
	for (const { recurring, arrived: row } of now) {
		if (recurring.kind !== 'expense') continue
		arrived += row?.amount_cents ?? 0
		expected += row?.amount_cents ?? recurring.amount_cents
	}
	return { arrived, expected }
}
