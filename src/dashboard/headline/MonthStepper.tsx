import { createMemo } from 'solid-js'
import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/session'
import { firstIcons as icons } from '../../ui/first-icons'
import { Icon } from '../../ui/Icon'
import { words } from '../first-words'
import { useDashboard } from '../state'

const t = createWords(words)

/** Steps through the bill months; the name in the middle opens the choice of a range. */
export function MonthStepper() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const name = createMemo(() => {
		const { from, to } = dashboard.selection.months()
		const formats = session.formats()
		return from === to ? formats.month(from) : `${formats.monthShort(from)} – ${formats.monthShort(to)}`
	})
	return (
		<div class="stepper">
			<button
				type="button"
				class="btn btn-bare btn-icon"
				aria-label={t('previousMonth')}
				onClick={() => dashboard.selection.step(-1)}
			>
				<Icon of={icons.previous} />
			</button>
			<button
				type="button"
				class="m"
				aria-label={`${name()}, ${t('chooseMonth')}`}
				onClick={() => dashboard.drawers.openFilters()}
			>
				{name()}
			</button>
			<button
				type="button"
				class="btn btn-bare btn-icon"
				aria-label={t('nextMonth')}
				onClick={() => dashboard.selection.step(1)}
			>
				<Icon of={icons.next} />
			</button>
		</div>
	)
}
