import { GroupSums } from '../live/group-sums'
import type { ComboSums } from '../store/combo-sums'
import { type Combos, EXPENSE } from '../store/combos'
import type { CompiledFilter } from './compiled-filter'

/** What the filter shows of the range, summed: by kind, and its spending by each dimension. A change moves a sum of each. */
export class RangeSums {
	readonly expense = { cents: 0, count: 0 }
	readonly income = { cents: 0, count: 0 }
	readonly categories: GroupSums
	readonly sources: GroupSums
	readonly people: GroupSums

	/** Starts with what `cube` holds of the codes that the lens passes. */
	constructor(
		private readonly codes: Combos,
		private readonly lens: CompiledFilter,
		cube: ComboSums,
	) {
		this.categories = new GroupSums(codes.categories)
		this.sources = new GroupSums(codes.sources)
		this.people = new GroupSums(codes.people)
		for (let code = 0; code < cube.size; code++) {
			if (lens.passes[code] === 1 && cube.counts[code] !== 0)
				this.add(code, cube.cents[code]!, cube.counts[code]!)
		}
	}

	get spending() {
		return this.lens.spending === EXPENSE ? this.expense : this.income
	}

	/** Of a code that the lens passes. `cents` and `count` are negative when items are taken out. */
	add(code: number, cents: number, count: number): void {
		const sum = this.codes.kinds[code] === EXPENSE ? this.expense : this.income
		sum.cents += cents
		sum.count += count
		if (this.lens.spends[code] === 0) return
		this.categories.add(code, cents, count)
		this.sources.add(code, cents, count)
		this.people.add(code, cents, count)
	}
}
