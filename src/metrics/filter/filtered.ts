import { dayNumber } from '../../ledger/day'
import { Leaders } from '../live/leaders'
import { Median } from '../live/median'
import { SortedItems } from '../live/sorted-items'
import { ComboSums } from '../store/combo-sums'
import { type ItemId, itemIdOf } from '../store/item-id'
import type { MonthItems } from '../store/month-items'
import { Store, type StoreObserver } from '../store/store'
import type { Filter } from '../types'
import { CompiledFilter } from './compiled-filter'
import { FilteredMonth } from './filtered-month'
import { ALL_MONTHS, type MonthRange, rangeOf } from './month-range'
import { RangeSums } from './range-sums'

/** The key of no filter. */
const PLAIN = CompiledFilter.key({})

/**
 * What the filter shows of the store. Everything here is built when first read and from then on follows the store's changes
 * item by item; a change of the filter drops what no longer fits.
 */
export class Filtered implements StoreObserver {
	readonly store: Store
	/** The filter without months and day. */
	lens: CompiledFilter
	/** No filter at all: what budgets are held against. */
	readonly everything: CompiledFilter
	months: MonthRange = ALL_MONTHS
	day: number | null = null
	/** Increases when an item that the filter shows came or went, and when the filter changed. */
	version = 0
	readonly median = new Median()
	readonly top: Leaders
	readonly newest: Leaders
	readonly order: SortedItems
	private lensKey: string
	private rangeSums: RangeSums | null = null
	/** By month, through no filter: kept as long as the store, for every filter is left again. */
	private plainFocuses: (FilteredMonth | undefined)[] = []
	/** By month, through the lens; the very ones above where that is no filter. */
	private focuses = this.plainFocuses

	constructor(timezone: string) {
		this.store = new Store(timezone, this)
		this.everything = new CompiledFilter({}, this.store.codes, this.store.descriptions)
		this.lens = this.everything
		this.lensKey = PLAIN
		this.top = new Leaders(this.store)
		this.newest = new Leaders(this.store)
		this.order = new SortedItems(this)
	}

	setFilter(filter: Filter): void {
		const key = CompiledFilter.key(filter)
		if (key !== this.lensKey) {
			this.lensKey = key
			const plain = key === PLAIN
			this.lens = plain
				? this.everything
				: new CompiledFilter(filter, this.store.codes, this.store.descriptions)
			this.focuses = plain ? this.plainFocuses : []
		}
		this.months = rangeOf(filter)
		this.day = filter.day ? dayNumber(filter.day) : null
		this.dropRange()
	}

	/** Local days changed under everything. */
	setTimezone(timezone: string): void {
		this.store.setTimezone(timezone)
		this.plainFocuses = []
		this.focuses = this.lens === this.everything ? this.plainFocuses : []
		this.newest.drop()
		this.dropRange()
	}

	/** What the lens shows of a month; null when nothing was ever recorded in it. */
	focus(month: number): FilteredMonth | null {
		return this.focusIn(this.focuses, month, this.lens)
	}

	/** What the whole ledger shows of a month. */
	plainFocus(month: number): FilteredMonth | null {
		return this.focusIn(this.plainFocuses, month, this.everything)
	}

	private focusIn(
		focuses: (FilteredMonth | undefined)[],
		month: number,
		lens: CompiledFilter,
	): FilteredMonth | null {
		const bucket = this.store.buckets[month]
		if (!bucket) return null
		let focus = focuses[month]
		if (!focus) {
			focus = new FilteredMonth(bucket, lens)
			focuses[month] = focus
		}
		return focus
	}

	/** Sums of what the filter shows. */
	sums(): RangeSums {
		this.rangeSums ??= new RangeSums(this.store.codes, this.lens, this.rangeCube())
		return this.rangeSums
	}

	/** Sums by code of the range; codes that the lens does not pass hold anything. */
	private rangeCube(): ComboSums {
		const sums = new ComboSums(this.lens.passes.length)
		for (const bucket of this.buckets()) {
			if (this.day === null) this.focus(bucket.month)!.addTo(sums)
			else {
				const { cents, codes } = bucket
				for (const at of this.positions(bucket, this.lens.passes)) sums.add(codes[at]!, cents[at]!)
			}
		}
		return sums
	}

	/** Positions of a bucket's items that the filter shows and whose code has a 1 in `codes`, one of the lens's arrays. To be read before asking again. */
	positions(bucket: MonthItems, codes: Uint8Array): Uint32Array {
		return this.focus(bucket.month)!.positions(codes, this.day)
	}

	/** The buckets of the filtered range that hold anything. */
	*buckets(): Generator<MonthItems> {
		for (let month = this.months.from; month <= this.months.to; month++) {
			const bucket = this.store.buckets[month]
			if (bucket && bucket.length > 0) yield bucket
		}
	}

	/** Whether the filter shows the item of a handle now. */
	shows(handle: ItemId): boolean {
		const { store, lens, day, months } = this
		if (!store.has(handle)) return false
		const bucket = store.bucketOf(handle)
		const at = store.positionOf(handle)
		return (
			bucket.month >= months.from &&
			bucket.month <= months.to &&
			lens.passes[bucket.codes[at]!] === 1 &&
			lens.showsText(bucket.texts[at]!) &&
			(day === null || bucket.days[at] === day)
		)
	}

	itemChanged(bucket: MonthItems, position: number, sign: 1 | -1): void {
		const { month } = bucket
		this.plainFocuses[month]?.itemChanged(position, sign)
		if (this.lens !== this.everything) this.focuses[month]?.itemChanged(position, sign)
		if (month < this.months.from || month > this.months.to) return
		const { lens } = this
		const code = bucket.codes[position]!
		if (lens.passes[code] === 0 || !lens.showsText(bucket.texts[position]!)) return
		if (this.day !== null && bucket.days[position] !== this.day) return

		this.version++
		const cents = bucket.cents[position]!
		const handle = bucket.handles[position]!
		this.order.touch(handle)
		this.rangeSums?.add(code, sign * cents, sign)
		if (lens.spends[code] === 0) return
		if (sign === 1) {
			this.median.add(cents)
			this.top.add(cents, handle)
		} else {
			this.median.remove(cents)
			this.top.remove(cents, handle)
		}
	}

	transactionChanged(slot: number, sign: 1 | -1): void {
		const revision = this.store.transactions.revisions[slot]!
		if (sign === 1) this.newest.add(revision, itemIdOf(slot, 1))
		else this.newest.remove(revision, itemIdOf(slot, 1))
	}

	codeAdded(code: number): void {
		this.everything.codeAdded(code)
		if (this.lens !== this.everything) this.lens.codeAdded(code)
	}

	descriptionAdded(id: number): void {
		this.lens.descriptionAdded(id)
	}

	private dropRange(): void {
		this.version++
		this.rangeSums = null
		this.median.drop()
		this.top.drop()
		this.order.drop()
	}
}
