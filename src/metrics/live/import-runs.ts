import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import type { Store } from '../store/store'
import type { BillItem } from '../types'
import { compareNewest } from './top-list'

/** A transaction that came, or a run of those that an import recorded: one line, however many they are. */
export type Arrival = { item: BillItem; imported?: undefined } | { item: null; imported: number }

/**
 * The newest transactions, as `Metrics.newest` has them. Of those that came while they were followed, what came from a file, with
 * nothing else in between, is one entry.
 *
 * @example arrivals(metrics, 9) // [{ item: null, imported: 312 }, { item: { … } }, …]
 */
export const arrivals = (metrics: Metrics, limit: number): readonly Arrival[] =>
	metrics.derive(`arrivals ${limit}`, ImportRuns, (runs) => {
		if (runs.count === 0) return metrics.newest(limit).map((item) => ({ item }))
		return runs
			.read(limit)
			.map((entry) => ('id' in entry ? { item: metrics.item(entry.id)! } : { item: null, ...entry }))
	})

/** Follows how many arrived from files: without any, nothing is looked through. */
class ImportRuns implements Follower {
	count = 0
	private readonly store: Store

	constructor({ store }: Filtered) {
		this.store = store
		for (const slot of store.arrived.keys())
			if (store.transactions.installments[slot] !== 0) this.change(slot, 1)
	}

	change(slot: number, sign: 1 | -1): void {
		if (this.isOfRun(slot)) this.count += sign
	}

	/** Ids of first items, and runs between them; at most `limit` of both, the newest first. */
	read(limit: number): ({ id: number } | { imported: number })[] {
		const { store } = this
		const { installments } = store.transactions
		const told = this.newestTold(limit)
		const runs = new Array<number>(told.length + 1).fill(0)
		for (const slot of store.arrived.keys()) {
			if (installments[slot] === 0 || !this.isOfRun(slot)) continue
			// Few are told, so a walk finds between which of them it lies.
			let place = 0
			while (place < told.length && store.newsAt(told[place]!) > store.newsAt(slot)) place++
			runs[place]!++
		}
		const entries = runs.flatMap((imported, place) => [
			...(imported > 0 ? [{ imported }] : []),
			...(place < told.length ? [{ id: store.firstItem(told[place]!) }] : []),
		])
		return entries.slice(0, limit)
	}

	/** Slots of the newest that are of no run, the newest first. */
	private newestTold(limit: number): number[] {
		const { store } = this
		const { ids, installments } = store.transactions
		const told: number[] = []
		for (let slot = ids.length - 1; slot >= 0; slot--) {
			const last = told[limit - 1]
			if (installments[slot] === 0 || (last !== undefined && store.newsAt(last) > store.newsAt(slot)))
				continue
			if (this.isOfRun(slot)) continue
			let place = told.length
			while (place > 0 && this.isBefore(slot, told[place - 1]!)) place--
			told.splice(place, 0, slot)
			if (told.length > limit) told.pop()
		}
		return told
	}

	private isOfRun(slot: number): boolean {
		return this.store.transactions.isImported(slot) && this.store.arrived.has(slot)
	}

	private isBefore(a: number, b: number): boolean {
		const { store } = this
		if (store.newsAt(a) !== store.newsAt(b)) return store.newsAt(a) > store.newsAt(b)
		return compareNewest(store, store.firstItem(a), store.firstItem(b)) < 0
	}
}
