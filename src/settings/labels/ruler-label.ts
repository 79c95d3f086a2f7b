import type { BillCycle } from '../../ledger/bill'
import { useWords } from '../../words'

const t = useWords('settings')

/** A source's cycle in words, for who does not see the ruler. */
export function rulerLabel({ closing_day, due_day }: BillCycle): string {
	if (closing_day === null) return t('sources.calendar')
	if (due_day === null) return t('sources.rulerCloses', { day: closing_day })
	return t('sources.rulerBoth', { day: closing_day, due: due_day })
}
