import { useWords } from '../words'
import { Icon } from './Icon'
import * as icons from './icons'

const t = useWords('settings')

/** Shown at the top of a section that this member may only read. */
export function ReadOnlyNote() {
	return (
		<p class="read-only">
			<Icon of={icons.lock} />
			{t('form.readOnly')}
		</p>
	)
}
