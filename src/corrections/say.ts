import type { LedgerSession } from '../app/session'
import type { TransactionRow } from '../ledger/columns'
import { showToast } from '../ui/toasts'
import { useWords } from '../words'
import { summaryOf } from './describe'
import type { Corrections, Taken } from './index'
import { HOLD_MS } from './queue'

const t = useWords('corrections')

/** Says that a correction was taken in, and offers to take it back while nothing was sent. */
export function sayTaken(
	session: LedgerSession,
	corrections: Corrections,
	{ id, isKept, waits }: Taken,
	text: string,
): void {
	const correction = corrections.list().find((other) => other.id === id)
	const made = correction && corrections.rowOf(correction.transaction)
	const summary =
		correction && made && correction.item.action === 'amend'
			? summaryOf(correction, made, { formats: session.formats(), settings: session.directory() })
			: (correction?.name ?? '')
	const waiting = waits ? t(isKept ? 'corrections.stored' : 'corrections.notStored') : ''
	showToast({
		kind: waits && !isKept ? 'warn' : 'ok',
		text,
		// What it waits for comes first: on a phone the rest may be cut.
		detail: [waiting, summary].filter(Boolean).join(' '),
		stays: HOLD_MS,
		about: id,
		action: { label: t('corrections.takeBack'), run: () => takeBack(corrections, id) },
	})
}

/** Takes a correction back, or says that it is too late. */
export function takeBack(corrections: Corrections, id: string): void {
	const isBack = corrections.undo(id)
	showToast({
		kind: isBack ? 'info' : 'warn',
		text: t(isBack ? 'corrections.tookBack' : 'corrections.tooLate'),
	})
}

/** Whether the reader is offered to correct. */
export const mayCorrect = ({ ledger }: Pick<LedgerSession, 'ledger'>): boolean =>
	ledger().role !== 'viewer' && ledger().corrections

/** A purchase in the words by which an agent finds it. */
export function replyText(session: LedgerSession, row: TransactionRow): string {
	const formats = session.formats()
	return t('corrections.replyPurchase', {
		name: row.description,
		day: formats.day(formats.localDay(row.occurred_at)),
		amount: session.money(row.amount_cents),
	})
}
