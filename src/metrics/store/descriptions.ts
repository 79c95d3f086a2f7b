import { normalise } from '../../ledger/name'
import { grown } from './grown'

/** Descriptions per block of joined text. */
const BLOCK = 4096

/**
 * Every distinct description once. Searching looks at the distinct ones only, and at most of them through one `indexOf` over a
 * block of joined text, where a line break (which no normalised text holds) ends each.
 *
 * Invariant: ids below `searchable` are covered by `blocks`, each of `BLOCK` descriptions. The others are matched one by one.
 */
export class Descriptions {
	private readonly texts: string[] = []
	private readonly ids = new Map<string, number>()
	private readonly blocks: { text: string; ends: Uint32Array }[] = []

	get size(): number {
		return this.texts.length
	}

	/** The id of a description; a new one is the old `size`. */
	enter(text: string): number {
		let id = this.ids.get(text)
		if (id === undefined) {
			id = this.texts.length
			this.ids.set(text, id)
			this.texts.push(text)
		}
		return id
	}

	text(id: number): string {
		return this.texts[id]!
	}

	/** Whether a description holds a normalised query. */
	matches(id: number, query: string): boolean {
		return normalise(this.texts[id]!).includes(query)
	}

	/** One byte per description: 1 where it holds a normalised query. */
	search(query: string): Uint8Array {
		this.joinBlocks()
		const found = grown(new Uint8Array(0), this.size)
		for (const [number, block] of this.blocks.entries()) searchBlock(block, query, found, number * BLOCK)
		for (let id = this.blocks.length * BLOCK; id < this.size; id++)
			found[id] = this.matches(id, query) ? 1 : 0
		return found
	}

	/** The place of each description in the order of normalised text. Built anew at each call: n log n in distinct texts. */
	ranks(): Uint32Array<ArrayBuffer> {
		const normalised = this.texts.map(normalise)
		const order = Uint32Array.from(normalised.keys()).sort((a, b) => {
			const left = normalised[a]!
			const right = normalised[b]!
			return left < right ? -1 : left > right ? 1 : 0
		})
		const ranks = new Uint32Array(order.length)
		let rank = 0
		order.forEach((id, at) => {
			if (at > 0 && normalised[id] !== normalised[order[at - 1]!]) rank++
			ranks[id] = rank
		})
		return ranks
	}

	private joinBlocks(): void {
		while ((this.blocks.length + 1) * BLOCK <= this.size) {
			const start = this.blocks.length * BLOCK
			const texts = this.texts.slice(start, start + BLOCK).map(normalise)
			let end = 0
			const ends = Uint32Array.from(texts, (text) => (end += text.length + 1))
			this.blocks.push({ text: `${texts.join('\n')}\n`, ends })
		}
	}
}

function searchBlock(
	{ text, ends }: { text: string; ends: Uint32Array },
	query: string,
	found: Uint8Array,
	first: number,
) {
	let line = 0
	for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, ends[line - 1]!)) {
		while (ends[line]! <= at) line++
		found[first + line] = 1
		line++
		if (line >= ends.length) return
	}
}
