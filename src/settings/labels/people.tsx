import type { Person } from '../../ledger/types'
import { useWords } from '../../words'
import { ContactsField } from './ContactsField'
import type { LabelKind } from './kind'

const t = useWords('settings')

/** Who spends. */
export const people: LabelKind<Person> = {
	words: 'people',
	what: 'person',
	of: (directory) => directory.people,
	rowClass: 'label-row',
	note: (person) => person.aliases.join(', ') || t('people.noAliases'),
	fields: [],
	createFields: (person) => ({
		read: () => ({ values: {} }),
		// A new person has none yet: they are saved by themselves.
		...(person && { last: () => <ContactsField person={person} /> }),
	}),
	save: (settings, person) => settings.savePerson(person),
}
