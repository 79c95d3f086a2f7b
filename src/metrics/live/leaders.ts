import type { ItemId } from '../store/item-id'
import type { Store } from '../store/store'
import { comparePositions, newestFirst, type SortPosition, sortPositionOf } from './sort-position'

/** Building offers about `SMALLEST` times the logarithm of the items; losing a leader seldom costs another building. */
const SMALLEST = 64

/**
 * The items that stand first (the largest purchases, the newest ones), kept current at the cost of a binary search in a
 * small buffer.
 *
 * Invariant while not stale: the buffer holds, in order, exactly the items that stand before `floor` (all items when it is
 * null). When it is full its second half goes and the floor rises; when removals leave fewer than asked for, it is built anew.
 */
export class Leaders {
	private stale = true
	private floor: SortPosition | null = null
	private size = 0
	private keys = new Float64Array(SMALLEST)
	private handles = new Int32Array(SMALLEST)
	/** Increases when the buffer changed. */
	version = 0

	constructor(private readonly store: Store) {}

	/** Everything may have changed. */
	drop(): void {
		this.stale = true
		this.version++
	}

	add(key: number, handle: ItemId): void {
		if (!this.stale) this.offer(key, handle)
	}

	/** Takes out an item that was added with the same key. Its row must still be in the store. */
	remove(key: number, handle: ItemId): void {
		if (this.stale || !this.isAboveFloor(key, handle)) return
		const at = this.handles.subarray(0, this.size).indexOf(handle)
		if (at < 0) return
		this.keys.copyWithin(at, at + 1, this.size)
		this.handles.copyWithin(at, at + 1, this.size)
		this.size--
		this.version++
	}

	/** The first `count`, in order. `offerAll` is called when the buffer must be built anew, and offers every item. */
	first(count: number, offerAll: (leaders: Leaders) => void): Int32Array {
		if (this.stale || (this.size < count && this.floor !== null)) {
			if (this.keys.length < 2 * count) {
				this.keys = new Float64Array(4 * count)
				this.handles = new Int32Array(4 * count)
			}
			this.stale = false
			this.size = 0
			this.floor = null
			offerAll(this)
			this.version++
		}
		return this.handles.subarray(0, Math.min(count, this.size))
	}

	/** A key below this cannot enter: scans skip such items without a call. */
	get floorKey(): number {
		return this.floor?.key ?? Number.NEGATIVE_INFINITY
	}

	offer(key: number, handle: ItemId): void {
		if (!this.isAboveFloor(key, handle)) return
		if (this.size === this.keys.length) {
			this.halve()
			if (!this.isAboveFloor(key, handle)) return
		}
		let low = 0
		let high = this.size
		while (low < high) {
			const half = (low + high) >> 1
			if (this.stands(half, key, handle)) low = half + 1
			else high = half
		}
		const { handles, keys } = this
		// By hand: for so few, calling the platform's copy costs more than copying.
		for (let at = this.size++; at > low; at--) {
			keys[at] = keys[at - 1]!
			handles[at] = handles[at - 1]!
		}
		keys[low] = key
		handles[low] = handle
		this.version++
	}

	private halve(): void {
		this.size >>= 1
		this.floor = sortPositionOf(this.store, this.keys[this.size]!, this.handles[this.size]!)
	}

	/** Whether the buffer's item stands before the one given. */
	private stands(at: number, key: number, handle: ItemId): boolean {
		const held = this.keys[at]!
		return held !== key ? held > key : newestFirst(this.store, this.handles[at]!, handle) < 0
	}

	private isAboveFloor(key: number, handle: ItemId): boolean {
		const { floor } = this
		if (floor === null || key > floor.key) return true
		return key === floor.key && comparePositions(sortPositionOf(this.store, key, handle), floor) < 0
	}
}
