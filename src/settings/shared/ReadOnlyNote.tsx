import { createWords } from '../../app/language'
import { Icon } from '../../ui/Icon'
import { icons } from '../../ui/icons'
import { words } from './words'

const t = createWords(words)

/** Said once at the top of a section that this member may only read. */
export function ReadOnlyNote() {
	return (
		<p class="read-only">
			<Icon of={icons.lock} />
			{t('readOnly')}
		</p>
	)
}
