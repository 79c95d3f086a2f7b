import type { SupabaseClient } from '@supabase/supabase-js'
import type { InboxItem, Ledger, UnknownText } from '../ledger/types'
import type { SupabaseTrouble } from './supabase-errors'
import { answered, moment, momentOrNull } from './supabase-request'
import type { ReviewPort } from './types'

const COLUMNS =
	'id,message_id,item,action,received_at,status,reason,reason_detail,transaction_id,revision,dismissed_at,description,amount,category,source,person,payload,agents(name)'
/** As many as a person will look through; the API itself stops at a thousand. */
const MOST = 200

/** "A conferir" and the audit trail, from the inbox. */
export function makeSupabaseReview(client: SupabaseClient, ledger: Ledger): ReviewPort {
	const ledger_id = ledger.id
	return {
		async pending() {
			const rows = await answered<Record<string, unknown>[]>(
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
			return (await answered<UnknownText[] | null>(client.rpc('unknown_texts', { ledger_id }))) ?? []
		},
		async history(transaction_id) {
			// The client does not know that this function answers a set.
			const request = client.rpc('transaction_history', { transaction_id }).select(COLUMNS)
			const rows = await answered(request as unknown as PromiseLike<RowsAnswer>)
			return (rows ?? []).map(inboxItem)
		},
	}
}

interface RowsAnswer {
	data: Record<string, unknown>[] | null
	error: SupabaseTrouble | null
	status: number
}

function inboxItem(row: Record<string, unknown>): InboxItem {
	const agent = row.agents as { name?: unknown } | null | undefined
	const agentName = agent?.name ?? row.agent_name
	const text = (value: unknown) => (typeof value === 'string' ? value : null)
	return {
		id: String(row.id),
		message_id: String(row.message_id),
		item: Number(row.item ?? 0),
		action: String(row.action),
		received_at: moment(row.received_at),
		status: row.status === 'accepted' ? 'accepted' : 'rejected',
		reason: row.reason as InboxItem['reason'],
		reason_detail: text(row.reason_detail),
		transaction_id: text(row.transaction_id),
		revision: typeof row.revision === 'number' ? row.revision : null,
		dismissed_at: momentOrNull(row.dismissed_at),
		agent_name: text(agentName),
		description: text(row.description),
		amount: row.amount,
		category: text(row.category),
		source: text(row.source),
		person: text(row.person),
		payload: row.payload,
	}
}
