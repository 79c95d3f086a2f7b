import { createUniqueId, For } from 'solid-js'
import { createWords } from '../../app/language'
import { words } from '../categories/words'
import { COLORS } from './free-color'

const t = createWords(words)
const SLOTS = Array.from({ length: COLORS }, (_, index) => index + 1)

/** The palette as radio buttons; each says its number, so that the colour never stands alone. */
export function ColorField(props: { value: number; onChange: (slot: number) => void }) {
	const name = createUniqueId()
	return (
		<fieldset class="fg">
			<legend>{t('color')}</legend>
			<div class="colors">
				<For each={SLOTS}>
					{(slot) => (
						<label class="color" style={{ '--k': `var(--c${slot})` }}>
							<input
								type="radio"
								class="vh"
								name={name}
								checked={props.value === slot}
								aria-label={t('colorSlot', slot)}
								onChange={() => props.onChange(slot)}
							/>
							<i aria-hidden="true" />
						</label>
					)}
				</For>
			</div>
			<small class="fg-hint">{t('colorHint')}</small>
		</fieldset>
	)
}
