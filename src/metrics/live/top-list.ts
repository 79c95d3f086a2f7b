import { type ItemId, installmentOf, slotOf } from '../store/item-id'
import type { Store } from '../store/store'

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
	private size = 0
	private keys = new Float64Array(SMALLEST)
	private ids = new Int32Array(SMALLEST)
	/** Another one, never seen before in any list, when the buffer changed. */
	version = 0

	constructor(private readonly store: Store) {}

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
	first(count: number, offerAll: (list: TopList) => boolean): Int32Array {
		if (this.stale || (this.size < count && !this.complete)) {
			if (this.keys.length < 2 * count) {
				this.keys = new Float64Array(4 * count)
				this.ids = new Int32Array(4 * count)
			}
			this.stale = false
			this.complete = true
			this.size = 0
			if (!offerAll(this)) this.complete = false
			this.moved()
		}
		return this.ids.subarray(0, Math.min(count, this.size))
	}

	/** An item with a smaller key cannot enter: scans skip it without a call. */
	get smallestKey(): number {
		return this.complete ? Number.NEGATIVE_INFINITY : (this.keys[this.size - 1] ?? Number.POSITIVE_INFINITY)
	}

	/** An item is there, or came. */
	offer(key: number, id: ItemId): void {
		if (this.stale || this.isBehind(key, id)) return
		if (this.size === this.keys.length) {
			this.size >>= 1
			this.complete = false
			if (this.isBehind(key, id)) return
		}
		let low = 0
		let high = this.size
		while (low < high) {
			const half = (low + high) >> 1
			if (this.isBefore(half, key, id)) low = half + 1
			else high = half
		}
		const { ids, keys } = this
		// By hand: for so few, calling the platform's copy costs more than copying.
		for (let at = this.size++; at > low; at--) {
			keys[at] = keys[at - 1]!
			ids[at] = ids[at - 1]!
		}
		keys[low] = key
		ids[low] = id
		this.moved()
	}

	/** Takes out an item that was offered with the same key. Its row must still be in the store. */
	remove(key: number, id: ItemId): void {
		if (this.stale || key < this.smallestKey) return
		const at = this.ids.subarray(0, this.size).indexOf(id)
		if (at < 0) return
		this.keys.copyWithin(at, at + 1, this.size)
		this.ids.copyWithin(at, at + 1, this.size)
		this.size--
		this.moved()
	}

	/** Whether the item stands behind the buffer's last one, where nothing is known. */
	private isBehind(key: number, id: ItemId): boolean {
		if (this.complete) return false
		return this.size === 0 || this.isBefore(this.size - 1, key, id)
	}

	/** Whether the buffer's item at a place stands before the one given. */
	private isBefore(at: number, key: number, id: ItemId): boolean {
		const held = this.keys[at]!
		return held !== key ? held > key : compareNewest(this.store, this.ids[at]!, id) < 0
	}
}

/** Negative when item `a` is the newer one: by day, then by instant; ties by id and installment. */
export function compareNewest(store: Store, a: ItemId, b: ItemId): number {
	if (a === b) return 0
	const days = store.dayOf(b) - store.dayOf(a)
	if (days !== 0) return days
	const { ids, occurredAt } = store.transactions
	const slotA = slotOf(a)
	const slotB = slotOf(b)
	const instants = occurredAt[slotB]! - occurredAt[slotA]!
	if (instants !== 0) return instants
	return ids.compare(slotA, slotB) || installmentOf(a) - installmentOf(b)
}
