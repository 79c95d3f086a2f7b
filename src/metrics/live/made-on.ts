import { rememberedMonthName } from '../../ledger/month'
import type { Cents } from '../../ledger/types'
import { EXPENSE, REFUND } from '../store/combos'
import type { Store } from '../store/store'
import type { MadeInto } from '../types'

/** The transactions of one local day, kept current one by one. */
export class MadeOn {
	private readonly slots = new Set<number>()

	constructor(
		private readonly store: Store,
		readonly day: number,
	) {
		for (const slot of store.liveSlots()) this.change(slot, 1)
	}

	/** A transaction came (1), or is about to go (−1). */
	change(slot: number, sign: 1 | -1): void {
		if (this.store.dayAt(slot) !== this.day) return
		if (sign === 1) this.slots.add(slot)
		else this.slots.delete(slot)
	}

	/** What was spent, whole purchases, by the bill that each begins in; in the order of bills. */
	read(): MadeInto[] {
		const { combos } = this.store
		const sums = new Map<number, Cents>()
		for (const slot of this.slots) {
			const kind = combos.kinds[this.store.comboOf(slot)]!
			if (kind !== EXPENSE && kind !== REFUND) continue
			const parts = this.store.partsOf(slot)
			const cents = parts.reduce((sum, part) => sum + part.cents, 0)
			const { month } = parts[0]!
			sums.set(month, (sums.get(month) ?? 0) + (kind === EXPENSE ? cents : -cents))
		}
		const months = [...sums].sort(([a], [b]) => a - b)
		return months.map(([month, cents]) => ({ bill: rememberedMonthName(month), cents }))
	}
}
