import { type Random, uuid } from '../household/random'
import { billMonth } from '../ledger/bill'
import { type Calendar, makeCalendar } from '../ledger/calendar'
import type { RecordFields } from '../ledger/inbox'
import { addMonths } from '../ledger/month'
import { findLabel, normalise } from '../ledger/name'
import type { BillMonth, Label, Ledger, LedgerChanges, LedgerSettings, UnknownText } from '../ledger/types'
import { type InboxRecord, type TransactionRecord, toColumns } from './records'

/** What just changed, as the Realtime channel would say it. */
export type Hint =
	| { event: 'changes'; from: number; to: number }
	| { event: 'inbox' }
	| { event: 'settings' }
	| { event: 'deleted' }

export type LabelKind = UnknownText['what']

/**
 * One ledger in memory. Keeps the database's promises: every change to a transaction takes the next revision, the
 * changes of one write are told in one hint, and what the page is handed never changes under it.
 */
export interface DemoLedger {
	readonly id: string
	readonly directory: LedgerSettings
	readonly inbox: InboxRecord[]
	head(): number
	inboxRevision(): number
	transactions(): readonly TransactionRecord[]
	find(id: string): TransactionRecord | undefined
	calendar(): Calendar
	/** Runs one write; afterwards listeners get at most one hint of each kind. */
	write<T>(work: () => T): T
	insert(
		facts: RecordFields,
		origin: { message_id: string; item: number; agent_id: string },
	): TransactionRecord
	/** Replaces fields of a transaction, works out its labels and bill again, and gives it the next revision. */
	replace(record: TransactionRecord, fields: Partial<TransactionRecord>): void
	/** Works out labels and bills of all transactions again; those that change get new revisions. Answers how many. */
	refresh(): number
	touchInbox(): void
	touchSettings(): void
	remove(): void
	changes(after: number, maxRows: number, months?: { from: BillMonth; to: BillMonth }): LedgerChanges
	listen(listener: (hint: Hint) => void): () => void
}

/** An empty ledger with the given settings; `random` makes its ids. */
export function createDemoLedger(ledger: Ledger, given: Partial<LedgerSettings>, random: Random): DemoLedger {
	const directory: LedgerSettings = {
		settings_revision: 1,
		categories: [],
		sources: [],
		people: [],
		bill_closings: [],
		budgets: [],
		...given,
		ledger,
	}
	const transactions: TransactionRecord[] = []
	const byId = new Map<string, TransactionRecord>()
	const inbox: InboxRecord[] = []
	const listeners = new Set<(hint: Hint) => void>()
	let head = 0
	let inboxRevision = 0
	let calendar = makeCalendar(ledger.timezone)
	let depth = 0
	let pending = { from: 0, inbox: false, settings: false, deleted: false }

	/** What each text names, kept until the labels change: a household says the same few words for years. */
	const named = new Map<string, number | null>()
	function idOf(what: LabelKind, labels: readonly Label[], text: string | null): number | null {
		if (text === null) return null
		const key = `${what} ${text}`
		let id = named.get(key)
		if (id === undefined) {
			id = findLabel(labels, text)
			named.set(key, id)
		}
		return id
	}

	function lookup(facts: RecordFields) {
		const source_id = idOf('source', directory.sources, facts.source_text)
		const source = directory.sources.find(({ id }) => id === source_id) ?? null
		const closings = directory.bill_closings.filter((closing) => closing.source_id === source_id)
		return {
			category_id: idOf('category', directory.categories, facts.category_text),
			source_id,
			person_id: idOf('person', directory.people, facts.person_text),
			bill_month: billMonth(calendar.dayAt(facts.occurred_at), source, closings),
		}
	}

	function flush(): void {
		const { from, inbox: inboxChanged, settings: settingsChanged, deleted } = pending
		const to = head
		pending = { from: head, inbox: false, settings: false, deleted: false }
		const hints: Hint[] = []
		if (settingsChanged) hints.push({ event: 'settings' })
		if (to > from) hints.push({ event: 'changes', from, to })
		if (inboxChanged) hints.push({ event: 'inbox' })
		if (deleted) hints.push({ event: 'deleted' })
		for (const hint of hints) for (const listener of [...listeners]) listener(hint)
	}

	const self: DemoLedger = {
		id: ledger.id,
		directory,
		inbox,
		head: () => head,
		inboxRevision: () => inboxRevision,
		transactions: () => transactions,
		find: (id) => byId.get(id),
		calendar: () => calendar,
		write(work) {
			depth++
			try {
				return work()
			} finally {
				if (--depth === 0) flush()
			}
		},
		insert(facts, origin) {
			const record = {
				id: uuid(random),
				revision: ++head,
				voided: false,
				...facts,
				...lookup(facts),
				...origin,
			}
			transactions.push(record)
			byId.set(record.id, record)
			return record
		},
		replace(record, fields) {
			Object.assign(record, fields)
			Object.assign(record, lookup(record), { revision: ++head })
		},
		refresh() {
			let changed = 0
			named.clear()
			if (calendar.timezone !== directory.ledger.timezone) calendar = makeCalendar(directory.ledger.timezone)
			for (const record of transactions) {
				const found = lookup(record)
				const same =
					found.category_id === record.category_id &&
					found.source_id === record.source_id &&
					found.person_id === record.person_id &&
					found.bill_month === record.bill_month
				if (same) continue
				Object.assign(record, found, { revision: ++head })
				changed++
			}
			return changed
		},
		touchInbox() {
			inboxRevision++
			pending.inbox = true
		},
		touchSettings() {
			directory.settings_revision++
			pending.settings = true
		},
		remove() {
			pending.deleted = true
		},
		changes(after, maxRows, months) {
			const newer = transactions
				.filter((record) => record.revision > after)
				.filter((record) => !months || meets(record, months))
				.sort((a, b) => a.revision - b.revision)
			const rows = newer.slice(0, maxRows)
			const upto = rows.length < newer.length ? (rows.at(-1)?.revision ?? after) : head
			return {
				head,
				upto,
				rows: toColumns(rows),
				inbox_revision: inboxRevision,
				settings_revision: directory.settings_revision,
			}
		},
		listen(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
	}
	return self
}

/** Whether any installment of the transaction falls in the months. */
function meets(record: TransactionRecord, months: { from: BillMonth; to: BillMonth }): boolean {
	return (
		record.bill_month <= months.to && addMonths(record.bill_month, record.installments - 1) >= months.from
	)
}

/** Texts that nothing answers to, most frequent first, in their newest spelling. */
export function unknownTexts(ledger: DemoLedger): UnknownText[] {
	const found = new Map<string, UnknownText>()
	for (const record of ledger.transactions()) {
		if (record.voided) continue
		for (const what of ['category', 'source', 'person'] as const) {
			const text = record[`${what}_text`]
			if (text === null || record[`${what}_id`] !== null) continue
			const key = `${what} ${normalise(text)}`
			found.set(key, { what, text, count: (found.get(key)?.count ?? 0) + 1 })
		}
	}
	return [...found.values()].sort((a, b) => b.count - a.count || a.text.localeCompare(b.text))
}
