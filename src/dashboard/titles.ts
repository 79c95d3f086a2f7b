import type { Formats } from '../app/formats'
import type { BillMonth } from '../ledger/types'
import type { Figures } from './figures'
import type { Selection } from './selection'

/** How the months to come are called: bills only where they are such. */
export function committedTitle({ selection, figures }: { selection: Selection; figures: Figures }) {
	if (selection.isIncome()) return 'tile.committedIncome'
	return figures.saysBills() ? 'tile.committed' : 'tile.committedByPurchase'
}

/** Short on a wall, where a narrow one has no room for two whole names beside the title. */
export function periodName(formats: Formats, from: BillMonth, to: BillMonth, isShort = false): string {
	if (from !== to) return `${formats.monthShort(from)}–${formats.monthShort(to)}`
	return isShort ? formats.monthTick(from) : formats.monthName(from)
}
