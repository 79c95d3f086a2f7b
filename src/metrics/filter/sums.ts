import { GroupSums } from '../live/group-sums'
import { EXPENSE } from '../store/combos'
import type { Store } from '../store/store'
import type { CompiledFilter } from './compiled-filter'

/** Sums of what a filter shows of a month or a range: by kind, and its spending by each dimension. */
export class Sums {
	readonly expense = { cents: 0, count: 0 }
	readonly income = { cents: 0, count: 0 }
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

	get spending() {
		return this.filter.spending === EXPENSE ? this.expense : this.income
	}

	/** An item of a combo that the filter passes. `cents` and `count` are negative when it is taken out. */
	add(combo: number, cents: number, count: number): void {
		const sum = this.store.combos.kinds[combo] === EXPENSE ? this.expense : this.income
		sum.cents += cents
		sum.count += count
		if (this.filter.spends[combo] === 0) return
		this.categories.add(combo, cents, count)
		this.sources.add(combo, cents, count)
		this.people.add(combo, cents, count)
	}

	addAll(other: Sums): void {
		this.expense.cents += other.expense.cents
		this.expense.count += other.expense.count
		this.income.cents += other.income.cents
		this.income.count += other.income.count
		this.categories.addAll(other.categories)
		this.sources.addAll(other.sources)
		this.people.addAll(other.people)
	}
}
