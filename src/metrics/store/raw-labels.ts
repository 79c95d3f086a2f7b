type Texts = readonly [category: string | null, source: string | null, person: string | null]

const NONE: Texts = [null, null, null]

/** The raw texts of categories, sources and people that matched nothing: few, so each distinct triple is held once. */
export class RawLabels {
	private readonly triples: Texts[] = [NONE]
	private readonly ids = new Map<string, number>()

	/** The id of a row's raw texts; 0 when it has none. */
	enter(category: string | null, source: string | null, person: string | null): number {
		if (category === null && source === null && person === null) return 0
		const key = JSON.stringify([category, source, person])
		let id = this.ids.get(key)
		if (id === undefined) {
			id = this.triples.length
			this.ids.set(key, id)
			this.triples.push([category, source, person])
		}
		return id
	}

	texts(id: number): Texts {
		return this.triples[id] ?? NONE
	}
}
