import type { AmountRange } from '../../ledger/amount-search'
import { KINDS } from '../../ledger/columns'
import { monthNumber } from '../../ledger/month'
import { normalise } from '../../ledger/name'
import { EXPENSE, REFUND, TRANSFER } from '../store/combos'
import { grown } from '../store/grow'
import { FIRST_MONTH, MONTHS } from '../store/month-items'
import type { Vocabulary } from '../store/read-rows'
import type { Filter, Ref } from '../types'

/** A run of bill months, ends included, counted from January 1970. Empty when `to < from`. */
export interface MonthRange {
	from: number
	to: number
}

export const ALL_MONTHS: MonthRange = { from: 0, to: MONTHS - 1 }

/** The months a filter asks for. What is no month restricts nothing. */
export function rangeOf({ months }: Filter): MonthRange {
	if (!months) return ALL_MONTHS
	const from = monthNumber(months.from) - FIRST_MONTH
	const to = monthNumber(months.to) - FIRST_MONTH
	return {
		from: Number.isNaN(from) ? 0 : Math.max(0, from),
		to: Number.isNaN(to) ? MONTHS - 1 : Math.min(MONTHS - 1, to),
	}
}

/**
 * A filter without its months and day, compiled to a byte per combo and, when it has a text, a byte per description.
 * Arrays are replaced when they grow: read them anew for each scan.
 */
export class CompiledFilter {
	/** By combo: passes the filter. */
	passes = new Uint8Array(0)
	/**
	 * By combo: what an item's cents are to spending. 1: they raise it, and it is counted, averaged and ranked (expenses, or the kind
	 * asked for); −1: they are a refund, which lowers it; 0: neither.
	 */
	signs = new Int8Array(0)
	/** By description: holds the text; null when the filter has none. */
	texts: Uint8Array | null
	/** Null: any amount. */
	readonly amount: AmountRange | null
	private known = { combos: 0, descriptions: 0 }
	private readonly query: string
	/** Null: all but transfers. */
	readonly kind: number | null
	/** By dimension; null: any. */
	private readonly refs: (Set<Ref> | null)[]

	constructor(
		filter: Filter,
		private readonly vocabulary: Vocabulary,
	) {
		this.query = normalise(filter.text ?? '')
		this.amount = filter.amount ?? null
		this.kind = filter.kind ? KINDS.indexOf(filter.kind) : null
		const { categories, people, sources } = filter
		this.refs = [categories, sources, people].map((refs) => (refs ? new Set(refs) : null))
		this.texts = this.query === '' ? null : vocabulary.descriptions.search(this.query)
		this.known.descriptions = vocabulary.descriptions.size
		this.vocabularyGrew()
	}

	/** Two filters with the same key compile to the same. */
	static key({ kind, categories, sources, people, text, amount }: Filter): string {
		const lists = [categories ?? 0, sources ?? 0, people ?? 0]
		return JSON.stringify([kind ?? null, ...lists, normalise(text ?? ''), amount?.from, amount?.to])
	}

	/** Covers the combos and descriptions that came since. */
	vocabularyGrew(): void {
		const { combos, descriptions } = this.vocabulary
		const { known } = this
		if (known.combos < combos.size) {
			this.passes = grown(this.passes, combos.size)
			this.signs = grown(this.signs, combos.size)
			while (known.combos < combos.size) this.compile(known.combos++)
		}
		if (this.texts === null) return
		this.texts = grown(this.texts, descriptions.size)
		for (; known.descriptions < descriptions.size; known.descriptions++)
			this.texts[known.descriptions] = descriptions.matches(known.descriptions, this.query) ? 1 : 0
	}

	/** Whether it shows an item. */
	shows(combo: number, text: number, cents: number): boolean {
		if (this.passes[combo] !== 1 || (this.texts !== null && this.texts[text] !== 1)) return false
		return this.amount === null || (cents >= this.amount.from && cents <= this.amount.to)
	}

	private compile(combo: number): void {
		const { dimensions, kinds } = this.vocabulary.combos
		const kind = kinds[combo]!
		if (this.kind === null ? kind === TRANSFER : kind !== this.kind) return
		for (const dimension of dimensions)
			if (this.refs[dimension.turn]?.has(dimension.ref(combo)) === false) return
		this.passes[combo] = 1
		if (kind === (this.kind ?? EXPENSE)) this.signs[combo] = 1
		else if (kind === REFUND) this.signs[combo] = -1
	}
}
