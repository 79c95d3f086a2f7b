import { For } from 'solid-js'
import type { Basis } from '../../ledger/types'
import { useWords } from '../../words'
import { useDashboard } from '../state'

const t = useWords()

const BASES: readonly Basis[] = ['bill', 'purchase']

/** How months are counted: by bill or by purchase. Beside the months where there is room, else in the headline. */
export function BasisSwitch(props: { place: 'header' | 'headline' }) {
	const { selection } = useDashboard()
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend that everybody sees.
		<div class={`basis basis-in-${props.place}`} role="group" aria-label={t('basis.label')}>
			<For each={BASES}>
				{(basis) => (
					<button
						type="button"
						data-basis={basis}
						aria-pressed={selection.basis() === basis}
						title={t(`basis.${basis}Hint`)}
						onClick={() => selection.countBy(basis)}
					>
						{t(`basis.${basis}`)}
					</button>
				)}
			</For>
		</div>
	)
}
