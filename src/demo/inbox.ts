import { type Random, uuid } from '../household/random'
import { firstUnbilled } from '../ledger/correction'
import {
	fitsGivenMonth,
	type InboxRow,
	mergeRows,
	type RecordFields,
	type Refusal,
	readRecord,
} from '../ledger/inbox'
import { isBillMonth } from '../ledger/month'
import { keptMoves, movedParts } from '../ledger/parts'
import type { DemoLedger } from './ledger'
import type { InboxRecord, TransactionRecord } from './records'
import {
	correctedByWords,
	findTarget,
	isNamedByWords,
	namedTransaction,
	refundedByWords,
	type Sender,
} from './targets'

/** `transaction` null: accepted without one (a refused item was dismissed). */
export type Outcome = { transaction: TransactionRecord | null } | Refusal

/**
 * Applies the inbox's rules to an item and stores it, accepted or refused. `now` in ms. The caller has checked that
 * (`message_id`, `item`) is new.
 */
export function receive(
	ledger: DemoLedger,
	sender: Sender,
	row: InboxRow,
	now: number,
	random: Random,
): InboxRecord {
	const outcome = act(ledger, sender, row, now)
	const author = { agent_id: sender.id, agent_name: sender.name, member_id: null }
	const record = inboxRecord(row, outcome, author, now, random)
	ledger.inbox.push(record)
	if (record.status === 'rejected') ledger.touchInbox()
	return record
}

/** The row of the inbox for an item and what became of it. */
export function inboxRecord(
	row: InboxRow,
	outcome: Outcome,
	author: Pick<InboxRecord, 'agent_id' | 'agent_name' | 'member_id'>,
	now: number,
	random: Random,
): InboxRecord {
	const accepted = 'transaction' in outcome
	return {
		id: uuid(random),
		message_id: row.message_id,
		item: row.item ?? 0,
		action: row.action ?? 'record',
		received_at: now,
		status: accepted ? 'accepted' : 'rejected',
		reason: accepted ? null : outcome.reason,
		reason_detail: accepted ? null : outcome.detail,
		transaction_id: accepted ? (outcome.transaction?.id ?? null) : null,
		revision: accepted ? (outcome.transaction?.revision ?? null) : null,
		dismissed_at: null,
		...author,
		description: row.description ?? null,
		amount: row.amount ?? null,
		category: row.category ?? null,
		source: row.source ?? null,
		person: row.person ?? null,
		kind: row.kind ?? null,
		occurred_at: row.occurred_at ? Date.parse(row.occurred_at) : null,
		installments: row.installments ?? null,
		to_source: row.to_source ?? null,
		bill_month: row.bill_month ?? null,
		payload: row.payload ?? null,
		candidates: null,
		before: null,
		after: null,
		row,
		amended: false,
	}
}

function act(ledger: DemoLedger, sender: Sender, row: InboxRow, now: number): Outcome {
	const action = row.action ?? 'record'
	if (action === 'record') return record(ledger, sender, row, now)
	if (action !== 'amend' && action !== 'void' && action !== 'restore')
		return { reason: 'unknown_action', detail: action }
	const target = isNamedByWords(row)
		? correctedByWords(ledger, sender, row, now)
		: findTarget(ledger, sender, row)
	if (target === 'ambiguous') return { reason: 'target_ambiguous', detail: row.target_text ?? null }
	if (!target) return notFound(row)
	if (action === 'void') {
		if ('status' in target) {
			target.dismissed_at = now
			ledger.touchInbox()
			return { transaction: null }
		}
		ledger.replace(target, { voided: true })
		return { transaction: target }
	}
	if (action === 'restore' && !('status' in target)) ledger.replace(target, { voided: false })
	return 'status' in target ? recordAmended(ledger, target, row, now) : amend(ledger, target, row, now)
}

function record(ledger: DemoLedger, sender: Sender, row: InboxRow, now: number): Outcome {
	const isRefund = row.kind === 'refund'
	const isOfPurchase = isRefund && row.target_message_id
	const named = isOfPurchase ? namedTransaction(ledger, sender, row) : null
	if (isOfPurchase && (!named || named.voided)) return notFound(row)
	const purchase = isRefund && isNamedByWords(row) ? refundedByWords(ledger, sender, row) : (named ?? null)
	const facts = readFor(ledger, purchase ? withLabelsOf(purchase, row) : row, now)
	if ('reason' in facts) return facts
	const refund_of = purchase?.id ?? null
	return { transaction: ledger.insert({ ...facts, refund_of }, originOf(row, sender.id)) }
}

