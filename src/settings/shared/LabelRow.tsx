import { Show } from 'solid-js'
import type { Label } from '../../ledger/types'
import { useWords } from '../../words'

const t = useWords('settings')

/** A name with its aliases, and the way to change them. */
export function LabelRow(props: {
	label: Label
	/** Palette slot, where there is one. */
	color?: number
	/** Said when there are no aliases. */
	none: string
	edit: (() => void) | null
}) {
	return (
		<>
			<Show when={props.color}>
				{(slot) => <i class="sw sw-12" style={{ '--k': `var(--c${slot()})` }} aria-hidden="true" />}
			</Show>
			<div class="row-name">
				<p class="strong">
					<bdi>{props.label.name}</bdi>
				</p>
				<p class="row-note">
					<bdi>{props.label.aliases.join(', ') || props.none}</bdi>
				</p>
			</div>
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
