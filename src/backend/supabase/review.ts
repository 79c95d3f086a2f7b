import type { CorrectionItem } from '../../ledger/correction'
import type { InboxItem, Ledger, ToldTwice, UnknownText } from '../../ledger/types'
import type { Json } from '../database.types'
import { BackendError, type CorrectionAnswer, type ReviewPort } from '../types'
import type { Client } from './client'
import { answered, moment, momentOrNull } from './request'

const COLUMNS =
	'id,message_id,item,action,received_at,status,reason,reason_detail,transaction_id,revision,dismissed_at,member_id,description,amount,category,source,person,kind,occurred_at,installments,to_source,bill_month,payload,candidates,before,after,agents(name)'
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
		async undismiss(inbox_id) {
			await answered(client.rpc('undismiss_inbox', { inbox_id }))
		},
		async unknownTexts() {
			const rows = await answered(client.rpc('unknown_texts', { ledger_id }))
			return rows.map((row) => ({ ...row, what: row.what as UnknownText['what'] }))
		},
		async history(transaction_id) {
			const rows = await answered(client.rpc('transaction_history', { transaction_id }).select(COLUMNS))
			return rows.map(inboxItem)
		},
		async toldTwice() {
			const rows = await answered(client.rpc('told_twice', { ledger_id }))
			// Written by the database's own function, in this shape.
			return rows as unknown as ToldTwice[]
		},
		async keepRepeat(transaction_id) {
			await answered(client.rpc('keep_repeat', { transaction_id }))
		},
		async undelivered() {
			const rows = await answered(client.rpc('undelivered_replies', { ledger_id }))
			return rows.map((row) => ({ ...row, failed_at: moment(row.failed_at) }))
		},
		async dismissUndelivered(undelivered_id, dismissed) {
			await answered(client.rpc('dismiss_undelivered', { undelivered_id, dismissed }))
		},
		async quietAgents() {
			return answered(client.rpc('quiet_agents', { ledger_id }))
		},
		async correct(item: CorrectionItem) {
			const items = [item] as unknown as Json
			const rows = await answered(
				client.rpc('correct', { ledger_id, items }).select('id,status,reason,revision'),
			)
			const [row] = rows
			// Nothing in between takes a row out of an answer; were it so, asking again would tell.
			if (!row) throw new BackendError('server', 'the correction got no answer')
			return row as CorrectionAnswer
		},
	}
}

/** The columns above: moments are texts, and what check constraints allow is typed as any text. */
type InboxRow = Omit<
	InboxItem,
	| 'received_at'
	| 'dismissed_at'
	| 'occurred_at'
	| 'status'
	| 'reason'
	| 'agent_name'
	| 'candidates'
	| 'before'
	| 'after'
> & {
	received_at: string
	dismissed_at: string | null
	occurred_at: string | null
	candidates: unknown
	before: unknown
	after: unknown
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
		occurred_at: momentOrNull(row.occurred_at),
		// Written by the database's own functions, in these shapes.
		candidates: row.candidates as InboxItem['candidates'],
		before: row.before as InboxItem['before'],
		after: row.after as InboxItem['after'],
		agent_name: agents?.name ?? null,
	}
}
