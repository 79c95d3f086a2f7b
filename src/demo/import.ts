import type { ImportInbox, InboxAnswer } from '../import/inbox'
import type { ImportPayload, ImportRow } from '../import/inbox-rows'
import type { DemoAgents } from './agents'
import type { DemoLedger } from './ledger'
import type { InboxRecord } from './records'

/** An import into a ledger in memory. */
export class DemoImport implements ImportInbox {
	private token: string | null = null

	constructor(
		private readonly ledger: DemoLedger,
		private readonly agents: DemoAgents,
	) {}

	async post(rows: ImportRow[]): Promise<InboxAnswer[]> {
		const known = new Set(this.ledger.inbox.map(({ message_id }) => message_id))
		const fresh = rows.filter(({ message_id }) => !known.has(message_id))
		if (fresh.length > 0) this.insert(fresh)
		return this.find(fresh.map(({ message_id }) => message_id))
	}

	async find(messageIds: string[]): Promise<InboxAnswer[]> {
		const wanted = new Set(messageIds)
		return this.ledger.inbox.filter(({ message_id }) => wanted.has(message_id)).map(answerOf)
	}

	async accountOf({ bytes, form }: { bytes: string; form: string }) {
		const imports = this.ledger.inbox.filter((record) => payloadOf(record)?.via === 'import').reverse()
		const same = imports.find((record) => payloadOf(record)?.bytes === bytes)
		const last = same ?? imports.find((record) => payloadOf(record)?.form === form)
		return last ? { account: payloadOf(last)?.account ?? '', sameFile: last === same } : null
	}

	async undone(transactionIds: string[]) {
		const wanted = new Set(transactionIds)
		return this.ledger
			.transactions()
			.filter(({ id, voided }) => voided && wanted.has(id))
			.map(({ id, revision }) => ({ transaction_id: id, revision }))
	}

	async undo(messageIds: string[], at: number): Promise<number> {
		this.insert(
			messageIds.map((id) => ({ message_id: `${id}:undo:${at}`, action: 'void', target_message_id: id })),
		)
		return messageIds.length
	}

	private insert(rows: object[]): void {
		this.token ??= this.agents.create(this.ledger, 'Importação').token
		const { status, body } = this.agents.insert(this.token, rows)
		if (status !== 201) throw new Error(JSON.stringify(body))
	}
}

const payloadOf = ({ payload }: InboxRecord) => payload as Partial<ImportPayload> | null

const answerOf = (record: InboxRecord): InboxAnswer => ({
	message_id: record.message_id,
	status: record.status,
	reason: record.reason,
	transaction_id: record.transaction_id,
	person: record.person,
	bytes: payloadOf(record)?.bytes ?? null,
})
