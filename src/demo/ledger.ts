import { type Random, uuid } from '../household/random'
import { billMonth } from '../ledger/bill'
import { type Calendar, makeCalendar } from '../ledger/calendar'
import { USUAL_VALUES } from '../ledger/columns'
import type { RecordFields } from '../ledger/inbox'
import { addMonths } from '../ledger/month'
import { findLabel, normalise } from '../ledger/name'
import { type ReminderSettings, USUAL_REMINDERS } from '../ledger/reminders'
import { RevisedRows } from '../ledger/revised-rows'
import type { Label, Ledger, LedgerChanges, LedgerSettings, Months, UnknownText } from '../ledger/types'
import { type InboxRecord, type TransactionRecord, toColumns } from './records'

/** A message of the ledger's Realtime channel. */
export interface Broadcast {
	event: 'changes' | 'inbox' | 'settings'
	payload: object
}

export type LabelKind = UnknownText['what']

/** Broadcasts of more rows than this go without them, as the database sends them. */
const MOST_ROWS = 20

/**
 * One ledger in memory. Keeps the database's promises: every change to a transaction takes the next revision, the
 * changes of one write are told in one broadcast, and what is handed out never changes afterwards.
 */
export class DemoLedger {
	readonly id: string
	readonly directory: LedgerSettings
	readonly inbox: InboxRecord[] = []
	/** Purchases that looked told twice, and of which somebody said that they are two. */
	readonly keptRepeats = new Set<string>()
	reminders: ReminderSettings = USUAL_REMINDERS
	/** It was deleted: nobody is a member any more. */
	deleted = false
	calendar: Calendar
	private readonly rows = new RevisedRows<TransactionRecord>()
	/** In the order in which they were recorded. */
	private readonly recorded: TransactionRecord[] = []
	private readonly listeners = new Set<(broadcast: Broadcast) => void>()
	private inboxRevision = 0
	/** Writes may nest; what changed is told when the outermost ends. */
	private depth = 0
	private toldUpTo = 0
	private inboxTouched = false
	private settingsTouched = false
	/** What each text names, kept until the labels change: a household says the same few words for years. */
	private readonly named = new Map<string, number | null>()

	/** An empty ledger with these settings; `random` makes its ids. */
	constructor(
		ledger: Ledger,
		settings: Partial<LedgerSettings>,
		private readonly random: Random,
	) {
		this.id = ledger.id
		this.calendar = makeCalendar(ledger.timezone)
		this.directory = {
			settings_revision: 1,
			categories: [],
			sources: [],
			people: [],
			cycles: [],
			bill_closings: [],
			recurring: [],
			budgets: [],
			...settings,
			ledger,
		}
	}

	head(): number {
		return this.rows.head
	}

	/** In the order in which they were recorded. */
	transactions(): readonly TransactionRecord[] {
		return this.recorded
	}

	find(id: string): TransactionRecord | undefined {
		return this.rows.get(id)
	}

	/** Runs one write; afterwards listeners get at most one broadcast of each kind. */
	write<T>(work: () => T): T {
		this.depth++
		try {
			return work()
		} finally {
			if (--this.depth === 0) this.tell()
		}
	}

	insert(
		fields: RecordFields & Partial<Pick<TransactionRecord, 'refund_of'>>,
		origin: { message_id: string; item: number; agent_id: string },
		id = uuid(this.random),
	): TransactionRecord {
		const record = this.rows.put({
			id,
			revision: 0,
			voided: false,
			...USUAL_VALUES,
			...fields,
			...this.lookUp(fields),
			...origin,
			imported: origin.message_id.startsWith('import:'),
		})
		this.recorded.push(record)
		return record
	}

	/** Replaces fields of a transaction, looks up its labels and bill again, and gives it the next revision. */
	replace(record: TransactionRecord, fields: Partial<TransactionRecord>): void {
		Object.assign(record, fields)
		this.rows.put(Object.assign(record, this.lookUp(record)))
	}

	/** Looks up labels and bills of all transactions again; those that change get new revisions. Returns how many. */
	refresh(): number {
		let changed = 0
		this.named.clear()
		const { timezone } = this.directory.ledger
		if (this.calendar.timezone !== timezone) this.calendar = makeCalendar(timezone)
		for (const record of this.recorded) {
			const found = this.lookUp(record)
			const same =
				found.category_id === record.category_id &&
				found.source_id === record.source_id &&
				found.person_id === record.person_id &&
				found.to_source_id === record.to_source_id &&
				found.bill_month === record.bill_month
			if (same) continue
			this.rows.put(Object.assign(record, found))
			changed++
		}
		return changed
	}

