import { normalise } from '../../ledger/name'
import type { Label } from '../../ledger/types'

/** A name or alias that already belongs to another label of its kind. */
export interface NameClash {
	field: 'name' | 'aliases'
	/** As typed here. */
	text: string
	/** Whose it is. */
	owner: string
}

/**
 * Finds a name or alias of `label` that already belongs to another of `labels`. The database refuses it too; checking here
 * first lets the page say which text it is and whose.
 */
export function findNameClash(
	labels: readonly Label[],
	label: Pick<Label, 'name' | 'aliases'> & { id?: number },
): NameClash | null {
	const owners = new Map<string, string>()
	for (const other of labels)
		if (other.id !== label.id)
			for (const text of [other.name, ...other.aliases]) owners.set(normalise(text), other.name)
	for (const [index, text] of [label.name, ...label.aliases].entries()) {
		const owner = owners.get(normalise(text))
		if (owner !== undefined) return { field: index === 0 ? 'name' : 'aliases', text, owner }
	}
	return null
}
