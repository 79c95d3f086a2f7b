import { columnsOfRows, type TransactionRow } from '../ledger/columns'
import type { InboxRow } from '../ledger/inbox'
import type { BillMonth, InboxItem, TransactionColumns } from '../ledger/types'

/** A transaction as the demo keeps it: with the raw texts also where they matched, like the table. */
export interface TransactionRecord extends TransactionRow {
	message_id: string
	item: number
	agent_id: string
	given_month: BillMonth | null
}

/** An inbox item with what the rules need later: the row as sent, its agent, and whether a later row corrected it. */
export interface InboxRecord extends InboxItem {
	row: InboxRow
	agent_id: string
	amended: boolean
}

/** Transactions as the wire carries them: a raw text only where nothing matched. */
export function toColumns(records: readonly TransactionRecord[]): TransactionColumns {
	return columnsOfRows(
		records.map((record) => ({
			...record,
			category_text: record.category_id === null ? record.category_text : null,
			source_text: record.source_id === null ? record.source_text : null,
			person_text: record.person_id === null ? record.person_text : null,
			to_source_text: record.to_source_id === null ? record.to_source_text : null,
		})),
	)
}

/** A copy of the inbox item for the page: later changes must not reach what the page holds. */
export function toInboxItem(record: InboxRecord): InboxItem {
	const { row: _row, agent_id: _agent, amended: _amended, ...item } = record
	return { ...item }
}
