import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/session'
import type { Person } from '../../ledger/types'
import { words } from '../people/words'
import { isolate } from '../shared/bidi'
import { LabelForm } from '../shared/LabelForm'

const t = createWords(words)

/** Makes or changes a person who spends. */
export function PersonForm(props: { person: Person | null; onClose: () => void }) {
	const { settings, directory } = useLedgerSession()
	return (
		<LabelForm
			label={props.person}
			all={directory()?.people ?? []}
			newTitle={t('newTitle')}
			nameMissing={t('nameMissing')}
			removeTitle={t('removeTitle', { name: isolate(props.person?.name ?? '') })}
			removeConsequence={t('removeConsequence')}
			save={(names) => settings.savePerson(names)}
			remove={(id) => settings.removePerson(id)}
			onClose={props.onClose}
		/>
	)
}
