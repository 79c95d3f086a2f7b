import type { Figures } from './figures'
import type { Selection } from './selection'

/** How the months to come are called: bills only where they are such. */
export function committedTitle({ selection, figures }: { selection: Selection; figures: Figures }) {
	if (selection.isIncome()) return 'tile.committedIncome'
	return figures.saysBills() ? 'tile.committed' : 'tile.committedByPurchase'
}
