import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'

const t = useWords('settings')

/** Said once at the top of a section that this member may only read. */
export function ReadOnlyNote() {
	return (
		<p class="read-only">
			<Icon of={icons.lock} />
			{t('form.readOnly')}
		</p>
	)
}
