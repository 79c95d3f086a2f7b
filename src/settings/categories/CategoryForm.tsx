import { createSignal, onMount, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/ledger-session'
import { Field } from '../../app/ui/Field'
import type { Category } from '../../ledger/types'
import { AliasesField } from '../shared/AliasesField'
import { FormEnd } from '../shared/FormEnd'
import { isolate } from '../shared/isolate'
import { findNameClash } from '../shared/name-clash'
import { nameClashText } from '../shared/name-clash-text'
import { Removal } from '../shared/Removal'
import { createSubmission } from '../shared/submission'
import { words as shared } from '../shared/words'
import { ColorField } from './ColorField'
import { freeColor } from './free-color'
import { words } from './words'

const t = createWords(words)
const s = createWords(shared)

/** Makes or changes a category: its name, what else it is called, its colour. */
export function CategoryForm(props: { category: Category | null; onClose: () => void }) {
	const session = useLedgerSession()
	const start = props.category
	const [name, setName] = createSignal(start?.name ?? '')
	const [aliases, setAliases] = createSignal(start?.aliases ?? [])
	const [color, setColor] = createSignal(start?.color ?? freeColor(session.directory()?.categories ?? []))
	let first!: HTMLInputElement
	onMount(() => first.focus())

	const form = createSubmission(
		async (category: Omit<Category, 'id'>) => {
			await session.settings.saveCategory(start ? { ...category, id: start.id } : category)
			props.onClose()
		},
		['name', 'aliases'],
	)

	function save(event: SubmitEvent) {
		event.preventDefault()
		if (name().trim() === '') return form.refuse('name', t('nameMissing'))
		const clash = findNameClash(session.directory()?.categories ?? [], {
			id: start?.id,
			name: name(),
			aliases: aliases(),
		})
		if (clash) return form.refuse(clash.field, nameClashText(clash))
		void form.submit({ name: name().trim(), aliases: aliases(), color: color() })
	}

	return (
		<form class="panel form" onSubmit={save} novalidate>
			<div class="ph">
				<h2>
					<bdi>{start?.name ?? t('newTitle')}</bdi>
				</h2>
				<span class="sub">{start ? s('editing') : ''}</span>
			</div>
			<Field label={s('name')} error={form.errorOf('name')}>
				{(control) => (
					<input
						ref={first}
						class="input"
						maxlength="60"
						autocomplete="off"
						value={name()}
						onInput={(event) => setName(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<ColorField value={color()} onChange={setColor} />
			<AliasesField value={aliases()} error={form.errorOf('aliases')} onChange={setAliases} />
			<FormEnd busy={form.busy()} problem={form.errorOf(null)} onCancel={props.onClose}>
				<Show when={start}>
					{(category) => (
						<Removal
							title={t('removeTitle', { name: isolate(category().name) })}
							consequence={t('removeConsequence')}
							remove={() => session.settings.removeCategory(category().id)}
							onRemoved={props.onClose}
						/>
					)}
				</Show>
			</FormEnd>
		</form>
	)
}
