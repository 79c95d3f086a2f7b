import type { CompiledFilter } from '../filter/compiled-filter'
import type { Filtered } from '../filter/filtered'
import type { Leaders } from '../live/leaders'
import { itemIdOf } from '../store/item-id'
import type { MonthItems } from '../store/month-items'
import { endOfBlock } from '../store/peaks'
import type { BillItem } from '../types'

/** Handles of the `count` largest spending items that the filter shows. */
export function largest(view: Filtered, count: number): Int32Array {
	return view.top.first(count, (leaders) => offerSpending(view, leaders))
}

/** Handles of the first installments of the `count` newest transactions, whatever the filter. */
export function newest(view: Filtered, count: number): Int32Array {
	return view.newest.first(count, (leaders) => offerTransactions(view, leaders))
}

/** The items of handles that were just answered. */
export function listed(view: Filtered, handles: Int32Array): BillItem[] {
	return Array.from(handles, (handle) => view.store.item(handle))
}

function offerSpending(view: Filtered, leaders: Leaders): void {
	const { day, lens } = view
	for (const bucket of view.buckets()) {
		if (lens.texts === null && day === null) offerMost(bucket, lens, leaders)
		else offerSome(bucket, view.positions(bucket, lens.spends), leaders)
	}
}

/** Block by block: the floor soon rises above nearly all of them. */
function offerMost(bucket: MonthItems, { spending, spends }: CompiledFilter, leaders: Leaders): void {
	const { cents, codes, handles, length } = bucket
	const peaks = bucket.peaks()
	let floor = leaders.floorKey
	for (
		let at = peaks.next(0, spending, floor, length);
		at < length;
		at = peaks.next(at, spending, floor, length)
	) {
		for (const end = Math.min(endOfBlock(at), length); at < end; at++) {
			if (cents[at]! < floor || spends[codes[at]!] === 0) continue
			leaders.offer(cents[at]!, handles[at]!)
			floor = leaders.floorKey
		}
	}
}

function offerSome({ cents, handles }: MonthItems, positions: Uint32Array, leaders: Leaders): void {
	let floor = leaders.floorKey
	for (let index = 0; index < positions.length; index++) {
		const at = positions[index]!
		if (cents[at]! < floor) continue
		leaders.offer(cents[at]!, handles[at]!)
		floor = leaders.floorKey
	}
}

/** From the newest slot on: revisions mostly grow with slots, so the buffer fills at once and the rest is skipped. */
function offerTransactions(view: Filtered, leaders: Leaders): void {
	const { installments, length, revisions } = view.store.transactions
	let floor = leaders.floorKey
	for (let slot = length - 1; slot >= 0; slot--) {
		if (installments[slot] === 0 || revisions[slot]! < floor) continue
		leaders.offer(revisions[slot]!, itemIdOf(slot, 1))
		floor = leaders.floorKey
	}
}
