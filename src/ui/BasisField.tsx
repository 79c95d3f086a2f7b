import { For } from 'solid-js'
import type { Basis } from '../ledger/types'
import { useWords } from '../words'

const t = useWords('settings')

const BASES: readonly Basis[] = ['bill', 'purchase']

/** How a ledger's months are counted, asked in words for somebody who has never thought about it. */
export function BasisField(props: { value: Basis; onChange: (basis: Basis) => void; disabled?: boolean }) {
	return (
		<fieldset class="fg">
			<legend>{t('basisField.label')}</legend>
			<div class="opts">
				<For each={BASES}>
					{(basis) => (
						<button
							type="button"
							class="opt"
							data-basis={basis}
							aria-pressed={props.value === basis}
							disabled={props.disabled ?? false}
							onClick={() => props.onChange(basis)}
						>
							{t(`basisField.${basis}`)}
						</button>
					)}
				</For>
			</div>
			<small class="fg-hint">{t(`basisField.${props.value}Hint`)}</small>
		</fieldset>
	)
}
