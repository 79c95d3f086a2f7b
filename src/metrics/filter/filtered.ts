import { dayNumber } from '../../ledger/day'
import type { Basis } from '../../ledger/types'
import { Amounts } from '../live/amounts'
import { TopList } from '../live/top-list'
import { type ItemId, itemIdOf } from '../store/item-id'
import type { MonthItems } from '../store/month-items'
import { Store, type StoreObserver } from '../store/store'
import type { Filter } from '../types'
import { ALL_MONTHS, CompiledFilter, type MonthRange, rangeOf } from './compiled-filter'
import { type FilteredMonth, FilteredMonths } from './filtered-month'
import { addByCombo, makeComboSums, Sums } from './sums'

/** The key of no filter. */
const PLAIN = CompiledFilter.key({})

/** Follows the store, or what the filter shows of it, at the cost of each change. */
export interface Follower {
	/** A transaction came (1), or is about to go (−1), whatever the filter. */
	change?(slot: number, sign: 1 | -1): void
	/** An item that the filter shows came, or is about to go. */
	touch?(id: ItemId): void
	/** The filter is another one. */
	drop?(): void
}

/**
 * What the filter shows of the store. Everything here is built when first read and from then on follows the store's changes
 * item by item; a change of the filter drops what no longer fits.
 */
export class Filtered implements StoreObserver {
	readonly store: Store
	range: MonthRange = ALL_MONTHS
	day: number | null = null
	/** Increases when an item that the filter shows came or went, and when the filter changed. */
	version = 0
	readonly largest: TopList
	/** Made when first asked for. */
	private readonly followers = new Map<new (filtered: Filtered) => Follower, Follower>()
	private key = PLAIN
	private rangeSums: Sums | null = null
	/** Of the spending shown. */
	private amounts: Amounts | null = null
	/** Through no filter, which budgets are held against: kept as long as the store, since every filter is left again. */
	private readonly plain: FilteredMonths
	/** Through the filter; the very ones above where that is none. */
	private filtered: FilteredMonths

	constructor(timezone: string, basis: Basis) {
		this.store = new Store(timezone, basis, this)
		this.plain = new FilteredMonths(this.store, new CompiledFilter({}, this.store))
		this.filtered = this.plain
		this.largest = new TopList(this.store, (id) => this.store.centsOf(id))
	}

	setFilter(filter: Filter): void {
		const key = CompiledFilter.key(filter)
		if (key !== this.key) {
			this.key = key
			this.filtered =
				key === PLAIN ? this.plain : new FilteredMonths(this.store, new CompiledFilter(filter, this.store))
		}
		this.range = rangeOf(filter)
		this.day = filter.day ? dayNumber(filter.day) : null
		this.dropRange()
	}

	/** Items move to other days and months. */
	rebuild(timezone: string, basis: Basis): void {
		this.plain.drop()
		this.filtered.drop()
		this.followers.clear()
		this.dropRange()
		this.store.rebuild(timezone, basis)
	}

	/** The one follower of a class. The class comes with the code that asks for it, so a page that does not ask never loads it. */
	follower<F extends Follower>(make: new (filtered: Filtered) => F): F {
		let follower = this.followers.get(make)
		if (!follower) {
			follower = new make(this)
			this.followers.set(make, follower)
		}
		return follower as F
	}

	/** The filter without months and day. */
	get filter(): CompiledFilter {
		return this.filtered.filter
	}

	/** What the filter shows of a month; null when it holds nothing. */
	month = (month: number): FilteredMonth | null => this.filtered.of(month)
	/** What the whole ledger shows of a month. */
	plainMonth = (month: number): FilteredMonth | null => this.plain.of(month)

	/** Sums of what the filter shows. */
	sums(): Sums {
		if (this.rangeSums) return this.rangeSums
		const { combos, gapped } = this.store
		const byCombo = makeComboSums(combos)
		for (const items of this.months()) addByCombo(byCombo, items, this.candidates(items), this.isFirst(items))
		const sums = new Sums(combos, this.filter).addAll(byCombo)
		if (this.day === null) for (const slot of gapped) this.countGapped(slot, sums)
		this.rangeSums = sums
		return sums
	}

	/** Whether each purchase is counted in the month: also those that go on there. A day counts all. */
	private isFirst = ({ month }: MonthItems): boolean => this.day !== null || month === this.range.from

