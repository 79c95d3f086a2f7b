import type { InboxRow } from '../ledger/inbox-row'
import type { BillMonth, Cents, InboxItem, Kind, TransactionColumns } from '../ledger/types'

/** A transaction as the demo keeps it: with the raw texts also where they matched, like the table. */
export interface TransactionRecord {
	id: string
	revision: number
	kind: Kind
	amount_cents: Cents
	installments: number
	bill_month: BillMonth
	occurred_at: number
	description: string
	category_id: number | null
	category_text: string | null
	source_id: number | null
	source_text: string | null
	person_id: number | null
	person_text: string | null
	voided: boolean
	message_id: string
	item: number
	agent_id: string
}

/** An inbox item with what the rules need later: the row as sent, its agent, and whether a later one put it right. */
export interface InboxRecord extends InboxItem {
	row: InboxRow
	agent_id: string
	amended: boolean
}

/** The columns without rows. */
export function noColumns(): TransactionColumns {
	return {
		id: [],
		revision: [],
		kind: [],
		amount_cents: [],
		installments: [],
		bill_month: [],
		occurred_at: [],
		description: [],
		category_id: [],
		category_text: [],
		source_id: [],
		source_text: [],
		person_id: [],
		person_text: [],
		voided: [],
	}
}

/** Transactions as the wire carries them: a raw text only where nothing matched. */
export function toColumns(records: Iterable<TransactionRecord>): TransactionColumns {
	const columns = noColumns()
	for (const record of records) {
		columns.id.push(record.id)
		columns.revision.push(record.revision)
		columns.kind.push(record.kind)
		columns.amount_cents.push(record.amount_cents)
		columns.installments.push(record.installments)
		columns.bill_month.push(record.bill_month)
		columns.occurred_at.push(record.occurred_at)
		columns.description.push(record.description)
		columns.category_id.push(record.category_id)
		columns.category_text.push(record.category_id === null ? record.category_text : null)
		columns.source_id.push(record.source_id)
		columns.source_text.push(record.source_id === null ? record.source_text : null)
		columns.person_id.push(record.person_id)
		columns.person_text.push(record.person_id === null ? record.person_text : null)
		columns.voided.push(record.voided)
	}
	return columns
}

/** The inbox item as the page sees it: a copy, so that what the page holds never changes under it. */
export function toInboxItem(record: InboxRecord): InboxItem {
	const { row: _row, agent_id: _agent, amended: _amended, ...item } = record
	return { ...item }
}
