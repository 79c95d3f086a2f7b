import type { InboxItem, Ledger, UnknownText } from '../../ledger/types'
import type { ReviewPort } from '../types'
import type { Client } from './client'
import { answered, moment, momentOrNull } from './request'

const COLUMNS =
	'id,message_id,item,action,received_at,status,reason,reason_detail,transaction_id,revision,dismissed_at,description,amount,category,source,person,payload,agents(name)'
/** As many as a person will look through; the API itself stops at a thousand. */
const MOST = 200

/** "A conferir" and the audit trail, from the inbox. */
export function makeSupabaseReview(client: Client, ledger: Ledger): ReviewPort {
	const ledger_id = ledger.id
	return {
		async pending() {
			const rows = await answered(
				client
					.from('inbox')
					.select(COLUMNS)
					.eq('ledger_id', ledger_id)
					.eq('status', 'rejected')
					.is('dismissed_at', null)
					// A later message that amended it made it a transaction after all.
					.is('transaction_id', null)
					.order('received_at', { ascending: false })
					.limit(MOST),
			)
			return rows.map(inboxItem)
		},
		async dismiss(inbox_id) {
			await answered(client.rpc('dismiss_inbox', { inbox_id }))
		},
		async unknownTexts() {
			const rows = await answered(client.rpc('unknown_texts', { ledger_id }))
			return rows.map((row) => ({ ...row, what: row.what as UnknownText['what'] }))
		},
		async history(transaction_id) {
			const rows = await answered(client.rpc('transaction_history', { transaction_id }).select(COLUMNS))
			return rows.map(inboxItem)
		},
	}
}

/** The columns above: moments are texts, and what check constraints allow is typed as any text. */
type InboxRow = Omit<InboxItem, 'received_at' | 'dismissed_at' | 'status' | 'reason' | 'agent_name'> & {
	received_at: string
	dismissed_at: string | null
	status: string
	reason: string | null
	agents: { name: string } | null
}

function inboxItem({ agents, ...row }: InboxRow): InboxItem {
	return {
		...row,
		received_at: moment(row.received_at),
		status: row.status === 'accepted' ? 'accepted' : 'rejected',
		reason: row.reason as InboxItem['reason'],
		dismissed_at: momentOrNull(row.dismissed_at),
		agent_name: agents?.name ?? null,
	}
}
