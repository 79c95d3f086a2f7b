import type { Person } from '../../ledger/types'
import { useWords } from '../../words'
import type { LabelKind } from './kind'

const t = useWords('settings')

/** Who spends. */
export const people: LabelKind<Person> = {
	words: 'people',
	of: (directory) => directory.people,
	rowClass: 'label-row',
	note: (person) => person.aliases.join(', ') || t('people.noAliases'),
	fields: [],
	createFields: () => ({ read: () => ({ values: {} }) }),
	save: (settings, person) => settings.savePerson(person),
	remove: (settings, id) => settings.removePerson(id),
}
