import { normalise } from '../../ledger/name'
import { Numbered } from '../../ledger/numbered'
import { grown } from './grow'

/**
 * Every distinct description once. A search looks at the distinct ones only, by one `indexOf` walk over all of them joined, where
 * a line break (which no normalised text holds) ends each.
 *
 * Invariant: `joined` holds the first `searchable` descriptions as they are compared; `ends` says where each ends. The others
 * join it at the next search.
 */
export class Descriptions extends Numbered<string> {
	private joined = ''
	private ends = new Uint32Array(0)
	private searchable = 0

	/** Whether a description holds a normalised query. */
	matches(id: number, query: string): boolean {
		return normalise(this.values[id]!).includes(query)
	}

	/** One byte per description: 1 where it holds a normalised query. */
	search(query: string): Uint8Array {
		this.join()
		const { ends, joined } = this
		const found = new Uint8Array(this.size)
		for (let id = 0, at = joined.indexOf(query); at >= 0 && id < found.length; ) {
			while (ends[id]! <= at) id++
			found[id] = 1
			at = joined.indexOf(query, ends[id++])
		}
		return found
	}

	/** Every description as it is compared, made anew at each call. */
	normalised(): string[] {
		return this.values.map(normalise)
	}

	private join(): void {
		const from = this.searchable
		if (from === this.size) return
		const texts = this.values.slice(from).map(normalise)
		let end = this.joined.length
		this.ends = grown(this.ends, this.size)
		for (const [index, text] of texts.entries()) this.ends[from + index] = end += text.length + 1
		// Through JSON, which holds plain letters in one byte each: taking accents away leaves two.
		this.joined += JSON.parse(JSON.stringify(`${texts.join('\n')}\n`))
		this.searchable = this.size
	}
}
