import { OPENS, UNCOUNTED } from '../store/combos'
import type { MonthItems } from '../store/month-items'
import type { Store } from '../store/store'
import type { MonthPoint } from '../types'
import type { CompiledFilter } from './compiled-filter'
import { addByCombo, DaySums, Sums } from './sums'

/** What a filter shows of one bill month. Each is summed when first read, then kept current item by item. */
export class FilteredMonth {
	private all: Sums | null = null
	private byDay: DaySums | null = null
	private point: MonthPoint | null = null
	private spentBy: { day: number; sums: Sums } | null = null
	private found: Uint32Array | null = null

	constructor(
		private readonly store: Store,
		private readonly items: MonthItems,
		private readonly filter: CompiledFilter,
	) {}

	/** Spending by day. */
	days(): DaySums {
		if (this.byDay) return this.byDay
		this.byDay = new DaySums(this.items.firstDay, this.items.lastDay)
		const positions = this.positions(null)
		for (let index = 0; index < positions.length; index++) this.addToDays(this.byDay, positions[index]!, 1)
		return this.byDay
	}

	sums(): Sums {
		this.all ??= this.sum(this.positions(null))
		return this.all
	}

	/** The month's summary, made from its sums when they changed since. */
	summary(summarise: (sums: Sums) => MonthPoint): MonthPoint {
		this.point ??= summarise(this.sums())
		return this.point
	}

	/** Positions of the items that the filter shows. To be read before asking again. */
	positions(day: number | null): Uint32Array {
		return scan(this.items, this.searched(), this.filter.passes, day)
	}

	/** Positions of the items that pass a filter with a text or an amount, kept: looking at each is what costs. Null: it has none. */
	searched(): Uint32Array | null {
		const { amount, passes, texts } = this.filter
		if (texts === null && amount === null) return null
		const { cents, ids } = this.items
		this.found ??= scan(this.items, null, passes, null).filter((at) =>
			this.filter.shows(this.store.textOf(ids[at]!), cents[at]!),
		)
		return this.found
	}

	/** Sums of the items up to a day: what was spent by then. Kept for the day that was asked for last. */
	upTo(day: number): Sums {
		if (this.spentBy?.day === day) return this.spentBy.sums
		const { days } = this.items
		const sums = this.sum(this.positions(null).filter((at) => days[at]! <= day))
		this.spentBy = { day, sums }
		return sums
	}

	itemChanged(position: number, sign: 1 | -1): void {
		const { filter, items } = this
		// Positions move with any change.
		this.found = null
		this.spentBy = null
		const combo = items.combos[position]!
		const cents = items.cents[position]!
		if (filter.passes[combo] === 0 || !filter.shows(this.store.textOf(items.ids[position]!), cents)) return
		this.point = null
		this.all?.add(combo, sign * cents, sign)
		if (this.byDay?.covers(items.days[position]!)) this.addToDays(this.byDay, position, sign)
		else this.byDay = null
	}

	private sum(positions: Uint32Array): Sums {
		const { combos } = this.store
		const byCombo = addByCombo(new Float64Array(2 * combos.size), this.items, positions)
		return new Sums(combos, this.filter).addAll(byCombo)
	}

	/** An item that the filter shows came, or goes. */
	private addToDays(days: DaySums, position: number, sign: 1 | -1): void {
		const { cents, combos, days: dayOf } = this.items
		const combo = combos[position]!
		const signed = this.filter.signs[combo]!
		if (signed === 0) return
		const counting = this.store.combos.countings[combo]!
		const count = signed < 0 || counting === UNCOUNTED ? 0 : sign
		days.add(dayOf[position]!, sign * signed * cents[position]!, sign, count, counting === OPENS)
	}
}

/** Scratch buffer of the last answer. */
let scratch = new Uint32Array(1024)

/**
 * Those of the positions `among` (null: of all) at which a month's items have a 1 in `combos`, and fall on `day` where it is not
 * null. The next call overwrites the answer.
 *
 * Every position is written and the length grows by 0 or 1: no branch for the processor to guess wrong.
 */
function scan(
	items: MonthItems,
	among: Uint32Array | null,
	combos: Uint8Array,
	day: number | null,
): Uint32Array {
	const { combos: comboOf, days: dayOf } = items
	const count = among === null ? items.length : among.length
	if (scratch.length < count) scratch = new Uint32Array(count * 2)
	const positions = scratch
	let found = 0
	for (let index = 0; index < count; index++) {
		const at = among === null ? index : among[index]!
		positions[found] = at
		found += combos[comboOf[at]!]! & Number(day === null || dayOf[at] === day)
	}
	return positions.subarray(0, found)
}
