import { createMemo } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { useDashboard } from '../state'

const t = useWords()

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