const notFound = (row: InboxRow): Refusal => ({
	reason: 'target_not_found',
	detail: row.target_message_id ?? row.target_text ?? null,
})

/** What a refund does not say is its purchase's. */
function withLabelsOf(purchase: TransactionRecord, row: InboxRow): InboxRow {
	const { category, source, person } = asRow(purchase)
	return {
		...row,
		category: row.category ?? category,
		source: row.source ?? source,
		person: row.person ?? person,
	}
}

/** Reads a whole row, also by what only its ledger knows: days, and which names mean the same place. */
function readFor(ledger: DemoLedger, row: InboxRow, now: number): RecordFields | Refusal {
	const facts = readRecord(row, now)
	if ('reason' in facts) return facts
	const { given_month, kind, occurred_at } = facts
	if (given_month !== null && !fitsGivenMonth(kind, given_month, ledger.calendar.dayAt(occurred_at)))
		return { reason: 'bill_month_out_of_range', detail: given_month }
	if (kind === 'transfer' && ledger.isSamePlace(facts))
		return { reason: 'same_place', detail: facts.to_source_text }
	return facts
}

/** Records a refused item with the fields that a correction gives. */
export function recordAmended(ledger: DemoLedger, target: InboxRecord, row: InboxRow, now: number): Outcome {
	const facts = readFor(ledger, mergeRows(target.row, row), now)
	if ('reason' in facts) return facts
	target.amended = true
	target.transaction_id = target.id
	ledger.touchInbox()
	return { transaction: ledger.insert(facts, originOf(target.row, target.agent_id), target.id) }
}

/** Replaces what a row gives of a transaction; a voided one comes back. */
export function amend(ledger: DemoLedger, target: TransactionRecord, row: InboxRow, now: number): Outcome {
	const was = asRow(target)
	// Of a transfer a given bill is the one that it pays: as another kind it would mean another thing.
	const isOther = ((row.kind ?? target.kind) === 'transfer') !== (target.kind === 'transfer')
	const facts = readFor(
		ledger,
		mergeRows(isOther ? { ...was, to_source: null, bill_month: null } : was, row),
		now,
	)
	if ('reason' in facts) return facts
	const moves = movesAfter(ledger, target, row, facts, now)
	if ('reason' in moves) return moves
	const refund_of = facts.kind === 'refund' ? target.refund_of : null
	ledger.replace(target, { ...(facts satisfies RecordFields), ...moves, refund_of, voided: false })
	return { transaction: target }
}

/** A purchase belongs to the agent that sent it, also when another corrected it. */
const originOf = (row: InboxRow, agentId: string) => ({
	message_id: row.message_id,
	item: row.item ?? 0,
	agent_id: agentId,
})

/** Where the parts of a transaction lie after a correction: only those not billed yet can be moved. */
function movesAfter(
	ledger: DemoLedger,
	target: TransactionRecord,
	{ from_part, parts_to }: InboxRow,
	facts: RecordFields,
	now: number,
): { moves: TransactionRecord['moves'] } | Refusal {
	const kept = keptMoves(target.moves, facts.installments)
	if (from_part == null && !parts_to) return { moves: kept }
	const free = firstUnbilled(target, ledger.directory, ledger.calendar.dayAt(now))
	const detail = `${from_part ?? '–'}, ${parts_to ?? '–'}`
	const isOutside =
		from_part == null ||
		!parts_to ||
		free === null ||
		from_part < free ||
		from_part > facts.installments ||
		(from_part === 1 && parts_to === 'cancel')
	if (isOutside) return { reason: 'parts_out_of_range', detail }
	if (parts_to !== 'cancel' && !isBillMonth(parts_to)) return { reason: 'bill_month_unreadable', detail }
	const day = ledger.calendar.dayAt(facts.occurred_at)
	if (parts_to !== 'cancel' && !fitsGivenMonth(facts.kind, parts_to, day))
		return { reason: 'bill_month_out_of_range', detail }
	return { moves: movedParts(kept, from_part, parts_to === 'cancel' ? null : parts_to) }
}

function asRow(record: TransactionRecord): InboxRow {
	return {
		message_id: record.message_id,
		item: record.item,
		kind: record.kind,
		occurred_at: new Date(record.occurred_at).toISOString(),
		description: record.description,
		amount: record.amount_cents / 100,
		category: record.category_text,
		source: record.source_text,
		person: record.person_text,
		installments: record.installments,
		to_source: record.to_source_text,
		part: record.part,
		parts: record.parts,
		bill_month: record.given_month,
	}
}
