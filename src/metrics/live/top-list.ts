import type { ItemId } from '../store/item-id'
import type { Store } from '../store/store'
import { compareNewest, putInto } from './sorting'

const SMALLEST = 64

let versions = 0

/**
 * The items that come first (the largest purchases, the newest ones), kept current at the cost of a binary search in a small
 * buffer. They are sorted by a key, the larger first; ties newest first, then by id: a total order, so that the same rows give
 * the same list whatever way they came.
 *
 * Invariant while not stale: the buffer holds, in order, every item that does not stand behind its last one; where it is
 * `complete`, it holds all items. When it is full its second half goes; when removals leave fewer than asked for, it is built
 * anew.
 */
export class TopList {
	private stale = true
	private complete = true
	private limit = SMALLEST
	private ids: ItemId[] = []
	/** Another one, never seen before in any list, when the buffer changed. */
	version = 0

	constructor(
		private readonly store: Store,
		private readonly keyOf: (id: ItemId) => number,
	) {}

	/** Everything may have changed. */
	drop(): void {
		this.stale = true
		this.moved()
	}

	moved(): void {
		this.version = ++versions
	}

	/**
	 * The first `count`, in order. `offerAll` is called when the buffer must be built anew: it offers every item, or only some and
	 * answers false, if those that it leaves out have smaller keys than all that it offers.
	 */
	first(count: number, offerAll: (list: TopList) => boolean): readonly ItemId[] {
		if (this.stale || (this.ids.length < count && !this.complete)) {
			this.limit = Math.max(this.limit, 4 * count)
			this.ids = []
			this.stale = false
			this.complete = true
			if (!offerAll(this)) this.complete = false
			this.moved()
		}
		return this.ids.slice(0, count)
	}

	/** An item is there, or came. */
	offer(id: ItemId): void {
		const { ids } = this
		const last = ids.at(-1)
		if (this.stale || (!this.complete && (last === undefined || this.compare(last, id) < 0))) return
		putInto(ids, id, this.compare)
		if (ids.length > this.limit) {
			ids.length = this.limit >> 1
			this.complete = false
		}
		this.moved()
	}

	/** Takes out an item. Its row must still be in the store. */
	remove(id: ItemId): void {
		const at = this.stale ? -1 : this.ids.indexOf(id)
		if (at < 0) return
		this.ids.splice(at, 1)
		this.moved()
	}

	private readonly compare = (a: ItemId, b: ItemId): number =>
		this.keyOf(b) - this.keyOf(a) || compareNewest(this.store, a, b)
}
