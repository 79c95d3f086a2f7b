import { rememberedMonthName } from '../../ledger/month'
import type { Cents } from '../../ledger/types'
import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import { EXPENSE, REFUND } from '../store/combos'
import type { Store } from '../store/store'
import type { MadeInto } from '../types'

/** The transactions of one local day, kept current one by one. */
class MadeOn implements Follower {
	private readonly store: Store
	private readonly slots = new Set<number>()
	private day = Number.NaN

	constructor({ store }: Filtered) {
		this.store = store
	}

	change(slot: number, sign: 1 | -1): void {
		if (this.store.dayAt(slot) !== this.day) return
		if (sign === 1) this.slots.add(slot)
		else this.slots.delete(slot)
	}

	/** The slots of the transactions of a day. */
	on(day: number): ReadonlySet<number> {
		if (day !== this.day) {
			this.day = day
			this.slots.clear()
			for (const slot of this.store.liveSlots()) this.change(slot, 1)
		}
		return this.slots
	}
}

/** What was spent today, by the bills that the parts fall into, in the order of bills; whatever the filter. */
export function spentToday(metrics: Metrics): readonly MadeInto[] {
	return metrics.derive('spentToday', (source, today) => {
		const { store } = source
		const sums = new Map<number, Cents>()
		for (const slot of source.follower(MadeOn).on(today)) {
			const kind = store.kindOf(slot)
			if (kind !== EXPENSE && kind !== REFUND) continue
			for (const { month, cents } of store.partsOf(slot))
				sums.set(month, (sums.get(month) ?? 0) + (kind === EXPENSE ? cents : -cents))
		}
		const months = [...sums].sort(([a], [b]) => a - b)
		return months.map(([month, cents]) => ({ bill: rememberedMonthName(month), cents }))
	})
}

/** How many transactions are of today, whatever the filter. */
export function countToday(metrics: Metrics): number {
	return metrics.derive('countToday', (source, today) => source.follower(MadeOn).on(today).size)
}
