import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import { type ItemId, slotOf } from '../store/item-id'
import type { SortOrder } from '../types'
import { compareNewest, makeSortKey, putInto, type SortKey } from './sorting'

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
			this.known = this.rankable(order.by)
			ids = this.sort()
		} else if (this.touched.size > 0) ids = this.mend(ids)
		this.touched.clear()
		this.ids = ids
		return ids
	}

	/** Whether the list is in an order, and nothing came since whose rank would decide it. */
	private isCurrent(order: SortOrder): boolean {
		const { by, descending, rank } = this.order
		const isSame = order.by === by && order.descending === descending && order.rank === rank
		return isSame && this.known === this.rankable(by)
	}

	private rankable(by: SortOrder['by']): number {
		const { combos, descriptions } = this.source.store
		return by === 'date' || by === 'amount' ? 0 : (by === 'description' ? descriptions : combos).size
	}

	private sort(): Int32Array {
		const shown = [...this.source.months()].map((items) =>
			Array.from(this.source.positions(items), (at) => items.ids[at]!),
		)
		const ids = shown.flat()
		const keys = ids.map(this.key)
		const places = Uint32Array.from(ids.keys())
		places.sort((a, b) => keys[a]! - keys[b]! || this.compareEqual(ids[a]!, ids[b]!))
		return Int32Array.from(places, (place) => ids[place]!)
	}

	/** Takes the touched items out and puts back those that the filter shows now. */
	private mend(ids: Int32Array): Int32Array {
		const mended = Array.from(ids)
		for (const id of this.touched) {
			const at = mended.indexOf(id)
			if (at >= 0) mended.splice(at, 1)
		}
		for (const id of this.touched) if (this.source.shows(id)) putInto(mended, id, this.compare)
		return Int32Array.from(mended)
	}

	private readonly compare = (a: ItemId, b: ItemId): number =>
		this.key(a) - this.key(b) || this.compareEqual(a, b)

	/** Of items with the same key: newest first, except where the order itself is by date, oldest first. */
	private compareEqual(a: ItemId, b: ItemId): number {
		const { store } = this.source
		const difference = compareNewest(store, a, b)
		if (this.order.by !== 'date' || this.order.descending) return difference
		const { occurredAt } = store.transactions
		// The key has the day.
		return occurredAt[slotOf(a)] === occurredAt[slotOf(b)] ? difference : -difference
	}
}
