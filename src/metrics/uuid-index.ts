const SHARDS = 64
/** Words of a shard at first. */
const FIRST_LENGTH = 64

/**
 * Finds the slot of a uuid: open addressing with linear probing over the words the transactions keep anyway.
 *
 * An entry is two words, the uuid's hash and slot + 1, so that neither passing by an entry nor growing reads the uuids, which
 * lie far apart in memory. Only an equal hash is looked up there.
 *
 * Invariants: slot + 1 is 0 in an empty entry; entries are never removed (a voided transaction stays as a tombstone); each
 * shard is at most three quarters full. Shards grow one at a time, and each at a fullness of its own, so that growing is
 * spread over the rows that come instead of falling into one batch.
 */
export class UuidIndex {
	private readonly shards = firstShards()
	/** Of the uuid last looked for. */
	private hash = 0
	private readonly used = new Uint32Array(SHARDS)

	/** The slot of the uuid in `wanted`; negative when there is none. `words` holds four words per slot. */
	find(wanted: Uint32Array, words: Uint32Array): number {
		const hash = mix(wanted[0]!, wanted[1]!, wanted[2]!, wanted[3]!)
		this.hash = hash
		const shard = this.shards[hash & (SHARDS - 1)]!
		const mask = shard.length - 1
		let at = placeOf(hash, mask)
		for (let entry = shard[at + 1]!; entry !== 0; entry = shard[at + 1]!) {
			if (shard[at] === hash && isAt(wanted, words, entry - 1)) return entry - 1
			at = (at + 2) & mask
		}
		return -1
	}

	/** Enters the slot of the uuid that was just looked for, and not found. */
	add(slot: number): void {
		const { hash } = this
		const number = hash & (SHARDS - 1)
		const fullness = 0.5 + number / (4 * SHARDS)
		if (++this.used[number]! * 2 > this.shards[number]!.length * fullness) this.grow(number)
		place(this.shards[number]!, hash, slot + 1)
	}

	private grow(number: number): void {
		const shard = this.shards[number]!
		const larger = new Uint32Array(shard.length * 2)
		for (let at = 0; at < shard.length; at += 2)
			if (shard[at + 1] !== 0) place(larger, shard[at]!, shard[at + 1]!)
		this.shards[number] = larger
	}
}

/** All in one buffer: each buffer has its price, and a small ledger needs no more than these. */
function firstShards(): Uint32Array[] {
	const { buffer } = new Uint32Array(SHARDS * FIRST_LENGTH)
	return Array.from(
		{ length: SHARDS },
		(_, number) => new Uint32Array(buffer, number * FIRST_LENGTH * 4, FIRST_LENGTH),
	)
}

/** Where the probe sequence of a hash begins, in a shard of `mask` + 1 words. */
function placeOf(hash: number, mask: number): number {
	return ((hash >>> 6) << 1) & mask
}

/** Puts an entry that is not there yet into the first free place of its probe sequence. */
function place(shard: Uint32Array, hash: number, entry: number): void {
	const mask = shard.length - 1
	let at = placeOf(hash, mask)
	while (shard[at + 1] !== 0) at = (at + 2) & mask
	shard[at] = hash
	shard[at + 1] = entry
}

function isAt(wanted: Uint32Array, words: Uint32Array, slot: number): boolean {
	const offset = slot * 4
	return (
		words[offset] === wanted[0] &&
		words[offset + 1] === wanted[1] &&
		words[offset + 2] === wanted[2] &&
		words[offset + 3] === wanted[3]
	)
}

/** Spreads also uuids that share their beginning (version 7 starts with the time). */
function mix(a: number, b: number, c: number, d: number): number {
	let hash = Math.imul(a ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35)
	hash ^= Math.imul(c ^ (hash >>> 15), 0x27d4eb2f) ^ Math.imul(d, 0x165667b1)
	hash ^= hash >>> 13
	hash = Math.imul(hash, 0x9e3779b1)
	return (hash ^ (hash >>> 16)) >>> 0
}
