import { createSignal, Index, onMount } from 'solid-js'
import type { SettingsPort } from '../backend/types'
import { LONGEST_LABEL } from '../ledger/limits'
import { normalise } from '../ledger/name'
import type { FieldError } from '../ui/errors'
import { Field } from '../ui/Field'
import { FormActions } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { createResumable } from './resumable'

const t = useWords('settings')

const MOST_PEOPLE = 12

/** The second step: who spends. The first of them is whoever sits here, who gets a name for the others to see. */
export function PeopleStep(props: { settings: SettingsPort; onDone: () => void }) {
	const [names, setNames] = createSignal<readonly string[]>(['', ''])
	let first!: HTMLInputElement
	onMount(() => first.focus())

	const savePeople = createResumable(
		(name: string) => name,
		(name) => props.settings.savePerson({ name, aliases: [] }),
	)
	const form = createForm(async (own: string, people: readonly string[]) => {
		await props.settings.renameMember(own)
		await savePeople(people)
		props.onDone()
	})

	function save(event: SubmitEvent) {
		event.preventDefault()
		const typed = names().map((name) => name.trim())
		const problems: FieldError[] = []
		if (typed[0] === '') problems.push({ field: 'people.0', text: t('onboarding.people.ownMissing') })
		for (const [at, name] of typed.entries())
			if (name !== '' && typed.findIndex((other) => normalise(other) === normalise(name)) < at)
				problems.push({ field: `people.${at}`, text: t('onboarding.people.twice') })
		if (problems.length > 0) return form.refuseAll(problems)
		void form.submit(
			typed[0]!,
			typed.filter((name) => name !== ''),
		)
	}
	const change = (at: number, name: string) =>
		setNames(names().map((other, index) => (index === at ? name : other)))

	return (
		<form class="form" onSubmit={save} novalidate>
			<div>
				<h1 class="h1">{t('onboarding.people.title')}</h1>
				<p class="lead">{t('onboarding.people.lead')}</p>
			</div>
			<Index each={names()}>
				{(name, at) => (
					<Field
						label={at === 0 ? t('onboarding.people.own') : t('onboarding.people.other', { number: at + 1 })}
						error={form.errorOf(['people', at])}
						hint={at === 0 ? t('onboarding.people.ownHint') : undefined}
					>
						{(control) => (
							<input
								ref={(input) => {
									if (at === 0) first = input
								}}
								class="input"
								maxlength={LONGEST_LABEL}
								autocomplete={at === 0 ? 'given-name' : 'off'}
								value={name()}
								onInput={(event) => change(at, event.currentTarget.value)}
								{...control}
							/>
						)}
					</Field>
				)}
			</Index>
			<button
				type="button"
				class="btn btn-bare add-card"
				disabled={names().length >= MOST_PEOPLE}
				onClick={() => setNames([...names(), ''])}
			>
				<Icon of={icons.add} />
				{t('onboarding.people.add')}
			</button>
			<FormActions busy={form.busy()} problem={form.errorOf(null)} save={t('onboarding.people.save')}>
				<button type="button" class="btn btn-bare" onClick={() => props.onDone()}>
					{t('onboarding.people.skip')}
				</button>
			</FormActions>
		</form>
	)
}
