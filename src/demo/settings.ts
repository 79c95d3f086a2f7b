import { BackendError, type SettingsPort } from '../backend/types'
import { isTimezone } from '../ledger/calendar'
import { LONGEST_LABEL } from '../ledger/limits'
import { cleanText, normalise } from '../ledger/name'
import type { Label, UnknownText } from '../ledger/types'
import type { DemoAgents } from './agents'
import type { DemoLedger } from './demo-ledger'
import type { DemoMembers } from './members'
import { toInboxItem } from './records'

/** The labels of one kind, as the directory holds them. */
function labelsOf(ledger: DemoLedger, what: UnknownText['what']): Label[] {
	const { categories, sources, people } = ledger.directory
	return what === 'category' ? categories : what === 'source' ? sources : people
}

/** Name and aliases as kept: cleaned as an item's texts are, not empty, each once, and answering to nobody else. */
function checkLabel<T extends Omit<Label, 'id'>>(labels: Label[], label: T, id: number | undefined): T {
	const before = labels.find((other) => other.id === id)
	const name = (cleanText(label.name) ?? '').replace(/\s+/g, ' ')
	if (name === '') throw new BackendError('invalid_input', 'a name is needed', 'name')
	if ([...name].length > LONGEST_LABEL)
		throw new BackendError('invalid_input', `a name has at most ${LONGEST_LABEL} characters`, 'name')
	const seen = new Set([normalise(name)])
	const aliases: string[] = []
	for (const alias of label.aliases.map(cleanText)) {
		if (alias === null || seen.has(normalise(alias))) continue
		seen.add(normalise(alias))
		aliases.push(alias)
	}
	// A rename keeps what is filed under the name: the old one becomes another of its names.
	if (before && before.name !== name && !seen.has(normalise(before.name))) aliases.push(before.name)
	for (const other of labels) {
		if (other.id === id) continue
		const taken = [other.name, ...other.aliases].find((text) => seen.has(normalise(text)))
		if (taken === undefined) continue
		const field = normalise(taken) === normalise(name) ? 'name' : 'aliases'
		throw new BackendError('duplicate', `"${taken}" belongs to "${other.name}"`, field)
	}
	return { ...label, name, aliases }
}

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

function remove(ledger: DemoLedger, labels: Label[], id: number): void {
	const at = labels.findIndex((label) => label.id === id)
	if (at < 0) throw new BackendError('not_found')
	ledger.write(() => {
		labels.splice(at, 1)
		ledger.touchSettings()
		ledger.refresh()
	})
}

function checkDay(day: number | null, field: string): void {
	if (day !== null && !(Number.isInteger(day) && day >= 1 && day <= 31))
		throw new BackendError('invalid_input', 'a day of the month is 1 to 31', field)
}

/** The settings of a ledger in memory, held to the same rules as the database's. */
export function createDemoSettings(
	ledger: DemoLedger,
	members: DemoMembers,
	agents: DemoAgents,
	deleteLedger: () => void,
): SettingsPort {
	const { directory } = ledger
	const change = (work: () => void) =>
		ledger.write(() => {
			work()
			ledger.touchSettings()
			ledger.refresh()
		})

	return {
		async renameLedger(name) {
			const trimmed = name.trim()
			if (trimmed === '') throw new BackendError('invalid_input', 'a name is needed', 'name')
			change(() => {
				directory.ledger.name = trimmed
			})
		},
		async setTimezone(timezone) {
			if (!isTimezone(timezone)) throw new BackendError('invalid_input', 'unknown timezone', 'timezone')
			change(() => {
				directory.ledger.timezone = timezone
			})
		},
		async saveCategory(category) {
			return save(ledger, directory.categories, category)
		},
		async saveSource(source) {
			checkDay(source.closing_day, 'closing_day')
			checkDay(source.due_day, 'due_day')
			return save(ledger, directory.sources, source)
		},
		async savePerson(person) {
			return save(ledger, directory.people, person)
		},
		async removeCategory(id) {
			remove(ledger, directory.categories, id)
			directory.budgets = directory.budgets.filter((budget) => budget.category_id !== id)
		},
		async removeSource(id) {
			directory.bill_closings = directory.bill_closings.filter((closing) => closing.source_id !== id)
			remove(ledger, directory.sources, id)
		},
		async removePerson(id) {
			remove(ledger, directory.people, id)
		},
		async setBillClosing({ source_id, bill_month, closing_date }) {
			change(() => {
				directory.bill_closings = directory.bill_closings.filter(
					(other) => other.source_id !== source_id || other.bill_month !== bill_month,
				)
				if (closing_date !== null) directory.bill_closings.push({ source_id, bill_month, closing_date })
			})
		},
		async setBudget(budget) {
			if (!Number.isSafeInteger(budget.amount_cents) || budget.amount_cents < 0)
				throw new BackendError('invalid_input', 'a budget is zero or more', 'amount')
			change(() => {
				const others = directory.budgets.filter(
					(other) => other.category_id !== budget.category_id || other.month !== budget.month,
				)
				directory.budgets = [...others, { ...budget }]
			})
		},
		async mapText(what, text, id) {
			const labels = labelsOf(ledger, what)
			const label = labels.find((other) => other.id === id)
			if (!label) throw new BackendError('not_found')
			const checked = checkLabel(labels, { ...label, aliases: [...label.aliases, text] }, id)
			return ledger.write(() => {
				Object.assign(label, checked)
				ledger.touchSettings()
				return ledger.refresh()
			})
		},
		members: async () => members.all(),
		invite: async (email, role) => members.invite(email, role),
		revokeInvitation: async (id) => members.revokeInvitation(id),
		setRole: async (userId, role) => members.setRole(userId, role),
		removeMember: async (userId) => members.remove(userId),
		agents: async () => agents.of(ledger),
		createAgent: async (name) => agents.create(ledger, name),
		revokeAgent: async (id) => agents.revoke(ledger, id),
		async exportAll() {
			return structuredClone({
				...directory,
				transactions: ledger.transactions(),
				inbox: ledger.inbox.map(toInboxItem),
				members: members.all().members,
				agents: agents.of(ledger),
			})
		},
		async deleteLedger(name) {
			if (name !== directory.ledger.name)
				throw new BackendError('invalid_input', 'the name does not match', 'name')
			deleteLedger()
		},
	}
}
