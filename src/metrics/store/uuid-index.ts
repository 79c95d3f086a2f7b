import { parseUuid } from '../../ledger/uuid'
import { grown } from './grow'
import { MAX_SLOTS } from './item-id'

const SLOT_BITS = 24
const SLOT_MASK = 2 ** SLOT_BITS - 1
const FULL = 0.8

const asked = new Uint32Array(4)

/**
 * The slots of uuids: open addressing with linear probing over the uuids' own words.
 *
 * An entry is slot + 1 in 24 bits, and 8 bits of the uuid's hash above them, so that a uuid is seldom read in vain: they lie far
 * apart in memory.
 *
 * Invariants: an empty entry is 0; entries are never removed (a voided transaction stays as a tombstone); the table's length is
 * a power of two, and at most four fifths of it are used.
 */
export class UuidIndex {
	/** How many slots there are. */
	length = 0
	/** Four words of each slot's uuid. */
	words = new Uint32Array(0)
	private entries = new Uint32Array(256)

	/** The slot of the uuid in `id`: the next one where it is new; −1 when there is none left. */
	enter(id: Uint32Array): number {
		this.reserve(this.length + 1)
		const hash = hashOf(id, 0)
		const place = this.placeOf(id, 0, hash)
		const entry = this.entries[place]!
		if (entry !== 0) return (entry & SLOT_MASK) - 1
		if (this.length === MAX_SLOTS) return -1
		const slot = this.length++
		this.entries[place] = entryOf(hash, slot)
		this.words.set(id, slot * 4)
		return slot
	}

	/** The slot of a uuid as a text; −1 where it is not known. */
	find(text: string): number {
		if (!parseUuid(text, asked)) return -1
		return (this.entries[this.placeOf(asked, 0, hashOf(asked, 0))]! & SLOT_MASK) - 1
	}

	/** Negative when slot `a` has the smaller uuid. */
	compare(a: number, b: number): number {
		for (let word = 0; word < 4; word++) {
			const difference = this.words[a * 4 + word]! - this.words[b * 4 + word]!
			if (difference !== 0) return difference
		}
		return 0
	}

	/** Makes room for so many slots. */
	reserve(length: number): void {
		this.words = grown(this.words, length * 4)
		if (length <= FULL * this.entries.length) return
		let size = this.entries.length
		while (length > FULL * size) size *= 2
		this.entries = new Uint32Array(size)
		for (let slot = 0; slot < this.length; slot++) {
			const hash = hashOf(this.words, slot * 4)
			this.entries[this.placeOf(this.words, slot * 4, hash)] = entryOf(hash, slot)
		}
	}

	/** Where the entry of the uuid that begins at `from` is, or would be. */
	private placeOf(id: Uint32Array, from: number, hash: number): number {
		const { entries, words } = this
		const mask = entries.length - 1
		let place = hash & mask
		for (; entries[place] !== 0; place = (place + 1) & mask) {
			const entry = entries[place]!
			if (entry >>> SLOT_BITS !== hash >>> SLOT_BITS) continue
			const at = ((entry & SLOT_MASK) - 1) * 4
			let word = 0
			while (word < 4 && words[at + word] === id[from + word]) word++
			if (word === 4) break
		}
		return place
	}
}

function entryOf(hash: number, slot: number): number {
	return ((hash >>> SLOT_BITS) << SLOT_BITS) | (slot + 1)
}

/** Spreads also uuids that share their beginning (version 7 starts with the time). */
function hashOf(words: Uint32Array, at: number): number {
	let hash = Math.imul(words[at]! ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(words[at + 1]!, 0xc2b2ae35)
	hash ^= Math.imul(words[at + 2]! ^ (hash >>> 15), 0x27d4eb2f) ^ Math.imul(words[at + 3]!, 0x165667b1)
	hash ^= hash >>> 13
	hash = Math.imul(hash, 0x9e3779b1)
	return (hash ^ (hash >>> 16)) >>> 0
}
