import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import { type ItemId, slotOf } from '../store/item-id'
import type { Store } from '../store/store'
import type { BillItem } from '../types'
import { TopList } from './top-list'

/** The newest live transactions, whatever the filter, first item each: what arrived last, then by when they were made. */
export function newest(metrics: Metrics, limit: number): readonly BillItem[] {
	const follower = metrics.source().follower(Newest)
	const ids = follower.first(limit)
	return metrics.derive(`newest ${limit}`, () => ids.map((id) => metrics.item(id)!), follower.list.version)
}

/** A transaction that came, or a run of those that an import recorded: one line, however many they are. */
export type Arrival = { item: BillItem; imported?: undefined } | { item: null; imported: number }

/**
 * The newest transactions. Of those that came while they were followed, what came from a file, with nothing else in between, is
 * one entry.
 *
 * @example arrivals(metrics, 9) // [{ item: null, imported: 312 }, { item: { … } }, …]
 */
export function arrivals(metrics: Metrics, limit: number): readonly Arrival[] {
	const told = metrics.source().follower(Told)
	const ids = told.first(limit)
	const read = () => told.read(ids, metrics).slice(0, limit)
	return metrics.derive(`arrivals ${limit}`, read, told.list.version)
}

class Newest implements Follower {
	readonly list: TopList
	protected readonly store: Store

	constructor({ store }: Filtered) {
		this.store = store
		this.list = new TopList(store, (id) => store.newsAt(slotOf(id)))
	}

	change(slot: number, sign: 1 | -1): void {
		const first = this.store.firstItem(slot)
		if (sign === 1) this.list.offer(first)
		else this.list.remove(first)
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

	/** It is left out. */
	protected isOfRun(_slot: number): boolean {
		return false
	}
}

/** The newest that are told one by one, and how many of runs lie between them. */
class Told extends Newest {
	/** How many transactions of runs were recorded, by moment: one for each batch that came. */
	private readonly runs = new Map<number, number>()

	constructor(source: Filtered) {
		super(source)
		const { arrived, transactions } = source.store
		for (const slot of arrived.keys())
			if (transactions.installments[slot] !== 0 && this.isOfRun(slot)) this.count(slot, 1)
	}

	override change(slot: number, sign: 1 | -1): void {
		if (this.isOfRun(slot)) this.count(slot, sign)
		else super.change(slot, sign)
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

	protected override isOfRun(slot: number): boolean {
		return this.store.arrived.has(slot) && this.store.detailsOf(slot).imported
	}
}