	touchInbox(): void {
		this.inboxRevision++
		this.inboxTouched = true
	}

	touchSettings(): void {
		this.directory.settings_revision++
		this.settingsTouched = true
	}

	/** Deletes the ledger. Readers are told by a change of the settings, which they may no longer read. */
	delete(): void {
		this.deleted = true
		this.touchSettings()
	}

	/** What the database function `ledger_changes` answers. */
	changes(after: number, maxRows: number, months: Months | null): LedgerChanges {
		const { head, upto, rows } = this.rows.changes(after, maxRows, months)
		return {
			head,
			upto,
			rows: toColumns(rows),
			inbox_revision: this.inboxRevision,
			settings_revision: this.directory.settings_revision,
			// Only this page hears the demo: nobody who leaves could hear on.
			epoch: 0,
		}
	}

	/** Calls back for each broadcast, until the returned function is called. */
	listen(listener: (broadcast: Broadcast) => void): () => void {
		this.listeners.add(listener)
		return () => this.listeners.delete(listener)
	}

	private tell(): void {
		const from = this.toldUpTo
		const to = this.rows.head
		const broadcasts: Broadcast[] = []
		if (this.settingsTouched)
			broadcasts.push({
				event: 'settings',
				payload: { settings_revision: this.directory.settings_revision },
			})
		if (to > from) {
			const rows = to - from <= MOST_ROWS ? { rows: toColumns(this.rows.changes(from, MOST_ROWS).rows) } : {}
			broadcasts.push({ event: 'changes', payload: { from, to, ...rows } })
		}
		if (this.inboxTouched)
			broadcasts.push({ event: 'inbox', payload: { inbox_revision: this.inboxRevision } })
		this.toldUpTo = to
		this.settingsTouched = false
		this.inboxTouched = false
		for (const broadcast of broadcasts) for (const listener of [...this.listeners]) listener(broadcast)
	}

	private lookUp(record: RecordFields) {
		const { categories, sources, people, cycles, bill_closings } = this.directory
		const source_id = this.idOf('source', sources, record.source_text)
		const ofSource = (other: { source_id: number }) => other.source_id === source_id
		const day = this.calendar.dayAt(record.occurred_at)
		const bill = billMonth(day, cycles.filter(ofSource), bill_closings.filter(ofSource))
		const isTransfer = record.kind === 'transfer'
		const given = record.given_month
		return {
			category_id: this.idOf('category', categories, record.category_text),
			source_id,
			person_id: this.idOf('person', people, record.person_text),
			to_source_id: this.idOf('source', sources, record.to_source_text),
			bill_month: isTransfer || given === null ? addMonths(bill, (record.part ?? 1) - 1) : given,
			bill_given: !isTransfer && given !== null,
			pays_month: isTransfer ? given : null,
		}
	}

	/** Whether a transfer would go to where it comes from. */
	isSamePlace({ source_text, to_source_text }: RecordFields): boolean {
		if (source_text === null || to_source_text === null) return false
		const { sources } = this.directory
		const to = this.idOf('source', sources, to_source_text)
		if (to !== null) return to === this.idOf('source', sources, source_text)
		return normalise(to_source_text) === normalise(source_text)
	}

	private idOf(what: LabelKind, labels: readonly Label[], text: string | null): number | null {
		if (text === null) return null
		const key = `${what} ${text}`
		let id = this.named.get(key)
		if (id === undefined) {
			id = findLabel(labels, text)
			this.named.set(key, id)
		}
		return id
	}
}

/** Texts that nothing answers to, most frequent first, in their newest spelling. */
export function unknownTexts(ledger: DemoLedger): UnknownText[] {
	const found = new Map<string, UnknownText>()
	for (const record of ledger.transactions()) {
		if (record.voided) continue
		for (const name of ['category', 'source', 'to_source', 'person'] as const) {
			const text = record[`${name}_text`]
			if (text === null || record[`${name}_id`] !== null) continue
			const what = name === 'to_source' ? 'source' : name
			const key = `${what} ${normalise(text)}`
			found.set(key, { what, text, count: (found.get(key)?.count ?? 0) + 1 })
		}
	}
	return [...found.values()].sort((a, b) => b.count - a.count || a.text.localeCompare(b.text))
}
