import type { Filtered } from '../filter/filtered'
import { type ItemId, slotOf } from '../store/item-id'
import type { SortOrder } from '../types'
import { makeSortKey, type SortKey } from './sort-key'
import { newestFirst } from './sort-position'
import { PackedSort } from './sorting'

/** From so many changed items on, the list is sorted anew: each is searched for from end to end. */
const MENDED_ITEMS = 32

/**
 * The filtered items in the order that was last asked for. A few changed items are taken out and put back by binary search;
 * more, or another order, and the list is sorted anew.
 */
export class SortedItems {
	private handles: Int32Array | null = null
	private order: SortOrder = { by: 'date', descending: true }
	private key: SortKey = () => 0
	private readonly touched = new Set<ItemId>()
	private ranks = new Uint32Array(0)
	/** What was known when the key was made: its ranks cover no more. */
	private known = { codes: 0, descriptions: 0 }

	constructor(private readonly view: Filtered) {}

	/** Everything may have changed. */
	drop(): void {
		this.handles = null
		this.touched.clear()
	}

	/** An item that the filter shows came or is about to go. */
	touch(handle: ItemId): void {
		if (this.handles === null) return
		this.touched.add(handle)
		if (this.touched.size > MENDED_ITEMS) this.drop()
	}

	/** The handles in an order: the same array while nothing changed. A reader may keep it. */
	read(order: SortOrder): Int32Array {
		let { handles } = this
		if (handles === null || !this.isCurrent(order)) {
			this.order = { ...order }
			this.key = makeSortKey(this.view.store, order, () => this.textRanks())
			this.known = this.sizes()
			handles = this.sort()
		} else if (this.touched.size > 0) handles = this.mend(handles)
		this.touched.clear()
		this.handles = handles
		return handles
	}

	private isCurrent({ by, descending, rank }: SortOrder): boolean {
		const { order, known } = this
		if (order.by !== by || order.descending !== descending || order.rank !== rank) return false
		if (by === 'date' || by === 'amount') return true
		const sizes = this.sizes()
		return by === 'description' ? known.descriptions === sizes.descriptions : known.codes === sizes.codes
	}

	private sizes() {
		const { codes, descriptions } = this.view.store
		return { codes: codes.size, descriptions: descriptions.size }
	}

	private textRanks(): Uint32Array {
		const { descriptions } = this.view.store
		if (this.ranks.length !== descriptions.size) this.ranks = descriptions.ranks()
		return this.ranks
	}

	private sort(): Int32Array {
		const { lens } = this.view
		const sort = new PackedSort()
		for (const bucket of this.view.buckets()) {
			const positions = this.view.positions(bucket, lens.passes)
			sort.reserve(positions.length)
			for (const at of positions) sort.add(bucket.handles[at]!, this.key(bucket, at))
		}
		return sort.sorted(this.compareEqual)
	}

	/** Takes the touched items out and puts back those that the filter shows now. */
	private mend(handles: Int32Array): Int32Array {
		const { touched } = this
		const gone = [...touched].map((handle) => handles.indexOf(handle)).filter((at) => at >= 0)
		const kept = without(handles, gone)
		const back = [...touched].filter((handle) => this.view.shows(handle)).sort(this.compare)
		const mended = new Int32Array(kept.length + back.length)
		let from = 0
		back.forEach((handle, index) => {
			const to = this.placeOf(handle, kept, from)
			mended.set(kept.subarray(from, to), from + index)
			mended[to + index] = handle
			from = to
		})
		mended.set(kept.subarray(from), from + back.length)
		return mended
	}

	private placeOf(handle: ItemId, sorted: Int32Array, from: number): number {
		let low = from
		let high = sorted.length
		while (low < high) {
			const half = (low + high) >> 1
			if (this.compare(sorted[half]!, handle) < 0) low = half + 1
			else high = half
		}
		return low
	}

	private readonly compare = (a: ItemId, b: ItemId): number => {
		const { store } = this.view
		const keyA = this.key(store.bucketOf(a), store.positionOf(a))
		const keyB = this.key(store.bucketOf(b), store.positionOf(b))
		return keyA - keyB || this.compareEqual(a, b)
	}

	/** Of items with the same key: newest first, except where the order itself is by date, oldest first. */
	private readonly compareEqual = (a: ItemId, b: ItemId): number => {
		const { store } = this.view
		const difference = newestFirst(store, a, b)
		if (this.order.by !== 'date' || this.order.descending) return difference
		const { occurredAt } = store.transactions
		const sameInstant = store.dayOf(a) === store.dayOf(b) && occurredAt[slotOf(a)] === occurredAt[slotOf(b)]
		return sameInstant ? difference : -difference
	}
}

function without(handles: Int32Array, positions: number[]): Int32Array {
	const kept = new Int32Array(handles.length - positions.length)
	let from = 0
	let length = 0
	for (const at of [...positions.sort((a, b) => a - b), handles.length]) {
		kept.set(handles.subarray(from, at), length)
		length += at - from
		from = at + 1
	}
	return kept
}
