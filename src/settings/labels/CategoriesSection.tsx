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
import { CategoryForm } from './CategoryForm'

const t = useWords('settings')

/** What the money goes to: names, aliases and the colour each keeps. */
export function CategoriesSection() {
	const session = useLedgerSession()
	const [adding, setAdding] = createSignal(false)
	const editable = () => can(session.ledger().role, 'settings')
	return (
		<>
			<SettingsHead title={t('categories.title')} lead={t('categories.lead')}>
				<Show when={editable()} fallback={<ReadOnlyNote />}>
					<button type="button" class="btn btn-main" data-add onClick={() => setAdding(true)}>
						<Icon of={icons.add} />
						{t('categories.add')}
					</button>
				</Show>
			</SettingsHead>
			<div class="sheet">
				<EditableList
					items={session.directory()?.categories ?? []}
					adding={adding()}
					onAdding={setAdding}
					rowClass="lrow"
					empty={t('categories.none')}
					row={(category, edit) => (
						<LabelRow
							label={category()}
							color={category().color}
							none={t('categories.noAliases')}
							edit={editable() ? edit : null}
						/>
					)}
					form={(category, close) => <CategoryForm category={category} onClose={close} />}
				/>
			</div>
		</>
	)
}
