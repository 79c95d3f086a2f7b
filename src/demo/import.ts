import type { Random } from '../household/random'
import { type KeptAnswers, toldBy } from '../import/earlier-answers'
import type { EarlierLine, ImportInbox, InboxAnswer } from '../import/inbox'
import type { CorrectionRow, ImportPayload, ImportRow } from '../import/inbox-rows'
import type { RecordedPurchase } from '../import/matching'
import type { RecordedFormLine } from '../import/other-form'
import type { InboxRow } from '../ledger/inbox'
import type { LocalDay } from '../ledger/types'
import type { DemoAgents } from './agents'
import { receive } from './inbox'
import type { DemoLedger } from './ledger'
import type { InboxRecord, TransactionRecord } from './records'
import { demoSession } from './session'

/** An import into a ledger in memory. */
export class DemoImport implements ImportInbox {
	private token: string | null = null

	constructor(
		private readonly ledger: DemoLedger,
		private readonly agents: DemoAgents,
		private readonly random: Random,
	) {}

	async post(rows: ImportRow[]): Promise<InboxAnswer[]> {
		const fresh = this.unknown(rows)
		if (fresh.length > 0) {
			this.token ??= this.agents.create(this.ledger, 'Importação').token
			const { status, body } = this.agents.insert(this.token, fresh)
			if (status !== 201) throw new Error(JSON.stringify(body))
		}
		return this.find(fresh.map(({ message_id }) => message_id))
	}

	async find(messageIds: string[]): Promise<InboxAnswer[]> {
		const wanted = new Set(messageIds)
		return this.ledger.inbox.filter(({ message_id }) => wanted.has(message_id)).map(answerOf)
	}

	async toldOf({ bytes, form, number }: { bytes: string; form: string; number: string | null }) {
		const imports = this.ledger.inbox.filter((record) => payloadOf(record)?.via === 'import').reverse()
		const kept = (fits: (payload: Partial<ImportPayload>) => boolean) => {
			const byAccount = new Map<string, KeptAnswers>()
			for (const record of imports) {
				const payload = payloadOf(record)!
				const account = payload.account ?? ''
				if (fits(payload) && !byAccount.has(account))
					byAccount.set(account, { ...payload, person: record.person })
			}
			return [...byAccount.values()]
		}
		return (
			toldBy(
				kept((payload) => payload.bytes === bytes),
				'bytes',
			) ??
			toldBy(
				kept((payload) => number !== null && payload.number === number),
				'number',
			) ??
			toldBy(
				kept((payload) => payload.form === form),
				'form',
			)
		)
	}

	async earlierLines({ from, to }: { from: LocalDay; to: LocalDay }) {
		const lines = this.ledger.inbox.flatMap((record) => this.lineOf(record) ?? [])
		return { lines: lines.filter(({ day }) => day >= from && day <= to), isWhole: true }
	}

	/** What a file had, of what an import recorded or said to be recorded. */
	private lineOf(record: InboxRecord): EarlierLine | null {
		const payload = payloadOf(record)
		const { occurred_at, amount, row } = record
		const day = payload?.day ?? (occurred_at === null ? null : this.ledger.calendar.dayAt(occurred_at))
		const cents = payload?.cents ?? Math.round(Number(amount) * 100)
		const isLine = payload?.via === 'import' && record.status === 'accepted' && cents > 0
		if (!isLine || day === null) return null
		return { account: payload.account ?? '', day, cents, part: row.part ?? payload.part ?? null }
	}

	async otherForms({ form, from, to }: { form: string; from: LocalDay; to: LocalDay }) {
		const known = new Map(this.ledger.transactions().map((record) => [record.id, record]))
		const ofForm = this.ledger.inbox.filter((record) => payloadOf(record)?.form === form)
		const taken = new Set(
			ofForm.flatMap(({ action, transaction_id }) => (action === 'amend' ? transaction_id : [])),
		)
		const lines = new Map<string, RecordedFormLine>()
		for (const record of this.ledger.inbox) {
			const line = this.lineOf(record)
			const transaction = known.get(record.transaction_id ?? '')
			const payload = payloadOf(record)
			if (!line || !transaction || payload!.form === form || taken.has(transaction.id)) continue
			if (line.day < from || line.day > to) continue
			const key = `${transaction.id} ${line.part ?? 1}`
			const kind = payload!.kind ?? transaction.kind
			const { source, to_source } = record
			const description = record.description ?? payload!.message!
			const purchase = { ...purchaseOf(transaction, []), file: payload!.file! }
			if (!lines.has(key)) lines.set(key, { ...line, key, kind, source, to_source, description, purchase })
		}
		return [...lines.values()]
	}

	async transactionsHere(ids: string[]) {
		const wanted = new Set(ids)
		return this.ledger.transactions().flatMap(({ id }) => (wanted.has(id) ? [id] : []))
	}

	async undone(transactionIds: string[]) {
		const wanted = new Set(transactionIds)
		return this.ledger
			.transactions()
			.filter(({ id, voided }) => voided && wanted.has(id))
			.map(({ id, revision }) => ({ transaction_id: id, revision }))
	}

	async correct(rows: CorrectionRow[]): Promise<InboxAnswer[]> {
		const sender = { id: demoSession.userId, name: demoSession.email, isMember: true }
		this.ledger.write(() => {
			for (const row of this.unknown(rows))
				receive(this.ledger, sender, row satisfies InboxRow, Date.now(), this.random)
		})
		return this.find(rows.map(({ message_id }) => message_id))
	}

	async recorded(from: number, to: number): Promise<RecordedPurchase[]> {
		const taken = new Map<string, number[]>()
		for (const record of this.ledger.inbox) {
			const part = payloadOf(record)?.matched_part
			if (part === undefined || record.status !== 'accepted' || record.transaction_id === null) continue
			taken.set(record.transaction_id, [...(taken.get(record.transaction_id) ?? []), part])
		}
		return this.ledger
			.transactions()
			.filter(
				({ voided, occurred_at, message_id, kind }) =>
					!voided &&
					occurred_at >= from &&
					occurred_at <= to &&
					(kind === 'transfer' || !message_id.startsWith('import:')),
			)
			.map((record) => purchaseOf(record, taken.get(record.id) ?? []))
	}

	private unknown<Row extends { message_id: string }>(rows: Row[]): Row[] {
		const known = new Set(this.ledger.inbox.map(({ message_id }) => message_id))
		return rows.filter(({ message_id }) => !known.has(message_id))
	}
}

const payloadOf = ({ payload }: InboxRecord) => payload as Partial<ImportPayload> | null

const purchaseOf = (record: TransactionRecord, taken: number[]): RecordedPurchase => ({
	transaction_id: record.id,
	message_id: record.message_id,
	item: record.item,
	kind: record.kind,
	amount_cents: record.amount_cents,
	occurred_at: record.occurred_at,
	description: record.description,
	source: record.source_text,
	to_source: record.to_source_text,
	person: record.person_text,
	installments: record.installments,
	part: record.part,
	parts: record.parts,
	bill_month: record.kind === 'transfer' ? record.pays_month : record.bill_month,
	given_month: record.given_month,
	moves: record.moves,
	taken,
})

const answerOf = (record: InboxRecord): InboxAnswer => ({
	message_id: record.message_id,
	status: record.status,
	reason: record.reason,
	action: record.action,
	transaction_id: record.transaction_id,
	person: record.person,
	bytes: payloadOf(record)?.bytes ?? null,
})
