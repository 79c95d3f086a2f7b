import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import { type ItemId, slotOf } from '../store/item-id'
import type { SortOrder } from '../types'
import { compareNewest, countBefore, makeSortKey, type SortKey } from './sorting'

/** From so many changed items on, the list is sorted anew: each is searched for from end to end. */
const MENDED_ITEMS = 32

/**
 * Ids of all items that pass the filter, sorted; ties newest first, then by id. An item id names the same item for ever, in one
 * basis.
 */
export function sortedItems(metrics: Metrics, order: SortOrder): Int32Array {
	return metrics.source().follower(SortedItems).read(order)
}

/**
 * The filtered items in the order that was last asked for. A few changed items are taken out and put back by binary search;
 * after more, or for another order, the list is sorted anew.
 */
class SortedItems implements Follower {
	private ids: Int32Array | null = null
	private order: SortOrder = { by: 'date', descending: true }
	private key: SortKey = () => 0
	private readonly touched = new Set<ItemId>()
	/** How much the key's ranks cover. */
	private known = 0

	constructor(private readonly source: Filtered) {}

	/** Everything may have changed. */
	drop(): void {
		this.ids = null
		this.touched.clear()
	}

	/** An item that the filter shows came or is about to go. */
	touch(id: ItemId): void {
		if (this.ids === null) return
		this.touched.add(id)
		if (this.touched.size > MENDED_ITEMS) this.drop()
	}

	/** The ids in an order: the same array while nothing changed. A reader may keep it. */
	read(order: SortOrder): Int32Array {
		let { ids } = this
		if (ids === null || !this.isCurrent(order)) {
			this.order = { ...order }
			this.key = makeSortKey(this.source.store, order)
			this.known = this.rankable(order)
			ids = this.sort()
		} else if (this.touched.size > 0) ids = this.mend(ids)
		this.touched.clear()
		this.ids = ids
		return ids
	}

	private isCurrent(order: SortOrder): boolean {
		const { by, descending, rank } = this.order
		const isSame = order.by === by && order.descending === descending && order.rank === rank
		return isSame && this.known === this.rankable(order)
	}

	/** How many things there are whose ranks decide an order. */
	private rankable({ by }: SortOrder): number {
		const { combos, descriptions } = this.source.store
		if (by === 'date' || by === 'amount') return 0
		return by === 'description' ? descriptions.size : combos.size
	}

	private sort(): Int32Array {
		const ids: ItemId[] = []
		const keys: number[] = []
		for (const items of this.source.months()) {
			for (const at of this.source.positions(items)) {
				ids.push(items.ids[at]!)
				keys.push(this.key(items.ids[at]!))
			}
		}
		const places = Uint32Array.from(ids.keys())
		places.sort((a, b) => keys[a]! - keys[b]! || this.compareEqual(ids[a]!, ids[b]!))
		return Int32Array.from(places, (place) => ids[place]!)
	}

	/** Takes the touched items out and puts back those that the filter shows now. */
	private mend(ids: Int32Array): Int32Array {
		let { length } = ids
		const mended = new Int32Array(length + this.touched.size)
		mended.set(ids)
		for (const id of this.touched) {
			const at = mended.subarray(0, length).indexOf(id)
			if (at >= 0) mended.copyWithin(at, at + 1, length--)
		}
		for (const id of this.touched) {
			if (!this.source.shows(id)) continue
			const at = countBefore(length, (place) => this.compare(mended[place]!, id) < 0)
			mended.copyWithin(at + 1, at, length++)
			mended[at] = id
		}
		return mended.subarray(0, length)
	}

	private compare(a: ItemId, b: ItemId): number {
		return this.key(a) - this.key(b) || this.compareEqual(a, b)
	}

	/** Of items with the same key: newest first, except where the order itself is by date, oldest first. */
	private compareEqual(a: ItemId, b: ItemId): number {
		const { store } = this.source
		const difference = compareNewest(store, a, b)
		if (this.order.by !== 'date' || this.order.descending) return difference
		const { occurredAt } = store.transactions
		const sameInstant = store.dayOf(a) === store.dayOf(b) && occurredAt[slotOf(a)] === occurredAt[slotOf(b)]
		return sameInstant ? difference : -difference
	}
}
