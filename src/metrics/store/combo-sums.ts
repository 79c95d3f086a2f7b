import { grown } from './grown'

/**
 * Sum and count by code. Exact: each is the sum of integers whose total the store keeps a safe integer, so adding and
 * removing in any order ends where it began.
 */
export class ComboSums {
	cents: Float64Array
	counts: Int32Array
	/** Combos at and above it are zero. */
	size = 0

	/** `codes` to have grown for at once: growing code by code would cost more than the sums of a small month. */
	constructor(codes: number) {
		this.cents = new Float64Array(codes)
		this.counts = new Int32Array(codes)
	}

	add(code: number, cents: number): void {
		if (code >= this.size) this.reach(code + 1)
		this.cents[code]! += cents
		this.counts[code]!++
	}

	/** Takes out what was added before. */
	remove(code: number, cents: number): void {
		this.cents[code]! -= cents
		this.counts[code]!--
	}

	addCube(other: ComboSums): void {
		if (other.size > this.size) this.reach(other.size)
		const { cents, counts } = this
		for (let code = 0; code < other.size; code++) {
			cents[code]! += other.cents[code]!
			counts[code]! += other.counts[code]!
		}
	}

	private reach(size: number): void {
		this.cents = grown(this.cents, size)
		this.counts = grown(this.counts, size)
		this.size = size
	}
}
