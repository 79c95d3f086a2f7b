import { MAX_SLOTS } from './item-id'
import { FIT, type Rows, UNKNOWN } from './rows'

const SHARDS = 64
/** Words of a shard at first. */
const FIRST_LENGTH = 64

/**
 * Finds the slots of uuids: open addressing with linear probing over the words the transactions keep anyway.
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
	private readonly used = new Uint32Array(SHARDS)

	/**
	 * Writes the slot of each row's uuid to `slots`. One that is not known gets the next slot (and its words go to `words`,
	 * four per slot) if its row is fit, else −1. Answers how many slots there are now, `length` of them before.
	 */
	locate(rows: Rows, words: Uint32Array, length: number, slots: Int32Array): number {
		const { ids, state } = rows
		const { shards, used } = this
		let next = length
		for (let at = 0; at < rows.length; at++) {
			slots[at] = -1
			if (state[at] === UNKNOWN) continue
			const a = ids[at * 4]!
			const b = ids[at * 4 + 1]!
			const c = ids[at * 4 + 2]!
			const d = ids[at * 4 + 3]!
			const hash = mix(a, b, c, d)
			const number = hash & (SHARDS - 1)
			let shard = shards[number]!
			let mask = shard.length - 1
			let place = placeOf(hash, mask)
			let entry = shard[place + 1]!
			while (entry !== 0) {
				const word = (entry - 1) * 4
				if (
					shard[place] === hash &&
					words[word] === a &&
					words[word + 1] === b &&
					words[word + 2] === c &&
					words[word + 3] === d
				)
					break
				place = (place + 2) & mask
				entry = shard[place + 1]!
			}
			if (entry !== 0) {
				slots[at] = entry - 1
				continue
			}
			if (state[at] !== FIT || next === MAX_SLOTS) continue

			if (++used[number]! * 2 > shard.length * fullnessOf(number)) {
				shard = grown(shard)
				shards[number] = shard
				mask = shard.length - 1
				place = freePlace(shard, hash)
			}
			words[next * 4] = a
			words[next * 4 + 1] = b
			words[next * 4 + 2] = c
			words[next * 4 + 3] = d
			slots[at] = next++
			shard[place] = hash
			shard[place + 1] = next
		}
		return next
	}

	/** Makes grown for so many before the first comes. */
	expect(count: number): void {
		if (this.used.some((entries) => entries > 0)) return
		// A hundredth and some more than falls to each in the mean.
		const expected = (1.01 * count) / SHARDS + 50
		for (const [number, shard] of this.shards.entries()) {
			let { length } = shard
			while (expected * 2 > length * fullnessOf(number)) length *= 2
			if (length > shard.length) this.shards[number] = new Uint32Array(length)
		}
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

/** How full a shard may be. */
function fullnessOf(number: number): number {
	return 0.5 + number / (4 * SHARDS)
}

/** Where the probe sequence of a hash begins, in a shard of `mask` + 1 words. */
function placeOf(hash: number, mask: number): number {
	return ((hash >>> 6) << 1) & mask
}

/** The first free place in the probe sequence of a hash that has none. */
function freePlace(shard: Uint32Array, hash: number): number {
	const mask = shard.length - 1
	let place = placeOf(hash, mask)
	while (shard[place + 1] !== 0) place = (place + 2) & mask
	return place
}

function grown(shard: Uint32Array): Uint32Array {
	const larger = new Uint32Array(shard.length * 2)
	for (let at = 0; at < shard.length; at += 2) {
		if (shard[at + 1] === 0) continue
		const place = freePlace(larger, shard[at]!)
		larger[place] = shard[at]!
		larger[place + 1] = shard[at + 1]!
	}
	return larger
}

/** Spreads also uuids that share their beginning (version 7 starts with the time). */
function mix(a: number, b: number, c: number, d: number): number {
	let hash = Math.imul(a ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35)
	hash ^= Math.imul(c ^ (hash >>> 15), 0x27d4eb2f) ^ Math.imul(d, 0x165667b1)
	hash ^= hash >>> 13
	hash = Math.imul(hash, 0x9e3779b1)
	return (hash ^ (hash >>> 16)) >>> 0
}
