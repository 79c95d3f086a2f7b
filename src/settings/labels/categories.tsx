import { createSignal, createUniqueId, For } from 'solid-js'
import { COLORS, shownColors } from '../../ledger/category-colors'
import type { Category } from '../../ledger/types'
import { useWords } from '../../words'
import { freeColor } from './free-color'
import type { LabelKind } from './kind'

const t = useWords('settings')

/** What the money goes to; each keeps its colour. */
export const categories: LabelKind<Category> = {
	words: 'categories',
	what: 'category',
	of: (directory) => directory.categories,
	rowClass: 'label-row',
	color: ({ id }, all) => shownColors(all).get(id),
	note: (category) => category.aliases.join(', ') || t('categories.noAliases'),
	fields: [],
	createFields(category, all) {
		const [color, setColor] = createSignal(category?.color ?? freeColor(all))
		return {
			read: () => ({ values: { color: color() } }),
			below: () => <ColorField value={color()} onChange={setColor} />,
		}
	},
	save: (settings, category) => settings.saveCategory(category),
}

const SLOTS = Array.from({ length: COLORS }, (_, index) => index + 1)

/** The palette as radio buttons; each says its number, so that the colour never stands alone. */
function ColorField(props: { value: number; onChange: (slot: number) => void }) {
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
