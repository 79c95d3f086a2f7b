import type { Ref } from '../types'
import { grown } from './grow'

/** Kinds by their place in `KINDS`. */
export const EXPENSE = 0
export const INCOME = 1
export const REFUND = 2
export const TRANSFER = 3

/**
 * How an item counts as a purchase. `OPENS`: the first of its purchase. `GOES_ON`: a later one, which counts in its own month
 * and where a range begins, since a range counts a purchase once. `UNCOUNTED`: its purchase is counted elsewhere.
 */
export const UNCOUNTED = 0
export const OPENS = 1
export const GOES_ON = 2
export type Counting = typeof UNCOUNTED | typeof OPENS | typeof GOES_ON

/** Refs are small integers of their ledger; a larger one does not fit into the key of a combination. */
export const MAX_REF = 90_000
const REFS = MAX_REF + 2

const RECENT = 1024

/** The distinct refs of one dimension, numbered as they come, so that sums by ref need no map. */
export class Dimension {
	readonly refs: Ref[] = []
	/** The number of a combination's ref. */
	ordinals = new Uint32Array(16)
	private readonly known = new Map<Ref, number>()

	/** `turn`: its place among the dimensions. */
	constructor(readonly turn: number) {}

	enter(combo: number, ref: Ref): void {
		let ordinal = this.known.get(ref)
		if (ordinal === undefined) {
			ordinal = this.refs.length
			this.known.set(ref, ordinal)
			this.refs.push(ref)
		}
		this.ordinals = grown(this.ordinals, combo + 1)
		this.ordinals[combo] = ordinal
	}

	ref(combo: number): Ref {
		return this.refs[this.ordinals[combo]!]!
	}
}

/**
 * One small number for each combination of kind, category, source, person and counting that occurs: a combo. A filter becomes
 * one byte per combo, whatever it asks for.
 */
export class Combos {
	size = 0
	kinds = new Uint8Array(16)
	/** `Counting` of each. */
	countings = new Uint8Array(16)
	readonly categories = new Dimension(0)
	readonly sources = new Dimension(1)
	readonly people = new Dimension(2)
	readonly dimensions = [this.categories, this.sources, this.people] as const
	private readonly known = new Map<number, number>()
	/** Recently asked combinations by a cheap hash: rows repeat few of them, and a Map with large keys is slow. */
	private readonly recentKeys = new Float64Array(RECENT).fill(-1)
	private readonly recentCombos = new Int32Array(RECENT)

	/** The combo of a combination; a new one is the old `size`. Refs are at most `MAX_REF`, −1 where nothing matched. */
	enter(kind: number, category: number, source: number, person: number, counting: Counting): number {
		// 90,002³ × 12 < 2^53: an exact integer.
		const kindAndCounting = kind * 3 + counting
		const key = (((category + 1) * REFS + source + 1) * REFS + person + 1) * 12 + kindAndCounting
		const recent = (category * 40 + source * 8 + person * 2 + kindAndCounting) & (RECENT - 1)
		if (this.recentKeys[recent] === key) return this.recentCombos[recent]!
		let combo = this.known.get(key)
		if (combo === undefined) {
			combo = this.size++
			this.known.set(key, combo)
			this.kinds = grown(this.kinds, this.size)
			this.kinds[combo] = kind
			this.countings = grown(this.countings, this.size)
			this.countings[combo] = counting
			this.categories.enter(combo, category < 0 ? null : category)
			this.sources.enter(combo, source < 0 ? null : source)
			this.people.enter(combo, person < 0 ? null : person)
		}
		this.recentKeys[recent] = key
		this.recentCombos[recent] = combo
		return combo
	}

	/** The combo that stands for the same as another, but counts so. */
	countedAs(counting: Counting, combo: number): number {
		const { categories, kinds, people, sources } = this
		const refs = [categories, sources, people].map((dimension) => dimension.ref(combo) ?? -1)
		return this.enter(kinds[combo]!, refs[0]!, refs[1]!, refs[2]!, counting)
	}
}
