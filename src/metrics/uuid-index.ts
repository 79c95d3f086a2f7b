const SHARDS = 64
const FIRST_CAPACITY = 64

/**
 * Finds the slot of a uuid: open addressing with linear probing over the words the transactions keep anyway.
 *
 * Invariants: an entry holds slot + 1, 0 is empty; entries are never removed (a voided transaction stays as a tombstone);
 * each shard is at most three quarters full. Shards grow one at a time, and each at a fullness of its own, so that growing is
 * spread over the rows that come instead of falling into one batch.
 */
export class UuidIndex {
	private readonly shards: Uint32Array[] = Array.from(
		{ length: SHARDS },
		() => new Uint32Array(FIRST_CAPACITY),
	)
	private readonly used = new Uint32Array(SHARDS)

	/** The slot of the uuid in `wanted`; negative when there is none. `words` holds four words per slot. */
	find(wanted: Uint32Array, words: Uint32Array): number {
		const w0 = wanted[0]!
		const w1 = wanted[1]!
		const w2 = wanted[2]!
		const w3 = wanted[3]!
		const hash = mix(w0, w1, w2, w3)
		const shard = this.shards[hash & (SHARDS - 1)]!
		const mask = shard.length - 1
		let at = (hash >>> 6) & mask
		for (let entry = shard[at]!; entry !== 0; entry = shard[at]!) {
			const offset = (entry - 1) * 4
			if (
				words[offset] === w0 &&
				words[offset + 1] === w1 &&
				words[offset + 2] === w2 &&
				words[offset + 3] === w3
			)
				return entry - 1
			at = (at + 1) & mask
		}
		return -1
	}

	/** Enters a slot whose uuid is in `words` and was not found. */
	add(slot: number, words: Uint32Array): void {
		const hash = hashOf(slot, words)
		const number = hash & (SHARDS - 1)
		const fullness = 0.5 + number / (4 * SHARDS)
		if (++this.used[number]! > this.shards[number]!.length * fullness) this.grow(number, words)
		place(this.shards[number]!, hash, slot + 1)
	}

	private grow(number: number, words: Uint32Array): void {
		const shard = this.shards[number]!
		const larger = new Uint32Array(shard.length * 2)
		for (const entry of shard) if (entry !== 0) place(larger, hashOf(entry - 1, words), entry)
		this.shards[number] = larger
	}
}

function hashOf(slot: number, words: Uint32Array): number {
	const offset = slot * 4
	return mix(words[offset]!, words[offset + 1]!, words[offset + 2]!, words[offset + 3]!)
}

/** Puts an entry that is not there yet into the first free place of its probe sequence. */
function place(shard: Uint32Array, hash: number, entry: number): void {
	const mask = shard.length - 1
	let at = (hash >>> 6) & mask
	while (shard[at] !== 0) at = (at + 1) & mask
	shard[at] = entry
}

/** Spreads also uuids that share their beginning (version 7 starts with the time). */
function mix(a: number, b: number, c: number, d: number): number {
	let hash = Math.imul(a ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35)
	hash ^= Math.imul(c ^ (hash >>> 15), 0x27d4eb2f) ^ Math.imul(d, 0x165667b1)
	hash ^= hash >>> 13
	hash = Math.imul(hash, 0x9e3779b1)
	return (hash ^ (hash >>> 16)) >>> 0
}
