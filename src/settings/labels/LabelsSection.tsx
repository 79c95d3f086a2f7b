import { createSignal, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { can } from '../../ledger/permissions'
import type { Label } from '../../ledger/types'
import { EditableList } from '../../ui/EditableList'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { ReadOnlyNote } from '../../ui/ReadOnlyNote'
import { useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'
import type { LabelKind } from './kind'
import { LabelForm } from './LabelForm'

const t = useWords('settings')

/** The categories, sources or people of the ledger: a list whose rows open into their form. */
export function LabelsSection<T extends Label>(props: { kind: LabelKind<T> }) {
	const session = useLedgerSession()
	const [adding, setAdding] = createSignal(false)
	const editable = () => can(session.ledger().role, 'settings')
	const labels = (): readonly T[] => {
		const directory = session.directory()
		return directory ? props.kind.of(directory) : []
	}
	const noteOf = (label: T): string => {
		const directory = session.directory()
		return directory ? props.kind.note(label, directory) : ''
	}
	return (
		<>
			<SettingsHead title={t(`${props.kind.words}.title`)} lead={t(`${props.kind.words}.lead`)}>
				<Show when={editable()} fallback={<ReadOnlyNote />}>
					<button type="button" class="btn btn-main" data-add onClick={() => setAdding(true)}>
						<Icon of={icons.add} />
						{t(`${props.kind.words}.add`)}
					</button>
				</Show>
			</SettingsHead>
			<div class="sheet">
				<EditableList
					items={labels()}
					keyOf={({ id }) => id}
					adding={adding()}
					onAdding={setAdding}
					rowClass={props.kind.rowClass}
					empty={t(`${props.kind.words}.none`)}
					row={(label, edit) => (
						<LabelRow
							kind={props.kind}
							label={label()}
							all={labels()}
							note={noteOf(label())}
							edit={editable() ? edit : null}
						/>
					)}
					form={(label, close) => (
						<LabelForm kind={props.kind} label={label} all={labels()} onClose={close} />
					)}
				/>
			</div>
			{props.kind.legend?.()}
		</>
	)
}

/** A label with what its kind shows of it, and the button that opens its form. */
function LabelRow<T extends Label>(props: {
	kind: LabelKind<T>
	label: T
	all: readonly T[]
	note: string
	edit: (() => void) | null
}) {
	return (
		<>
			<Show when={props.kind.color?.(props.label, props.all)}>
				{(slot) => <i class="sw sw-12" style={{ '--k': `var(--c${slot()})` }} aria-hidden="true" />}
			</Show>
			<div class="row-name">
				<p class="strong">
					<bdi>{props.label.name}</bdi>
				</p>
				<p class="row-note">
					<bdi>{props.note}</bdi>
				</p>
			</div>
			{props.kind.details?.(() => props.label)}
			<Show when={props.edit} fallback={<span />}>
				{(edit) => (
					<button
						type="button"
						class="btn btn-bare"
						data-edit
						aria-label={t('form.editName', { name: props.label.name })}
						onClick={() => edit()()}
					>
						{t('form.edit')}
					</button>
				)}
			</Show>
		</>
	)
}
