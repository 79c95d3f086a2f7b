import type { Ref } from '../types'
import { grown } from './grown'

export const EXPENSE = 0
export const INCOME = 1

/** Refs are small integers of their ledger; what is larger cannot be part of a code's key. */
export const MAX_REF = 0x1fffe

const RECENT = 1024

/** The distinct refs of one dimension, numbered as they come, so that sums by ref need no map. */
export class Dimension {
	readonly refs: Ref[] = []
	/** Ordinal by code. */
	ordinals = new Uint32Array(16)
	private readonly known = new Map<Ref, number>()

	enter(code: number, ref: Ref): void {
		let ordinal = this.known.get(ref)
		if (ordinal === undefined) {
			ordinal = this.refs.length
			this.known.set(ref, ordinal)
			this.refs.push(ref)
		}
		this.ordinals = grown(this.ordinals, code + 1)
		this.ordinals[code] = ordinal
	}

	ref(code: number): Ref {
		return this.refs[this.ordinals[code]!]!
	}
}

/**
 * One small number for each combination of kind, category, source and person that occurs. Filters become one byte per
 * code, and sums by (month, code) answer every figure that needs no single row.
 */
export class Combos {
	size = 0
	kinds = new Uint8Array(16)
	readonly categories = new Dimension()
	readonly sources = new Dimension()
	readonly people = new Dimension()
	private readonly known = new Map<number, number>()
	/** What was lately asked for, by a cheap hash: rows repeat few combinations, and a Map of large keys is slow. */
	private readonly recentKeys = new Float64Array(RECENT).fill(-1)
	private readonly recentCodes = new Int32Array(RECENT)

	/** The code of a combination; a new one is the old `size`. References are at most `MAX_REF`, −1 where nothing matched. */
	of(kind: number, category: number, source: number, person: number): number {
		// 1 + 17 + 17 + 17 bits: an exact integer.
		const key = (((category + 1) * 0x20000 + source + 1) * 0x20000 + person + 1) * 2 + kind
		const recent = (category * 40 + source * 8 + person * 2 + kind) & (RECENT - 1)
		if (this.recentKeys[recent] === key) return this.recentCodes[recent]!
		let code = this.known.get(key)
		if (code === undefined) {
			code = this.size++
			this.known.set(key, code)
			this.kinds = grown(this.kinds, this.size)
			this.kinds[code] = kind
			this.categories.enter(code, category < 0 ? null : category)
			this.sources.enter(code, source < 0 ? null : source)
			this.people.enter(code, person < 0 ? null : person)
		}
		this.recentKeys[recent] = key
		this.recentCodes[recent] = code
		return code
	}
}
