import { DAY_MS } from '../../ledger/day'
import { type ItemId, installmentOf, slotOf } from '../store/item-id'
import type { Store } from '../store/store'
import type { SortOrder } from '../types'

const DAYS = 2 ** 16
/** Milliseconds of a day, and of the hours by which local time may lie before UTC or behind it. */
const TIMES = 2 ** 28
/** Local time is at most this far from UTC. */
const FARTHEST_ZONE_MS = 15 * 3_600_000

/** A whole number, monotone in an order: where keys differ the order is theirs, where they are equal it is open. */
export type SortKey = (id: ItemId) => number

const DIMENSIONS = { category: 'categories', source: 'sources', person: 'people' } as const

/** The key of an order, true until there are other texts, or combos, to be ranked. */
export function makeSortKey(store: Store, { by, descending, rank }: SortOrder): SortKey {
	const sign = descending ? -1 : 1
	if (by === 'date') return (id) => sign * dateKey(store, id)
	if (by === 'amount') return (id) => sign * store.centsOf(id)
	const { transactions, descriptions } = store
	if (by === 'description') {
		const ranks = ranksOf(descriptions.normalised())
		return (id) => sign * ranks[store.textOf(id)]! * DAYS - store.dayOf(id)
	}
	// By the places given, else by id, null last. Equal places share a rank.
	const { ordinals, values: refs } = store.combos[DIMENSIONS[by]]
	const ranks = ranksOf(refs.map((ref) => rank?.get(ref) ?? ref ?? Number.POSITIVE_INFINITY))
	return (id) => sign * ranks[ordinals[transactions.combos[slotOf(id)]!]!]! * DAYS - store.dayOf(id)
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

/** The place of each value among the distinct ones in order. */
export function ranksOf(values: readonly (string | number)[]): Uint32Array<ArrayBuffer> {
	const distinct = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1))
	const ranks = new Map(distinct.map((value, rank) => [value, rank]))
	return Uint32Array.from(values, (value) => ranks.get(value)!)
}

/** Negative when item `a` is the newer one: by day, then by instant; ties by id and installment. */
export function compareNewest(store: Store, a: ItemId, b: ItemId): number {
	if (a === b) return 0
	const { ids, occurredAt } = store.transactions
	const [slotA, slotB] = [slotOf(a), slotOf(b)]
	return (
		store.dayOf(b) - store.dayOf(a) ||
		occurredAt[slotB]! - occurredAt[slotA]! ||
		ids.compare(slotA, slotB) ||
		installmentOf(a) - installmentOf(b)
	)
}

/** Puts a value in its place among others in order. */
export function putInto<Value>(values: Value[], value: Value, compare: (a: Value, b: Value) => number): void {
	let low = 0
	let high = values.length
	while (low < high) {
		const half = (low + high) >> 1
		if (compare(values[half]!, value) < 0) low = half + 1
		else high = half
	}
	values.splice(low, 0, value)
}
