import { BackendError, type LabelChange, type LabelKind } from '../backend/types'
import { LONGEST_LABEL } from '../ledger/limits'
import { cleanText, normalise } from '../ledger/name'
import type { Label, LedgerSettings } from '../ledger/types'
import type { DemoLedger } from './ledger'

/** The labels of one kind, as the directory holds them. */
export function labelsOf(ledger: DemoLedger, what: LabelKind): Label[] {
	const { categories, sources, people } = ledger.directory
	return what === 'category' ? categories : what === 'source' ? sources : people
}

/** Checks and cleans name and aliases: not empty, each once, and not taken by another label. */
export function checkLabel<T extends Omit<Label, 'id'>>(
	labels: Label[],
	label: T,
	id: number | undefined,
): T {
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
	// After a rename purchases with the old name stay filed here: it becomes an alias.
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

type Lists = Pick<
	LedgerSettings,
	'categories' | 'sources' | 'people' | 'budgets' | 'cycles' | 'bill_closings' | 'recurring'
>

/** Merges and deletions of labels, and what each took away, so that it can be undone. */
export class DemoLabels {
	private readonly before = new Map<string, Lists>()

	constructor(private readonly ledger: DemoLedger) {}

	uses(what: LabelKind, id: number): number {
		return this.ledger
			.transactions()
			.filter(
				(record) =>
					!record.voided &&
					(record[`${what}_id`] === id || (what === 'source' && record.to_source_id === id)),
			).length
	}

	merge(what: LabelKind, from: number, into: number): LabelChange {
		if (from === into) throw new BackendError('invalid_input', 'two different ones are needed', 'into_id')
		const going = this.find(what, from)
		const other = this.find(what, into)
		return this.change(({ budgets, cycles, bill_closings, recurring }) => {
			// What hangs on it goes along, where the other has none of its own.
			if (what === 'category' && !budgets.some(({ category_id }) => category_id === into))
				for (const budget of budgets) if (budget.category_id === from) budget.category_id = into
			if (what === 'source' && !cycles.some(({ source_id }) => source_id === into))
				for (const own of [...cycles, ...bill_closings]) if (own.source_id === from) own.source_id = into
			for (const one of recurring) {
				if (what === 'category' && one.category_id === from) one.category_id = into
				if (what === 'source' && one.source_id === from) one.source_id = into
			}
			this.take(what, from)
			other.aliases.push(going.name, ...going.aliases)
		})
	}

	remove(what: LabelKind, id: number, moveTo: number | null): LabelChange {
		this.find(what, id)
		return moveTo === null ? this.change(() => this.take(what, id)) : this.merge(what, id, moveTo)
	}

	undo(id: string): void {
		const before = this.before.get(id)
		if (!before) throw new BackendError('not_found')
		this.before.delete(id)
		this.ledger.write(() => {
			Object.assign(this.ledger.directory, before)
			this.ledger.touchSettings()
			this.ledger.refresh()
		})
	}

	private find(what: LabelKind, id: number): Label {
		const found = labelsOf(this.ledger, what).find((label) => label.id === id)
		if (!found) throw new BackendError('not_found')
		return found
	}

	private take(what: LabelKind, id: number): void {
		const { directory } = this.ledger
		const labels = labelsOf(this.ledger, what)
		labels.splice(
			labels.findIndex((label) => label.id === id),
			1,
		)
		const ofSource = (own: { source_id: number }) => what === 'source' && own.source_id === id
		directory.budgets = directory.budgets.filter(
			({ category_id }) => what !== 'category' || category_id !== id,
		)
		directory.cycles = directory.cycles.filter((cycle) => !ofSource(cycle))
		directory.bill_closings = directory.bill_closings.filter((closing) => !ofSource(closing))
		for (const one of directory.recurring) {
			if (what === 'category' && one.category_id === id) one.category_id = null
			if (what === 'source' && one.source_id === id) one.source_id = null
		}
	}

	private change(work: (lists: Lists) => void): LabelChange {
		const { categories, sources, people, budgets, cycles, bill_closings, recurring } = this.ledger.directory
		const undo = crypto.randomUUID()
		this.before.set(
			undo,
			structuredClone({ categories, sources, people, budgets, cycles, bill_closings, recurring }),
		)
		const changed = this.ledger.write(() => {
			work(this.ledger.directory)
			this.ledger.touchSettings()
			return this.ledger.refresh()
		})
		return { changed, undo }
	}
}
