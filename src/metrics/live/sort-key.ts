import { DAY_MS } from '../../ledger/day'
import type { Dimension } from '../store/combos'
import { installmentOf, slotOf } from '../store/item-id'
import type { MonthItems } from '../store/month-items'
import type { Store } from '../store/store'
import type { Ref, SortOrder } from '../types'
import { KEY_BITS } from './sorting'

/**
 * A whole number below 2^40, monotone in an order: where keys differ the order is theirs, where they are equal it is open.
 */
export type SortKey = (bucket: MonthItems, position: number) => number

const DAY_BITS = 16
const TIME_BITS = KEY_BITS - DAY_BITS
const MAX_KEY = 2 ** KEY_BITS - 1
const MAX_DAY = 2 ** DAY_BITS - 1
const MAX_TIME = 2 ** TIME_BITS - 1
const MAX_RANK = 2 ** (KEY_BITS - DAY_BITS) - 1
const MAX_CENTS = 2 ** 37 - 1
/** Local time is at most this far from UTC. */
const FARTHEST_ZONE_MS = 15 * 3_600_000

/** The key of an order; `textRanks` is asked for only by the order by description. */
export function makeSortKey(store: Store, order: SortOrder, textRanks: () => Uint32Array): SortKey {
	const turn = (value: number, max: number) => (order.descending ? max - value : value)
	const thenNewest = (rank: number, day: number) => turn(rank, MAX_RANK) * 2 ** DAY_BITS + MAX_DAY - day
	const byRef = (dimension: Dimension): SortKey => {
		const ranks = refRanks(dimension.refs, order.rank)
		return (bucket, at) => thenNewest(ranks[dimension.ordinals[bucket.codes[at]!]!]!, bucket.days[at]!)
	}
	switch (order.by) {
		case 'date':
			return (bucket, at) => turn(dateKey(store, bucket, at), MAX_KEY)
		case 'amount':
			return (bucket, at) => turn(bucket.cents[at]!, MAX_CENTS)
		case 'description': {
			const ranks = textRanks()
			return (bucket, at) => thenNewest(Math.min(MAX_RANK, ranks[bucket.texts[at]!]!), bucket.days[at]!)
		}
		case 'category':
			return byRef(store.codes.categories)
		case 'source':
			return byRef(store.codes.sources)
		case 'person':
			return byRef(store.codes.people)
	}
}

/**
 * The day, then the time of day in steps of 16 ms. A later installment was bought on an earlier day than the purchases of its
 * day, so it comes before them.
 */
function dateKey(store: Store, bucket: MonthItems, at: number): number {
	const day = bucket.days[at]!
	const handle = bucket.handles[at]!
	if (installmentOf(handle) > 1) return day * 2 ** TIME_BITS
	const instant = store.transactions.occurredAt[slotOf(handle)]!
	const time = Math.floor((instant - day * DAY_MS + FARTHEST_ZONE_MS) / 16)
	return day * 2 ** TIME_BITS + Math.min(MAX_TIME, Math.max(0, time))
}

/** A dense rank for each ref: by the places given, else by id, null last. Equal places share a rank. */
function refRanks(refs: readonly Ref[], places: SortOrder['rank']): Uint32Array {
	const placeOf = (ref: Ref) => places?.get(ref) ?? ref ?? Number.POSITIVE_INFINITY
	const distinct = [...new Set(refs.map(placeOf))].sort((a, b) => (a < b ? -1 : 1))
	return Uint32Array.from(refs, (ref) => distinct.indexOf(placeOf(ref)))
}
