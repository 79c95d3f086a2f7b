import {
	BackendError,
	type CycleChange,
	type LabelChange,
	type LabelKind,
	type SettingsPort,
} from '../backend/types'
import { isTimezone } from '../ledger/calendar'
import { MAX_AMOUNT_CENTS } from '../ledger/limits'
import { cleanText, normalise } from '../ledger/name'
import type { ReminderSettings } from '../ledger/reminders'
import type {
	Basis,
	BillClosing,
	Budget,
	Category,
	Label,
	LedgerSettings,
	LocalDay,
	Person,
	Recurring,
	Role,
	Source,
	SourceCycle,
} from '../ledger/types'
import type { DemoAgents } from './agents'
import { checkDay, previewCycle, removeCycle, setCycle } from './cycles'
import { eraseTexts } from './erasing'
import { checkLabel, DemoLabels, labelsOf } from './labels'
import type { DemoLedger } from './ledger'
import type { DemoMembers } from './members'
import { toInboxItem } from './records'

function save<T extends Omit<Label, 'id'>>(
	ledger: DemoLedger,
	labels: Label[],
	label: T & { id?: number },
): number {
	const checked = checkLabel(labels, label, label.id)
	return ledger.write(() => {
		const found = labels.find(({ id }) => id === label.id)
		const id = found?.id ?? Math.max(0, ...labels.map((other) => other.id)) + 1
		if (found) Object.assign(found, checked, { id })
		else labels.push({ ...checked, id })
		ledger.touchSettings()
		ledger.refresh()
		return id
	})
}

/** The settings of a ledger in memory, held to the same rules as the database's. */
export class DemoSettings implements SettingsPort {
	/** The person of each contact. */
	private readonly addresses = new Map([['tel:5511999998888', 1]])

	private readonly labels: DemoLabels

	constructor(
		private readonly ledger: DemoLedger,
		private readonly access: DemoMembers,
		private readonly agency: DemoAgents,
		private readonly onDelete: () => void,
	) {
		this.labels = new DemoLabels(ledger)
	}

	async renameLedger(name: string): Promise<void> {
		const trimmed = name.trim()
		if (trimmed === '') throw new BackendError('invalid_input', 'a name is needed', 'name')
		this.change(({ ledger }) => {
			ledger.name = trimmed
		})
	}

	async setTimezone(timezone: string): Promise<void> {
		if (!isTimezone(timezone)) throw new BackendError('invalid_input', 'unknown timezone', 'timezone')
		this.change(({ ledger }) => {
			ledger.timezone = timezone
		})
	}

	async setBasis(basis: Basis): Promise<void> {
		this.change(({ ledger }) => {
			ledger.basis = basis
		})
	}

	async setCorrections(allowed: boolean): Promise<void> {
		this.change(({ ledger }) => {
			ledger.corrections = allowed
		})
	}

	async saveCategory(category: Omit<Category, 'id'> & { id?: number }): Promise<number> {
		return save(this.ledger, this.ledger.directory.categories, category)
	}

	async saveSource(source: Omit<Source, 'id'> & { id?: number }): Promise<number> {
		return save(this.ledger, this.ledger.directory.sources, source)
	}

	async setCycle(cycle: SourceCycle): Promise<void> {
		setCycle(this.ledger, cycle)
	}

	async previewCycle(cycle: SourceCycle): Promise<CycleChange> {
		return previewCycle(this.ledger, cycle)
	}

	async removeCycle(cycle: Pick<SourceCycle, 'source_id' | 'from_month'>): Promise<void> {
		removeCycle(this.ledger, cycle)
	}

	async savePerson(person: Omit<Person, 'id'> & { id?: number }): Promise<number> {
		return save(this.ledger, this.ledger.directory.people, person)
	}

	async labelUses(what: LabelKind, id: number): Promise<number> {
		return this.labels.uses(what, id)
	}

	async mergeLabels(what: LabelKind, from: number, into: number): Promise<LabelChange> {
		return this.labels.merge(what, from, into)
	}

	async removeLabel(what: LabelKind, id: number, moveTo: number | null): Promise<LabelChange> {
		return this.labels.remove(what, id, moveTo)
	}

	async undoLabelChange(undo: string): Promise<void> {
		this.labels.undo(undo)
	}

	async contacts(personId: number): Promise<string[]> {
		return [...this.addresses].filter(([, person]) => person === personId).map(([address]) => address)
	}

	async addContact(personId: number, address: string): Promise<void> {
		if (this.addresses.has(address)) throw new BackendError('duplicate', 'that contact is taken', 'address')
		this.addresses.set(address, personId)
	}

	async removeContact(address: string): Promise<void> {
		this.addresses.delete(address)
	}

