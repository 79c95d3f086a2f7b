/** Bits of a key that can be packed beside an index into 64. */
export const KEY_BITS = 40

const INDEX_LIMIT = 2 ** (64 - KEY_BITS)

/**
 * Sorts handles by whole-number keys below 2^40. Each key is packed with its index into 64 bits, so that the platform sorts
 * plain integers, with no callback; an index is below 2^24, as many as there are items that fit in memory.
 */
export class PackedSort {
	private handles = new Int32Array(1024)
	private packed = new Uint32Array(2 * 1024)
	private length = 0

	/** Makes grown for so many more. */
	reserve(count: number): void {
		const needed = this.length + count
		if (needed <= this.handles.length) return
		const { handles, packed } = this
		this.handles = new Int32Array(2 * needed)
		this.handles.set(handles)
		this.packed = new Uint32Array(4 * needed)
		this.packed.set(packed)
	}

	/** Within the grown reserved. */
	add(handle: number, key: number): void {
		this.handles[this.length] = handle
		this.packed[2 * this.length + LOW] = (key % 256) * INDEX_LIMIT + this.length
		this.packed[2 * this.length + HIGH] = Math.floor(key / 256)
		this.length++
	}

	/** The handles by key; those of equal keys by `compareEqual`. */
	sorted(compareEqual: (a: number, b: number) => number): Int32Array {
		const { handles, length, packed } = this
		new BigUint64Array(packed.buffer, 0, length).sort()
		const sorted = new Int32Array(length)
		for (let at = 0; at < length; at++) sorted[at] = handles[packed[2 * at + LOW]! % INDEX_LIMIT]!

		let start = 0
		for (let at = 1; at <= length; at++) {
			if (at < length && this.sameKey(at, start)) continue
			if (at - start > 1) sorted.subarray(start, at).sort(compareEqual)
			start = at
		}
		return sorted
	}

	private sameKey(a: number, b: number): boolean {
		const { packed } = this
		return (
			packed[2 * a + HIGH] === packed[2 * b + HIGH] &&
			packed[2 * a + LOW]! >>> 24 === packed[2 * b + LOW]! >>> 24
		)
	}
}

/** Which 32-bit word of a 64-bit one comes first depends on the machine. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1
const HIGH = 1 - LOW
