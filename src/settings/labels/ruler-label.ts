import { createWords } from '../../app/language'
import type { BillCycle } from '../../ledger/bill'
import { words } from '../sources/words'

const t = createWords(words)

/** A source's cycle in words, for who does not see the ruler. */
export function rulerLabel({ closing_day, due_day }: BillCycle): string {
	if (closing_day === null) return t('calendar')
	if (due_day === null) return t('rulerCloses', { day: closing_day })
	return t('rulerBoth', { day: closing_day, due: due_day })
}
