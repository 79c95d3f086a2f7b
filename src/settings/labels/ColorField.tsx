import { createUniqueId, For } from 'solid-js'
import { useWords } from '../../words'
import { COLORS } from './free-color'

const t = useWords('settings')
const SLOTS = Array.from({ length: COLORS }, (_, index) => index + 1)

/** The palette as radio buttons; each says its number, so that the colour never stands alone. */
export function ColorField(props: { value: number; onChange: (slot: number) => void }) {
	const name = createUniqueId()
	return (
		<fieldset class="fg">
			<legend>{t('categories.color')}</legend>
			<div class="colors">
				<For each={SLOTS}>
					{(slot) => (
						<label class="color" style={{ '--k': `var(--c${slot})` }}>
							<input
								type="radio"
								class="vh"
								name={name}
								checked={props.value === slot}
								aria-label={t('categories.colorSlot', slot)}
								onChange={() => props.onChange(slot)}
							/>
							<i aria-hidden="true" />
						</label>
					)}
				</For>
			</div>
			<small class="fg-hint">{t('categories.colorHint')}</small>
		</fieldset>
	)
}