	/** Counts a purchase whose parts leave out the month that the range begins with, and lie before and after it. */
	private countGapped(slot: number, sums: Sums): void {
		const { from, to } = this.range
		const ids = this.store.partsOf(slot).map(({ part }) => itemIdOf(slot, part))
		const months = ids.map((id) => this.store.monthOf(id).month)
		const isInside = ids.some((id, at) => months[at]! > from && months[at]! <= to && this.shows(id))
		if (isInside && months.some((month) => month < from) && !months.includes(from))
			sums.addCounted(this.store.transactions.combos[slot]!, 0, 0, 1)
	}

	/** The months of the range that hold anything. */
	*months(): Generator<MonthItems> {
		for (let month = this.range.from; month <= this.range.to; month++) {
			const items = this.store.months[month]
			if (items && items.length > 0) yield items
		}
	}

	/** Positions of a month's items that the filter shows. To be read before asking again. */
	positions = (items: MonthItems): Uint32Array => this.month(items.month)!.positions(this.day)

	/** Median of the spending shown, in cents; null of nothing. */
	spendingMedian(): number | null {
		return this.spendingAmounts().median((from, to, visit) => this.scanSpending(from, to, visit))
	}

	/** The `count` largest spending items shown. */
	largestSpending(count: number): readonly ItemId[] {
		return this.largest.first(count, (list) => {
			// Some more than asked for, so that a few may go before all are looked at again.
			const bound = this.spendingAmounts().reachedBy(count + 5)
			this.scanSpending(bound, Number.POSITIVE_INFINITY, (_, id) => list.offer(id))
			return bound === 0
		})
	}

	private spendingAmounts(): Amounts {
		if (!this.amounts) {
			this.amounts = new Amounts()
			for (const items of this.months())
				this.amounts.addItems(items, this.candidates(items), this.filter.signs)
		}
		return this.amounts
	}

	/** Calls back with the spending items shown from `from` cents to before `to`: few of them, so the amount is looked at first. */
	private scanSpending(from: number, to: number, visit: (cents: number, id: ItemId) => void): void {
		const { signs } = this.filter
		for (const items of this.months()) {
			const among = this.candidates(items)
			const { cents, combos, ids } = items
			const length = among === null ? items.length : among.length
			for (let index = 0; index < length; index++) {
				const at = among === null ? index : among[index]!
				// As numbers, since the processor would guess every other branch wrong.
				if (Number(cents[at]! >= from) & Number(cents[at]! < to))
					if (signs[combos[at]!] === 1) visit(cents[at]!, ids[at]!)
			}
		}
	}

	/** Positions of the items that text and day leave; null: of all. To be read before asking again. */
	private candidates(items: MonthItems): Uint32Array | null {
		return this.day === null ? this.month(items.month)!.searched() : this.positions(items)
	}

	/** Whether the filter shows an item now. */
	shows(id: ItemId): boolean {
		const { store } = this
		if (!store.has(id)) return false
		const items = store.monthOf(id)
		return this.passes(items, items.positionOf(id))
	}

	private passes(items: MonthItems, at: number): boolean {
		const { day, filter, range } = this
		const { cents, combos, days, ids, month } = items
		const isInRange = month >= range.from && month <= range.to && (day === null || days[at] === day)
		return isInRange && filter.shows(combos[at]!, this.store.textOf(ids[at]!), cents[at]!)
	}

	itemChanged(items: MonthItems, position: number, sign: 1 | -1): void {
		this.plain.itemChanged(items, position, sign)
		if (this.filtered !== this.plain) this.filtered.itemChanged(items, position, sign)
		if (!this.passes(items, position)) return

		this.version++
		const combo = items.combos[position]!
		const cents = items.cents[position]!
		const id = items.ids[position]!
		for (const follower of this.followers.values()) follower.touch?.(id)
		this.rangeSums?.add(combo, sign * cents, sign, this.isFirst(items))
		if (this.filter.signs[combo] !== 1) return
		if (sign === 1) {
			this.amounts?.add(cents)
			this.largest.offer(id)
		} else {
			this.amounts?.remove(cents)
			this.largest.remove(id)
		}
	}

	transactionChanged(slot: number, sign: 1 | -1): void {
		for (const follower of this.followers.values()) follower.change?.(slot, sign)
		if (this.store.gapped.has(slot)) this.rangeSums = null
	}

	private dropRange(): void {
		this.version++
		this.rangeSums = null
		this.amounts = null
		this.largest.drop()
		for (const follower of this.followers.values()) follower.drop?.()
	}
}
