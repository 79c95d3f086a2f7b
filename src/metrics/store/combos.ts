import { Numbered } from '../../ledger/numbered'
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

/** Category, source and person; −1: none. */
export type Refs = [category: number, source: number, person: number]

/** The distinct refs of one dimension. */
export class Dimension extends Numbered<Ref> {
	/** The number of a combo's ref. */
	ordinals = new Uint32Array(16)

	/** `turn`: its place among the dimensions. */
	constructor(readonly turn: number) {
		super()
	}

	ref(combo: number): Ref {
		return this.values[this.ordinals[combo]!]!
	}
}

/**
 * One small number for each combination of kind, category, source, person and counting that occurs: a combo. A filter becomes
 * one byte per combo, whatever it asks for.
 */
export class Combos extends Numbered<number> {
	kinds = new Uint8Array(16)
	/** `Counting` of each. */
	countings = new Uint8Array(16)
	readonly categories = new Dimension(0)
	readonly sources = new Dimension(1)
	readonly people = new Dimension(2)
	readonly dimensions = [this.categories, this.sources, this.people] as const
	/** The keys asked for last, by a cheap hash: rows repeat few of them, and a Map with large keys is slow. */
	private readonly recentKeys = new Float64Array(RECENT).fill(-1)
	private readonly recentCombos = new Int32Array(RECENT)

	/** The combo of a combination. Refs are at most `MAX_REF`, −1 where nothing matched. */
	of(kind: number, refs: Refs, counting: Counting): number {
		// 90,002³ × 12 < 2^53: an exact integer.
		const kindAndCounting = kind * 3 + counting
		const key = (((refs[0] + 1) * REFS + refs[1] + 1) * REFS + refs[2] + 1) * 12 + kindAndCounting
		const recent = (refs[0] * 40 + refs[1] * 8 + refs[2] * 2 + kindAndCounting) & (RECENT - 1)
		if (this.recentKeys[recent] === key) return this.recentCombos[recent]!
		const { size } = this
		const combo = this.enter(key)
		this.recentKeys[recent] = key
		this.recentCombos[recent] = combo
		if (combo < size) return combo
		this.kinds = grown(this.kinds, this.size)
		this.kinds[combo] = kind
		this.countings = grown(this.countings, this.size)
		this.countings[combo] = counting
		for (const dimension of this.dimensions) {
			const ref = refs[dimension.turn]!
			dimension.ordinals = grown(dimension.ordinals, this.size)
			dimension.ordinals[combo] = dimension.enter(ref < 0 ? null : ref)
		}
		return combo
	}

	/** The combo that stands for the same as another, but counts so. */
	countedAs(counting: Counting, combo: number): number {
		const refs = this.dimensions.map((dimension) => dimension.ref(combo) ?? -1) as Refs
		return this.of(this.kinds[combo]!, refs, counting)
	}
}