	/** Worth nothing outside this page: no agent listens here. */
	async createJoinCode(_personId: number): Promise<{ code: string }> {
		return { code: 'DEMO2345' }
	}

	async setBillClosing(
		given: Omit<BillClosing, 'closing_date'> & { closing_date: LocalDay | null },
	): Promise<void> {
		const { source_id, bill_month, closing_date } = given
		this.change((directory) => {
			directory.bill_closings = directory.bill_closings.filter(
				(other) => other.source_id !== source_id || other.bill_month !== bill_month,
			)
			if (closing_date !== null) directory.bill_closings.push({ source_id, bill_month, closing_date })
		})
	}

	async setBudget(budget: Budget): Promise<void> {
		if (!Number.isSafeInteger(budget.amount_cents) || budget.amount_cents < 0)
			throw new BackendError('invalid_input', 'a budget is zero or more', 'amount')
		this.change((directory) => {
			const others = directory.budgets.filter(
				(other) => other.category_id !== budget.category_id || other.month !== budget.month,
			)
			directory.budgets = [...others, { ...budget }]
		})
	}

	async saveRecurring(given: Omit<Recurring, 'id'> & { id?: string | undefined }): Promise<void> {
		const { day, amount_cents } = given
		const name = (cleanText(given.name) ?? '').replace(/\s+/g, ' ')
		if (name === '') throw new BackendError('invalid_input', 'a name is needed', 'name')
		checkDay(day, 'day')
		if (!Number.isSafeInteger(amount_cents) || amount_cents < 1 || amount_cents > MAX_AMOUNT_CENTS)
			throw new BackendError('invalid_input', 'an amount is above zero', 'amount_cents')
		const saved = { ...given, name, id: given.id ?? crypto.randomUUID() }
		this.change((directory) => {
			directory.recurring = [...directory.recurring.filter(({ id }) => id !== saved.id), saved]
		})
	}

	async removeRecurring(id: string): Promise<void> {
		this.change((directory) => {
			directory.recurring = directory.recurring.filter((other) => other.id !== id)
		})
	}

	async mapText(what: LabelKind, text: string, id: number): Promise<number> {
		const labels = labelsOf(this.ledger, what)
		const label = labels.find((other) => other.id === id)
		if (!label) throw new BackendError('not_found')
		const checked = checkLabel(labels, { ...label, aliases: [...label.aliases, text] }, id)
		return this.ledger.write(() => {
			Object.assign(label, checked)
			this.ledger.touchSettings()
			return this.ledger.refresh()
		})
	}

	async unmapText(what: LabelKind, text: string, id: number): Promise<void> {
		const label = labelsOf(this.ledger, what).find((other) => other.id === id)
		if (!label) throw new BackendError('not_found')
		this.change(() => {
			label.aliases = label.aliases.filter((alias) => normalise(alias) !== normalise(text))
		})
	}

	async members() {
		return this.access.all()
	}

	async invite(email: string, role: Role): Promise<string> {
		return this.access.invite(email, role)
	}

	async renameMember(name: string): Promise<void> {
		this.access.rename(name)
	}

	async revokeInvitation(id: string): Promise<void> {
		this.access.revokeInvitation(id)
	}

	async setRole(userId: string, role: Role): Promise<void> {
		this.access.setRole(userId, role)
	}

	async removeMember(userId: string): Promise<void> {
		this.access.remove(userId)
	}

	async reminders() {
		return this.ledger.reminders
	}

	async saveReminders(settings: ReminderSettings): Promise<void> {
		this.change(() => {
			this.ledger.reminders = settings
		})
	}

	async agents() {
		return this.agency.of(this.ledger)
	}

	async createAgent(name: string) {
		return this.agency.create(this.ledger, name)
	}

	async revokeAgent(id: string): Promise<void> {
		this.agency.revoke(this.ledger, id)
	}

	async exportAll() {
		return structuredClone({
			...this.ledger.directory,
			transactions: this.ledger.transactions(),
			inbox: this.ledger.inbox.map(toInboxItem),
			members: this.access.all().members,
			agents: this.agency.of(this.ledger),
		})
	}

	async eraseTexts(of: { person: number } | { contact: string }): Promise<number> {
		const person = 'person' in of ? of.person : (this.addresses.get(of.contact) ?? null)
		return eraseTexts(this.ledger, person)
	}

	async deleteLedger(name: string): Promise<void> {
		if (name !== this.ledger.directory.ledger.name)
			throw new BackendError('invalid_input', 'the name does not match', 'name')
		this.onDelete()
	}

	/** Changes the settings; purchases follow. */
	private change(work: (directory: LedgerSettings) => void): void {
		this.ledger.write(() => {
			work(this.ledger.directory)
			this.ledger.touchSettings()
			this.ledger.refresh()
		})
	}
}
