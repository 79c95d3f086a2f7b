import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { LONGEST_LABEL } from '../../ledger/limits'
import { normalise } from '../../ledger/name'
import type { Label } from '../../ledger/types'
import { Field } from '../../ui/Field'
import { useWords } from '../../words'
import { AliasesField } from './AliasesField'
import { DeleteButton } from './DeleteButton'
import { FormActions } from './FormActions'
import { findNameClash } from './name-clash'
import { nameClashText } from './name-clash-text'
import { createForm } from './submission'

const t = useWords('settings')

/** The error to show at a field of the form. */
export type ErrorOf = (field: string) => string | null

/** Makes, changes or removes a category, source or person: its names, and what its kind has besides. */
export function LabelForm(props: {
	/** Null: a new one. */
	label: Label | null
	/** All of its kind: no two answer to the same name. */
	all: readonly Label[]
	newTitle: string
	nameMissing: string
	removeTitle: string
	removeConsequence: string
	/** Names of the fields of its kind, so that the server's errors are shown there. */
	fields?: readonly string[]
	/** Finds what is wrong in those fields, before the server is asked. */
	check?: () => { field: string; text: string } | null
	save: (names: { id?: number; name: string; aliases: string[] }) => Promise<unknown>
	remove: (id: number) => Promise<void>
	onClose: () => void
	/** Beside the name. */
	beside?: (errorOf: ErrorOf) => JSX.Element
	/** Between the name and the other names. */
	children?: JSX.Element
	/** After the other names. */
	after?: JSX.Element
}) {
	const start = props.label
	const [name, setName] = createSignal(start?.name ?? '')
	const [aliases, setAliases] = createSignal(start?.aliases ?? [])
	let first!: HTMLInputElement
	onMount(() => first.focus())

	const form = createForm(
		async (names: { name: string; aliases: string[] }) => {
			await props.save(start ? { ...names, id: start.id } : names)
			props.onClose()
		},
		['name', 'aliases', ...(props.fields ?? [])],
	)

	/** Purchases are filed by what was sent, so the database keeps the old name among the others. */
	const renamed = () =>
		start && name().trim() !== '' && normalise(name()) !== normalise(start.name)
			? t('form.renameHint', { name: start.name })
			: undefined

	function save(event: SubmitEvent) {
		event.preventDefault()
		if (name().trim() === '') return form.refuse('name', props.nameMissing)
		const wrong = props.check?.()
		if (wrong) return form.refuse(wrong.field, wrong.text)
		const clash = findNameClash(props.all, { id: start?.id, name: name(), aliases: aliases() })
		if (clash) return form.refuse(clash.field, nameClashText(clash))
		void form.submit({ name: name().trim(), aliases: aliases() })
	}

	return (
		<form class="panel form" onSubmit={save} novalidate>
			<div class="ph">
				<h2>
					<bdi>{start?.name ?? props.newTitle}</bdi>
				</h2>
				<span class="sub">{start ? t('form.editing') : ''}</span>
			</div>
			<div classList={{ fgrid: props.beside !== undefined }}>
				<Field label={t('form.name')} hint={renamed()} error={form.errorOf('name')}>
					{(control) => (
						<input
							ref={first}
							class="input"
							maxlength={LONGEST_LABEL}
							autocomplete="off"
							value={name()}
							onInput={(event) => setName(event.currentTarget.value)}
							{...control}
						/>
					)}
				</Field>
				{props.beside?.(form.errorOf)}
			</div>
			{props.children}
			<AliasesField value={aliases()} error={form.errorOf('aliases')} onChange={setAliases} />
			{props.after}
			<FormActions busy={form.busy()} problem={form.errorOf(null)} onCancel={props.onClose}>
				<Show when={start}>
					{(label) => (
						<DeleteButton
							title={props.removeTitle}
							consequence={props.removeConsequence}
							remove={() => props.remove(label().id)}
							onRemoved={props.onClose}
						/>
					)}
				</Show>
			</FormActions>
		</form>
	)
}
