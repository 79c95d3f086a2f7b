import { type Combos, type Dimension, EXPENSE, GOES_ON, OPENS, REFUND, UNCOUNTED } from '../store/combos'
import { grown } from '../store/grow'
import type { MonthItems } from '../store/month-items'
import type { Group, Ref, Sum } from '../types'
import type { CompiledFilter } from './compiled-filter'

/** Columns of a key: cents; items, refunds among them; purchases. */
const WIDTH = 3
/** The first keys are the kinds; then come the refs of each dimension in turn. */
const KINDS = 4
const keyOf = ({ turn }: Dimension, ordinal: number) => KINDS + 3 * ordinal + turn

/** Columns of a combo: cents, items, and of these such as count where their purchase goes on. */
const COMBO_WIDTH = 3

/** What of some months there is by combo: each item is looked at once, and only then is it asked what passes a filter. */
export const makeComboSums = (combos: Combos): Float64Array => new Float64Array(COMBO_WIDTH * combos.size)

/** Adds a month's items at the positions `among` (null: all). `isFirst`: purchases that go on there are counted. */
export function addByCombo(
	sums: Float64Array,
	{ cents, combos, length }: MonthItems,
	among: Uint32Array | null,
	isFirst: boolean,
): Float64Array {
	const goesOn = Number(isFirst)
	const count = among === null ? length : among.length
	for (let index = 0; index < count; index++) {
		const at = among === null ? index : among[index]!
		const combo = COMBO_WIDTH * combos[at]!
		sums[combo]! += cents[at]!
		sums[combo + 1]!++
		sums[combo + 2]! += goesOn
	}
	return sums
}

/**
 * Sums of what a filter shows of a month or a range: by kind, and its spending by each dimension. A month counts each of its
 * purchases; a range those that open in it, and those that go on in its first month.
 *
 * Exact: each is the sum of integers whose total the store keeps a safe integer. A key is there while it has items (not cents: a
 * cent in three parts is 1, 0, 0).
 */
export class Sums {
	private sums = new Float64Array(0)
	/** The groups answered last, by key. */
	private readonly held: Group[] = []

	constructor(
		private readonly combos: Combos,
		private readonly filter: CompiledFilter,
	) {}

	/** Of a kind. */
	of(key: number): Sum {
		const { sums } = this
		const at = key * WIDTH
		return { cents: sums[at] ?? 0, count: sums[at + 2] ?? 0, items: sums[at + 1] ?? 0 }
	}

	/** Expenses less refunds, or the kind asked for. */
	spending(): Sum {
		const { kind } = this.filter
		if (kind !== null) return this.of(kind)
		const { cents, count, items } = this.of(EXPENSE)
		const refunds = this.of(REFUND)
		return { cents: cents - refunds.cents, count, items: items + refunds.items }
	}

	/** What an id has; nothing where it has nothing. */
	centsOf(dimension: Dimension, ref: Ref): number {
		return this.sums[keyOf(dimension, dimension.values.indexOf(ref)) * WIDTH] ?? 0
	}

	/** Largest first, ties by id, null last. A group that did not change is the same object as before. */
	groups(dimension: Dimension): Group[] {
		const groups: Group[] = []
		for (const [ordinal, id] of dimension.values.entries()) {
			const key = keyOf(dimension, ordinal)
			if (!this.sums[key * WIDTH + 1]) continue
			const sum = this.of(key)
			let group = this.held[key]
			if (group?.cents !== sum.cents || group.count !== sum.count || group.items !== sum.items)
				group = { id, ...sum }
			this.held[key] = group
			groups.push(group)
		}
		return groups.sort(
			(a, b) => b.cents - a.cents || (a.id ?? Number.POSITIVE_INFINITY) - (b.id ?? Number.POSITIVE_INFINITY),
		)
	}

	/** Adds items (or takes them out: both are negative) of a combo that the filter passes. `goesOn`: they count where their purchase goes on. */
	add(combo: number, cents: number, items: number, goesOn = true): void {
		const counting = this.combos.countings[combo]!
		const isCounted = counting === OPENS || (counting === GOES_ON && goesOn)
		this.addCounted(combo, cents, items, isCounted ? items : 0)
	}

	/** The same of all items of the combos that the filter passes. */
	addAll(sums: Float64Array): this {
		for (let combo = 0, at = 0; at < sums.length; combo++, at += COMBO_WIDTH) {
			if (sums[at + 1] === 0 || this.filter.passes[combo] !== 1) continue
			const counting = this.combos.countings[combo]!
			const count = counting === UNCOUNTED ? 0 : sums[at + (counting === OPENS ? 1 : 2)]!
			this.addCounted(combo, sums[at]!, sums[at + 1]!, count)
		}
		return this
	}

	/** The same, and `count` purchases, as they are to be counted here. */
	addCounted(combo: number, cents: number, items: number, count: number): void {
		this.addTo(this.combos.kinds[combo]!, cents, items, count)
		const signed = this.filter.signs[combo]!
		if (signed === 0) return
		// A refund lowers spending, and is no purchase.
		for (const dimension of this.combos.dimensions)
			this.addTo(keyOf(dimension, dimension.ordinals[combo]!), signed * cents, items, signed > 0 ? count : 0)
	}

	private addTo(key: number, cents: number, items: number, count: number): void {
		const at = key * WIDTH
		if (at + WIDTH > this.sums.length) this.sums = grown(this.sums, at + WIDTH)
		const { sums } = this
		sums[at]! += cents
		sums[at + 1]! += items
		sums[at + 2]! += count
	}
}

/** Columns of a day: cents and items of its spending, the same of what is new in the month, and purchases. */
export const SPENT = 0
export const FRESH = 2
export const PURCHASES = 4
export const DAY_WIDTH = 5

/** Spending of a month by local day. `FRESH` is what is new in it: paid at once, and first installments. */
export class DaySums {
	/** `DAY_WIDTH` columns for each day from the first on. */
	readonly sums: Float64Array

	/** Covers the days `first` to `last`. */
	constructor(
		readonly first: number,
		readonly last: number,
	) {
		this.sums = new Float64Array((last - first + 1) * DAY_WIDTH)
	}

	covers(day: number): boolean {
		return day >= this.first && day <= this.last
	}

	/** `sign` −1: an item is taken out. */
	add(day: number, cents: number, sign: 1 | -1, count: number, isFresh: boolean): void {
		const { sums } = this
		const at = (day - this.first) * DAY_WIDTH
		sums[at]! += cents
		sums[at + 1]! += sign
		sums[at + PURCHASES]! += count
		if (!isFresh) return
		sums[at + FRESH]! += cents
		sums[at + FRESH + 1]! += sign
	}

	/** The cents from the day `from` up to and with `to`. */
	between(from: number, to: number, column = SPENT): number {
		let sum = 0
		for (let day = Math.max(from, this.first); day <= Math.min(to, this.last); day++)
			sum += this.sums[(day - this.first) * DAY_WIDTH + column]!
		return sum
	}

	/** The cents up to and with `day`; by default of all days. */
	upTo(day = this.last, column = SPENT): number {
		return this.between(this.first, day, column)
	}

	/** The first day that has any item; null when there is none. */
	firstDay(column = SPENT): number | null {
		for (let day = this.first; day <= this.last; day++)
			if (this.sums[(day - this.first) * DAY_WIDTH + column + 1] !== 0) return day
		return null
	}
}
