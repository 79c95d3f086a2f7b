import { createSignal, For, Show } from 'solid-js'
import { LONGEST_ALIAS } from '../../ledger/limits'
import { normalise } from '../../ledger/name'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'

const t = useWords('settings')

/** Adds what was typed to `aliases`: split at commas, trimmed, each once. */
export function withTyped(aliases: readonly string[], typed: string): string[] {
	const all = [...aliases]
	const seen = new Set(all.map(normalise))
	for (const alias of typed.split(',').map((text) => text.trim())) {
		if (alias === '' || seen.has(normalise(alias))) continue
		seen.add(normalise(alias))
		all.push(alias)
	}
	return all
}

/**
 * The other names of a category, source or person. Enter, a comma or leaving the input adds what was typed, so that
 * saving never loses it.
 */
export function AliasesField(props: {
	value: readonly string[]
	error: string | null
	onChange: (aliases: string[]) => void
}) {
	const [typed, setTyped] = createSignal('')
	let input!: HTMLInputElement
	const take = () => {
		if (typed().trim() !== '') props.onChange(withTyped(props.value, typed()))
		setTyped('')
	}
	return (
		<div class="aliases">
			<Field label={t('form.aliases')} hint={t('form.aliasesHint')} error={props.error}>
				{(control) => (
					<input
						ref={input}
						class="input"
						autocomplete="off"
						maxlength={LONGEST_ALIAS}
						value={typed()}
						onInput={(event) => {
							setTyped(event.currentTarget.value)
							if (typed().includes(',')) take()
						}}
						onBlur={take}
						onKeyDown={(event) => {
							if (event.key !== 'Enter' || typed().trim() === '') return
							event.preventDefault()
							take()
						}}
						{...control}
					/>
				)}
			</Field>
			<Show when={props.value.length > 0}>
				<ul class="alias-list">
					<For each={props.value}>
						{(alias) => (
							<li>
								<button
									type="button"
									class="chip"
									aria-label={t('form.removeAlias', { alias })}
									onClick={() => {
										props.onChange(props.value.filter((other) => other !== alias))
										input.focus()
									}}
								>
									<bdi>{alias}</bdi>
									<Icon of={icons.close} />
								</button>
							</li>
						)}
					</For>
				</ul>
			</Show>
		</div>
	)
}
