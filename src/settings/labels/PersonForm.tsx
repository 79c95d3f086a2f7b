import { useLedgerSession } from '../../app/session'
import type { Person } from '../../ledger/types'
import { useWords } from '../../words'
import { isolate } from '../shared/bidi'
import { LabelForm } from '../shared/LabelForm'

const t = useWords('settings')

/** Makes or changes a person who spends. */
export function PersonForm(props: { person: Person | null; onClose: () => void }) {
	const { settings, directory } = useLedgerSession()
	return (
		<LabelForm
			label={props.person}
			all={directory()?.people ?? []}
			newTitle={t('people.newTitle')}
			nameMissing={t('people.nameMissing')}
			removeTitle={t('people.removeTitle', { name: isolate(props.person?.name ?? '') })}
			removeConsequence={t('people.removeConsequence')}
			save={(names) => settings.savePerson(names)}
			remove={(id) => settings.removePerson(id)}
			onClose={props.onClose}
		/>
	)
}
