import { GroupSums, KeyedSums } from '../live/keyed-sums'
import { EXPENSE, GOES_ON, REFUND, UNCOUNTED } from '../store/combos'
import type { Store } from '../store/store'
import type { Sum } from '../types'
import type { CompiledFilter } from './compiled-filter'

/**
 * Sums of what a filter shows of a month or a range: by kind, and its spending by each dimension. A month counts each of its
 * purchases; a range those that open in it, and those that go on in its first month.
 */
export class Sums {
	private readonly kinds = new KeyedSums()
	readonly categories: GroupSums
	readonly sources: GroupSums
	readonly people: GroupSums

	constructor(
		private readonly store: Store,
		private readonly filter: CompiledFilter,
	) {
		this.categories = new GroupSums(store.combos.categories)
		this.sources = new GroupSums(store.combos.sources)
		this.people = new GroupSums(store.combos.people)
	}

	of(kind: number): Sum {
		return this.kinds.of(kind)
	}

	/** Expenses less refunds, or the kind asked for. */
	spending(): Sum {
		const { kind } = this.filter
		if (kind !== null) return this.of(kind)
		const { cents, count, items } = this.of(EXPENSE)
		const refunds = this.of(REFUND)
		return { cents: cents - refunds.cents, count, items: items + refunds.items }
	}

	/** An item of a combo that the filter passes came (`sign` 1) or goes (−1). `goesOn`: it counts where its purchase goes on. */
	add(combo: number, cents: number, sign: 1 | -1, goesOn = true): void {
		const { combos } = this.store
		const counting = combos.countings[combo]!
		const isLater = counting === GOES_ON
		const count = counting === UNCOUNTED || (isLater && !goesOn) ? 0 : sign
		const later = isLater ? sign : 0
		this.kinds.add(combos.kinds[combo]!, sign * cents, sign, count, later)
		const signed = this.filter.signs[combo]!
		// A refund lowers spending, and is no purchase.
		if (signed > 0) this.addToGroups(combo, sign * cents, sign, count, later)
		else if (signed < 0) this.addToGroups(combo, -sign * cents, sign, 0, 0)
	}

	private addToGroups(combo: number, cents: number, items: number, count: number, later: number): void {
		const { categories, people, sources } = this.store.combos
		this.categories.add(categories.ordinals[combo]!, cents, items, count, later)
		this.sources.add(sources.ordinals[combo]!, cents, items, count, later)
		this.people.add(people.ordinals[combo]!, cents, items, count, later)
	}

	/** A purchase that the range holds a part of, but neither opens nor goes on in its first month. */
	countOnce(combo: number): void {
		this.kinds.add(this.store.combos.kinds[combo]!, 0, 0, 1, 0)
		if (this.filter.counts[combo] === 1) this.addToGroups(combo, 0, 0, 1, 0)
	}

	/** Adds a month's sums to a range's. `isFirst`: it is the month that the range begins with. */
	addMonth(month: Sums, isFirst: boolean): void {
		this.kinds.addMonth(month.kinds, isFirst)
		this.categories.addMonth(month.categories, isFirst)
		this.sources.addMonth(month.sources, isFirst)
		this.people.addMonth(month.people, isFirst)
	}
}
