import { BackendError, type CorrectionAnswer } from '../backend/types'
import type { Random } from '../household/random'
import type { CorrectionItem } from '../ledger/correction'
import type { Refusal } from '../ledger/inbox'
import type { Label, SaidOf } from '../ledger/types'
import { amend, inboxRecord, type Outcome, recordAmended } from './inbox'
import type { DemoLedger } from './ledger'
import type { InboxRecord, TransactionRecord } from './records'
import { demoSession } from './session'

/** Files a correction of the signed-in person, by the rules of the database's `correct`. Sent twice, it counts once. */
export function correctInDemo(
	ledger: DemoLedger,
	item: CorrectionItem,
	now: number,
	random: Random,
): CorrectionAnswer {
	const { ledger: settings } = ledger.directory
	if (settings.role === 'viewer') throw new BackendError('not_allowed')
	if (!settings.corrections) throw new BackendError('corrections_off')
	const filed = ledger.inbox.find(({ message_id }) => message_id === item.message_id)
	return answerOf(filed ?? ledger.write(() => file(ledger, item, now, random)))
}

function file(ledger: DemoLedger, item: CorrectionItem, now: number, random: Random): InboxRecord {
	const completed = isOpen(ledger, item.completes_message_id, item.completes_item)
	const target = targetOf(ledger, item)
	const transaction = target && !('status' in target) ? target : null
	const before = transaction && saidOf(ledger, transaction)
	const outcome = judge(ledger, target, item, now)
	const author = { agent_id: '', agent_name: null, member_id: demoSession.userId }
	const record = inboxRecord(item, outcome, author, now, random)
	if ('transaction' in outcome && outcome.transaction) {
		record.before = before
		record.after = saidOf(ledger, outcome.transaction)
		if (completed) completed.amended = true
	}
	ledger.inbox.push(record)
	ledger.touchInbox()
	return record
}

function judge(
	ledger: DemoLedger,
	target: TransactionRecord | InboxRecord | null,
	item: CorrectionItem,
	now: number,
): Outcome {
	const notFound: Refusal = { reason: 'target_not_found', detail: item.target_message_id ?? null }
	if (target === null) return notFound
	const revision = 'status' in target ? 0 : target.revision
	if (item.if_revision !== undefined && item.if_revision !== revision)
		return { reason: 'target_changed', detail: null }
	if ('status' in target) {
		if (item.action !== 'void') return recordAmended(ledger, target, item, now)
		target.dismissed_at = now
		return { transaction: null }
	}
	if (target.voided !== (item.action === 'restore')) return notFound
	if (item.action !== 'void') return amend(ledger, target, item, now)
	ledger.replace(target, { voided: true })
	return { transaction: target }
}

/** A transaction by its id, or a refused message that still waits. */
function targetOf(ledger: DemoLedger, item: CorrectionItem): TransactionRecord | InboxRecord | null {
	if (item.transaction_id !== undefined) return ledger.find(item.transaction_id) ?? null
	const record = ledger.inbox.find(
		(other) => other.message_id === item.target_message_id && other.item === (item.target_item ?? 0),
	)
	if (!record) return null
	if (record.transaction_id !== null) return ledger.find(record.transaction_id) ?? null
	return isWaiting(record) ? record : null
}

const isWaiting = (record: InboxRecord) =>
	record.status === 'rejected' && record.dismissed_at === null && !record.amended

function isOpen(ledger: DemoLedger, message?: string, item = 0): InboxRecord | undefined {
	return ledger.inbox.find((other) => other.message_id === message && other.item === item && isWaiting(other))
}

export function saidOf({ directory, calendar }: DemoLedger, record: TransactionRecord): SaidOf {
	const name = (labels: readonly Label[], id: number | null, text: string | null) =>
		labels.find((label) => label.id === id)?.name ?? text
	const { description, amount_cents, kind, occurred_at, bill_month, installments, moves, voided } = record
	return {
		description,
		amount_cents,
		kind,
		category: name(directory.categories, record.category_id, record.category_text),
		source: name(directory.sources, record.source_id, record.source_text),
		person: name(directory.people, record.person_id, record.person_text),
		to_source: name(directory.sources, record.to_source_id, record.to_source_text),
		day: calendar.dayAt(occurred_at),
		bill_month,
		installments,
		moves,
		voided,
	}
}

const answerOf = ({ id, status, reason, revision }: InboxRecord): CorrectionAnswer => ({
	id,
	status,
	reason,
	revision,
})
