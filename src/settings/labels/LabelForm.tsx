import { createSignal, onMount, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { LONGEST_LABEL } from '../../ledger/limits'
import { normalise } from '../../ledger/name'
import type { Label } from '../../ledger/types'
import { isolate } from '../../ui/bidi'
import type { FieldError } from '../../ui/errors'
import { Field } from '../../ui/Field'
import { FormActions } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { useWords } from '../../words'
import { AliasesField } from './AliasesField'
import type { LabelKind } from './kind'
import { LabelActions } from './LabelActions'
import { findNameClash, type NameClash } from './name-clash'

const t = useWords('settings')

/** Creates, changes or deletes a category, source or person: its names, and what its kind has besides. */
export function LabelForm<T extends Label>(props: {
	kind: LabelKind<T>
	/** Null: a new one. */
	label: T | null
	/** All of its kind: no two answer to the same name. */
	all: readonly T[]
	onClose: () => void
}) {
	const { settings } = useLedgerSession()
	const { kind, label: start } = props
	const [name, setName] = createSignal(start?.name ?? '')
	const [aliases, setAliases] = createSignal(start?.aliases ?? [])
	const own = kind.createFields(start, props.all)
	let first!: HTMLInputElement
	onMount(() => first.focus())

	const form = createForm(
		async (label: Omit<T, 'id'>) => {
			const id = await kind.save(settings, start ? { ...label, id: start.id } : label)
			await own.afterSave?.(settings, id)
			props.onClose()
		},
		['name', 'aliases', ...kind.fields],
	)

	/** Purchases are filed by what was sent, so the database keeps the old name among the others. */
	const renamed = () =>
		start && name().trim() !== '' && normalise(name()) !== normalise(start.name)
			? t('form.renameHint', { name: start.name })
			: undefined

	async function save(event: SubmitEvent) {
		event.preventDefault()
		const read = own.read()
		const problems: FieldError[] = 'problems' in read ? [...read.problems] : []
		if (name().trim() === '') problems.unshift({ field: 'name', text: t(`${kind.words}.nameMissing`) })
		if (problems.length > 0 || 'problems' in read) return form.refuseAll(problems)
		const names = { name: name().trim(), aliases: aliases() }
		const clash = findNameClash(props.all, { ...names, id: start?.id })
		if (clash) return form.refuse(clash.field, clashText(clash))
		if (own.beforeSave && !(await own.beforeSave())) return
		await form.submit({ ...names, ...read.values } as Omit<T, 'id'>)
	}

	return (
		<form class="panel form" onSubmit={save} novalidate>
			<div class="ph">
				<h2>
					<bdi>{start?.name ?? t(`${kind.words}.newTitle`)}</bdi>
				</h2>
				<span class="sub">{start ? t('form.editing') : ''}</span>
			</div>
			<div classList={{ 'name-and-days': own.beside !== undefined }}>
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
				{own.beside?.(form.errorOf)}
			</div>
			{own.below?.()}
			<AliasesField value={aliases()} error={form.errorOf('aliases')} onChange={setAliases} />
			{own.last?.()}
			<FormActions busy={form.busy()} problem={form.errorOf(null)} onCancel={props.onClose}>
				<Show when={start}>
					{(label) => (
						<LabelActions
							what={kind.what}
							words={kind.words}
							label={label()}
							others={props.all.filter(({ id }) => id !== label().id)}
							onGone={props.onClose}
						/>
					)}
				</Show>
			</FormActions>
		</form>
	)
}

/** Which text is taken and by whom, with the remedy. */
function clashText({ text, owner }: NameClash): string {
	const shown = isolate(text.trim())
	if (normalise(text) === normalise(owner)) return t('form.problem.exists', { text: shown })
	return t('form.problem.taken', { text: shown, owner: isolate(owner) })
}
