import { createSignal, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { EditableList } from '../shared/EditableList'
import { LabelRow } from '../shared/LabelRow'
import { can } from '../shared/permissions'
import { ReadOnlyNote } from '../shared/ReadOnlyNote'
import { SettingsHead } from '../shared/SettingsHead'
import { PersonForm } from './PersonForm'

const t = useWords('settings')

/** Who spends, and how messages call them. */
export function PeopleSection() {
	const session = useLedgerSession()
	const [adding, setAdding] = createSignal(false)
	const editable = () => can(session.ledger().role, 'settings')
	return (
		<>
			<SettingsHead title={t('people.title')} lead={t('people.lead')}>
				<Show when={editable()} fallback={<ReadOnlyNote />}>
					<button type="button" class="btn btn-main" data-add onClick={() => setAdding(true)}>
						<Icon of={icons.add} />
						{t('people.add')}
					</button>
				</Show>
			</SettingsHead>
			<div class="sheet">
				<EditableList
					items={session.directory()?.people ?? []}
					adding={adding()}
					onAdding={setAdding}
					rowClass="lrow"
					empty={t('people.none')}
					row={(person, edit) => (
						<LabelRow label={person()} none={t('people.noAliases')} edit={editable() ? edit : null} />
					)}
					form={(person, close) => <PersonForm person={person} onClose={close} />}
				/>
			</div>
		</>
	)
}
