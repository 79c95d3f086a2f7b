import { DAY_MS } from '../../ledger/day'
import type { Dimension } from '../store/combos'
import { type ItemId, slotOf } from '../store/item-id'
import type { Store } from '../store/store'
import type { Ref, SortOrder } from '../types'

const DAYS = 2 ** 16
/** Milliseconds of a day, and of the hours by which local time may lie before UTC or behind it. */
const TIMES = 2 ** 28
/** Local time is at most this far from UTC. */
const FARTHEST_ZONE_MS = 15 * 3_600_000

/** A whole number, monotone in an order: where keys differ the order is theirs, where they are equal it is open. */
export type SortKey = (id: ItemId) => number

/** The key of an order; `textRanks` is asked for only by the order by description. */
export function makeSortKey(store: Store, order: SortOrder, textRanks: () => Uint32Array): SortKey {
	const { combos } = store.transactions
	const sign = order.descending ? -1 : 1
	const thenNewest = (rank: number, day: number) => sign * rank * DAYS - day
	const byRef = (dimension: Dimension): SortKey => {
		const ranks = refRanks(dimension.refs, order.rank)
		return (id) => thenNewest(ranks[dimension.ordinals[combos[slotOf(id)]!]!]!, store.dayOf(id))
	}
	switch (order.by) {
		case 'date':
			return (id) => sign * dateKey(store, id)
		case 'amount':
			return (id) => sign * store.centsOf(id)
		case 'description': {
			const ranks = textRanks()
			return (id) => thenNewest(ranks[store.textOf(id)]!, store.dayOf(id))
		}
		case 'category':
			return byRef(store.combos.categories)
		case 'source':
			return byRef(store.combos.sources)
		case 'person':
			return byRef(store.combos.people)
	}
}

/**
 * The day, then the time of day. A later installment was bought on an earlier day than the purchases of its day, so its time
 * is below 0 and it comes before them; of a part brought forward before its first one it is the other way round.
 */
function dateKey(store: Store, id: ItemId): number {
	const day = store.dayOf(id)
	const time = store.transactions.occurredAt[slotOf(id)]! - day * DAY_MS + FARTHEST_ZONE_MS
	return day * TIMES + Math.min(TIMES - 1, Math.max(0, time))
}

/** Refs by the places given, else by id, null last. Equal places share a rank. */
function refRanks(refs: readonly Ref[], places: SortOrder['rank']): Uint32Array {
	return ranksOf(refs.map((ref) => places?.get(ref) ?? ref ?? Number.POSITIVE_INFINITY))
}

/** The place of each value among the distinct ones in order. */
export function ranksOf(values: readonly (string | number)[]): Uint32Array<ArrayBuffer> {
	const distinct = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1))
	const ranks = new Map(distinct.map((value, rank) => [value, rank]))
	return Uint32Array.from(values, (value) => ranks.get(value)!)
}
