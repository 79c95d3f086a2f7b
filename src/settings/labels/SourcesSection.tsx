import { createSignal, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Source } from '../../ledger/types'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { EditableList } from '../shared/EditableList'
import { can } from '../shared/permissions'
import { ReadOnlyNote } from '../shared/ReadOnlyNote'
import { SettingsHead } from '../shared/SettingsHead'
import { DayRuler } from './DayRuler'
import { rulerLabel } from './ruler-label'
import { SourceForm } from './SourceForm'

const t = useWords('settings')

/** Cards, accounts, cash: with the days on which their bills close and fall due. */
export function SourcesSection() {
	const session = useLedgerSession()
	const [adding, setAdding] = createSignal(false)
	const editable = () => can(session.ledger().role, 'settings')
	const sources = () => session.directory()?.sources ?? []
	return (
		<>
			<SettingsHead title={t('sources.title')} lead={t('sources.lead')}>
				<Show when={editable()} fallback={<ReadOnlyNote />}>
					<button type="button" class="btn btn-main" data-add onClick={() => setAdding(true)}>
						<Icon of={icons.add} />
						{t('sources.add')}
					</button>
				</Show>
			</SettingsHead>
			<div class="sheet">
				<EditableList
					items={sources()}
					adding={adding()}
					onAdding={setAdding}
					rowClass="frow"
					empty={t('sources.none')}
					row={(source, edit) => <SourceRow source={source()} edit={editable() ? edit : null} />}
					form={(source, close) => <SourceForm source={source} onClose={close} />}
				/>
			</div>
			<p class="muted keyrow" aria-hidden="true">
				<i class="sw sw-closes" /> {t('sources.keyCloses')} <i class="sw sw-due" /> {t('sources.keyDue')}
			</p>
		</>
	)
}

function SourceRow(props: { source: Source; edit: (() => void) | null }) {
	const closes = () => {
		const { closing_day, due_day } = props.source
		if (closing_day === null) return ''
		return due_day === null ? t('sources.closes', closing_day) : t('sources.closesDue', closing_day, due_day)
	}
	return (
		<>
			<div class="row-name">
				<p class="strong">
					<bdi>{props.source.name}</bdi>
				</p>
				<p class="row-note">{props.source.closing_day === null ? t('sources.atOnce') : t('sources.card')}</p>
			</div>
			<div class="only-wide">
				<Show
					when={props.source.closing_day !== null}
					fallback={<span class="muted">{t('sources.countsOnDay')}</span>}
				>
					<DayRuler
						closing={props.source.closing_day}
						due={props.source.due_day}
						label={rulerLabel(props.source)}
					/>
				</Show>
			</div>
			<span class="num">{closes()}</span>
			<Show when={props.edit} fallback={<span />}>
				{(edit) => (
					<button
						type="button"
						class="btn btn-bare"
						data-edit
						aria-label={t('form.editName', { name: props.source.name })}
						onClick={() => edit()()}
					>
						{t('form.edit')}
					</button>
				)}
			</Show>
		</>
	)
}
