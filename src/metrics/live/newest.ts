import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import { type ItemId, slotOf } from '../store/item-id'
import type { Store } from '../store/store'
import type { BillItem } from '../types'
import { TopList } from './top-list'

/** A transaction that came, or a run of those that an import recorded: one line, however many they are. */
export type Arrival = { item: BillItem; imported?: undefined } | { item: null; imported: number }

/**
 * The newest live transactions, whatever the filter, first item each: what arrived last, then by when they were made. Of those that
 * came while they were followed, what came from a file, with nothing else in between, is one entry.
 *
 * @example arrivals(metrics, 9) // [{ item: null, imported: 312 }, { item: { … } }, …]
 */
export function arrivals(metrics: Metrics, limit: number): readonly Arrival[] {
	const newest = metrics.source().follower(Newest)
	const ids = newest.first(limit)
	const read = () => newest.read(ids, metrics).slice(0, limit)
	return metrics.derive(`arrivals ${limit}`, read, newest.list.version)
}

/** The newest that are told one by one, and how many of runs lie between them. */
class Newest implements Follower {
	readonly list: TopList
	private readonly store: Store
	/** How many transactions of runs were recorded, by moment: one for each batch that came. */
	private readonly runs = new Map<number, number>()

	constructor({ store }: Filtered) {
		this.store = store
		this.list = new TopList(store, (id) => store.newsAt(slotOf(id)))
		for (const slot of store.arrived.keys())
			if (store.transactions.installments[slot] !== 0 && this.isOfRun(slot)) this.count(slot, 1)
	}

	change(slot: number, sign: 1 | -1): void {
		if (this.isOfRun(slot)) this.count(slot, sign)
		else if (sign === 1) this.list.offer(this.store.firstItem(slot))
		else this.list.remove(this.store.firstItem(slot))
	}

	/** First items of the `count` newest. They are found first, since finding them may move the list's version. */
	first(count: number): readonly ItemId[] {
		const { ids: slots, installments } = this.store.transactions
		return this.list.first(count, (list) => {
			// The newest mostly come last: from there on nearly all are passed over.
			for (let slot = slots.length - 1; slot >= 0; slot--)
				if (installments[slot] !== 0 && !this.isOfRun(slot)) list.offer(this.store.firstItem(slot))
			return true
		})
	}

	/** The items told, and the runs before, between and after them. */
	read(told: readonly ItemId[], metrics: Metrics): Arrival[] {
		const runs = new Array<number>(told.length + 1).fill(0)
		for (const [moment, count] of this.runs) {
			const place = told.findIndex((id) => this.store.newsAt(slotOf(id)) <= moment)
			runs[place < 0 ? told.length : place]! += count
		}
		return runs.flatMap((imported, place): Arrival[] => [
			...(imported > 0 ? [{ item: null, imported }] : []),
			...(place < told.length ? [{ item: metrics.item(told[place]!)! }] : []),
		])
	}

	private count(slot: number, sign: 1 | -1): void {
		const moment = this.store.newsAt(slot)
		this.runs.set(moment, (this.runs.get(moment) ?? 0) + sign)
		this.list.moved()
	}

	private isOfRun(slot: number): boolean {
		return this.store.arrived.has(slot) && this.store.detailsOf(slot).imported
	}
}
