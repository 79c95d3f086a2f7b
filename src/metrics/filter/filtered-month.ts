import { monthName } from '../../ledger/month'
import { INCOME, OPENS, UNCOUNTED } from '../store/combos'
import { FIRST_MONTH, type MonthItems } from '../store/month-items'
import type { Store } from '../store/store'
import type { MonthPoint } from '../types'
import type { CompiledFilter } from './compiled-filter'
import { addByCombo, DaySums, makeComboSums, Sums } from './sums'

/** The positions answered last. */
let scratch = new Uint32Array(1024)

/** What a filter shows of one bill month. Each is summed when first read, then kept current item by item. */
export class FilteredMonth {
	private all: Sums | null = null
	private byDay: DaySums | null = null
	private point: MonthPoint | null = null
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
		const among = this.searched()
		const count = among === null ? this.items.length : among.length
		for (let index = 0; index < count; index++)
			this.addToDays(this.byDay, among === null ? index : among[index]!, 1)
		return this.byDay
	}

	sums(): Sums {
		this.all ??= this.sum(this.searched())
		return this.all
	}

	/** Spending and income. */
	summary(): MonthPoint {
		if (this.point) return this.point
		const sums = this.sums()
		const income = sums.of(INCOME)
		this.point = {
			month: monthName(this.items.month + FIRST_MONTH),
			...sums.spending(),
			income: income.cents,
			incomes: income.count,
			groups: sums.groups(this.store.combos.categories),
		}
		return this.point
	}

	/**
	 * Positions of the items that the filter shows on a day (null: on any), of those in `among` (null: of all). The next call, of any
	 * month, overwrites the answer.
	 *
	 * Every position is written and the length grows by 0 or 1: no branch for the processor to guess wrong.
	 */
	positions(day: number | null, among = this.searched()): Uint32Array {
		const { combos, days, length } = this.items
		const { passes } = this.filter
		const count = among === null ? length : among.length
		if (scratch.length < count) scratch = new Uint32Array(count * 2)
		const positions = scratch
		let found = 0
		for (let index = 0; index < count; index++) {
			const at = among === null ? index : among[index]!
			positions[found] = at
			found += passes[combos[at]!]! & Number(day === null || days[at] === day)
		}
		return positions.subarray(0, found)
	}

	/** Positions of the items that pass a filter with a text or an amount, kept: looking at each is what costs. Null: it has none. */
	searched(): Uint32Array | null {
		if (this.filter.texts === null && this.filter.amount === null) return null
		if (this.found) return this.found
		const positions = this.positions(null, null)
		let found = 0
		for (let index = 0; index < positions.length; index++) {
			const at = positions[index]!
			positions[found] = at
			found += Number(this.shows(at))
		}
		this.found = positions.slice(0, found)
		return this.found
	}

	/** Whether the filter shows the item at a position. */
	shows(at: number): boolean {
		const { cents, combos, ids } = this.items
		return this.filter.shows(combos[at]!, this.store.textOf(ids[at]!), cents[at]!)
	}

	/** Sums of the items up to a day: what was spent by then. */
	upTo(day: number): Sums {
		const { days } = this.items
		return this.sum(this.positions(null).filter((at) => days[at]! <= day))
	}

	itemChanged(position: number, sign: 1 | -1): void {
		const { items } = this
		// Positions move with any change.
		this.found = null
		if (!this.shows(position)) return
		this.point = null
		this.all?.add(items.combos[position]!, sign * items.cents[position]!, sign)
		if (this.byDay?.covers(items.days[position]!)) this.addToDays(this.byDay, position, sign)
		else this.byDay = null
	}

	private sum(among: Uint32Array | null): Sums {
		const { combos } = this.store
		return new Sums(combos, this.filter).addAll(addByCombo(makeComboSums(combos), this.items, among, true))
	}

	/** An item came, or goes; only spending counts. */
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

/** What a filter shows of each month: made when first asked for. */
export class FilteredMonths {
	private months: (FilteredMonth | undefined)[] = []

	constructor(
		private readonly store: Store,
		readonly filter: CompiledFilter,
	) {}

	/** Null when the month holds nothing. */
	of(month: number): FilteredMonth | null {
		const items = this.store.months[month]
		if (!items || items.length === 0) return null
		this.months[month] ??= new FilteredMonth(this.store, items, this.filter)
		return this.months[month]
	}

	itemChanged({ month }: MonthItems, position: number, sign: 1 | -1): void {
		this.filter.vocabularyGrew()
		this.months[month]?.itemChanged(position, sign)
	}

	drop(): void {
		this.months = []
	}
}
