import { DaySums } from '../live/keyed-sums'
import { OPENS, UNCOUNTED } from '../store/combos'
import type { MonthItems } from '../store/month-items'
import type { Store } from '../store/store'
import type { MonthPoint } from '../types'
import type { CompiledFilter } from './compiled-filter'
import { scan } from './scan'
import { Sums } from './sums'

/** What a filter shows of a month, summed. */
interface Shown {
	sums: Sums
	/** Spending by day. */
	days: DaySums
	/** Spending by day of what is new in this month: paid at once, and first installments. */
	freshDays: DaySums
}

/** What a filter shows of one bill month. It is summed when first read, then kept current item by item. */
export class FilteredMonth {
	private shown: Shown | null = null
	private point: MonthPoint | null = null
	private spentBy: { day: number; sums: Sums } | null = null
	private found: Uint32Array | null = null

	constructor(
		private readonly store: Store,
		private readonly items: MonthItems,
		private readonly filter: CompiledFilter,
	) {}

	/** Null when the month holds nothing. */
	read(): Shown | null {
		if (this.items.length === 0) return null
		this.shown ??= this.sum()
		return this.shown
	}

	/** The month's summary, made from its sums when they changed since. */
	summary(summarise: (sums: Sums) => MonthPoint): MonthPoint | null {
		this.point ??= this.items.length === 0 ? null : summarise(this.read()!.sums)
		return this.point
	}

	/** Positions of the items whose combo has a 1 in `combos`, one of the filter's arrays. To be read before asking again. */
	positions(combos: Uint8Array, day: number | null): Uint32Array {
		return scan(this.items, this.searched(), combos, null, day)
	}

	/** Positions of the items that pass a filter with a text or an amount, kept: looking at each is what costs. Null: it has none. */
	searched(): Uint32Array | null {
		const { amount, passes, texts } = this.filter
		if (texts === null && amount === null) return null
		const { cents, texts: textOf } = this.items
		this.found ??= scan(this.items, null, passes, texts, null).filter((at) =>
			this.filter.shows(textOf[at]!, cents[at]!),
		)
		return this.found
	}

	/** Sums of the items up to a day: what was spent by then. Kept for the day that was asked for last. */
	upTo(day: number): Sums {
		if (this.spentBy?.day === day) return this.spentBy.sums
		const { items } = this
		const sums = new Sums(this.store, this.filter)
		for (const at of this.positions(this.filter.passes, null))
			if (items.days[at]! <= day) sums.add(items.combos[at]!, items.cents[at]!, 1)
		this.spentBy = { day, sums }
		return sums
	}

	itemChanged(position: number, sign: 1 | -1): void {
		const { filter, items, shown } = this
		// Positions move with any change.
		this.found = null
		this.spentBy = null
		if (shown === null) return
		const combo = items.combos[position]!
		if (filter.passes[combo] === 0 || !filter.shows(items.texts[position]!, items.cents[position]!)) return
		this.point = null
		if (shown.days.covers(items.days[position]!)) this.addItem(shown, position, sign)
		else this.shown = null
	}

	private sum(): Shown {
		const { filter, items } = this
		const shown = {
			sums: new Sums(this.store, filter),
			days: new DaySums(items.firstDay, items.lastDay),
			freshDays: new DaySums(items.firstDay, items.lastDay),
		}
		const positions = this.positions(filter.passes, null)
		for (let index = 0; index < positions.length; index++) this.addItem(shown, positions[index]!, 1)
		return shown
	}

	/** Of an item that the filter shows. */
	private addItem({ sums, days, freshDays }: Shown, position: number, sign: 1 | -1): void {
		const { items } = this
		const combo = items.combos[position]!
		sums.add(combo, items.cents[position]!, sign)
		const signed = this.filter.signs[combo]!
		if (signed === 0) return
		const day = items.days[position]!
		const cents = sign * signed * items.cents[position]!
		const counting = this.store.combos.countings[combo]!
		days.addOn(day, cents, sign, signed < 0 || counting === UNCOUNTED ? 0 : sign)
		if (counting === OPENS) freshDays.addOn(day, cents, sign, sign)
	}
}
