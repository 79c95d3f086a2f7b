import { normalise } from '../../ledger/name'
import { type Combos, EXPENSE, INCOME } from '../store/combos'
import type { Descriptions } from '../store/descriptions'
import { grown } from '../store/grown'
import type { Filter, Ref } from '../types'

/**
 * A filter without its months and day, compiled to a byte per code and, when it has a text, a byte per description.
 * Arrays are replaced when they grow: read them anew for each scan.
 */
export class CompiledFilter {
	/** By code: passes the filter. */
	passes = new Uint8Array(16)
	/** By code: passes and is spending. */
	spends = new Uint8Array(16)
	/** By description: holds the text; null when the filter has none. */
	texts: Uint8Array | null
	/** What counts as spending: expenses, or income where the filter asks for it. */
	readonly spending: number
	private readonly query: string
	private readonly kind: number | null
	private readonly categories: Set<Ref> | null
	private readonly sources: Set<Ref> | null
	private readonly people: Set<Ref> | null

	constructor(
		filter: Filter,
		private readonly codes: Combos,
		private readonly descriptions: Descriptions,
	) {
		this.query = normalise(filter.text ?? '')
		this.kind = filter.kind ? (filter.kind === 'income' ? INCOME : EXPENSE) : null
		this.spending = this.kind ?? EXPENSE
		this.categories = filter.categories ? new Set(filter.categories) : null
		this.sources = filter.sources ? new Set(filter.sources) : null
		this.people = filter.people ? new Set(filter.people) : null
		this.texts = this.query === '' ? null : descriptions.search(this.query)
		for (let code = 0; code < codes.size; code++) this.codeAdded(code)
	}

	/** Two filters with the same key look through the same lens. */
	static key({ kind, categories, sources, people, text }: Filter): string {
		return JSON.stringify([kind ?? null, categories ?? 0, sources ?? 0, people ?? 0, normalise(text ?? '')])
	}

	codeAdded(code: number): void {
		this.passes = grown(this.passes, code + 1)
		this.spends = grown(this.spends, code + 1)
		const { kinds, categories, sources, people } = this.codes
		const kind = kinds[code]!
		const passes =
			(this.kind === null || kind === this.kind) &&
			(this.categories?.has(categories.ref(code)) ?? true) &&
			(this.sources?.has(sources.ref(code)) ?? true) &&
			(this.people?.has(people.ref(code)) ?? true)
		this.passes[code] = passes ? 1 : 0
		this.spends[code] = passes && kind === this.spending ? 1 : 0
	}

	descriptionAdded(id: number): void {
		if (!this.texts) return
		this.texts = grown(this.texts, id + 1)
		this.texts[id] = this.descriptions.matches(id, this.query) ? 1 : 0
	}

	showsText(id: number): boolean {
		return this.texts === null || this.texts[id] === 1
	}
}
