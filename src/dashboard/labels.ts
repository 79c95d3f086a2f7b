import { type Accessor, createMemo } from 'solid-js'
import { isCard } from '../ledger/bill'
import { COLORS, shownColors } from '../ledger/category-colors'
import type { BillMonth, LedgerSettings, Source } from '../ledger/types'
import type { BillItem, Ref } from '../metrics/types'
import { useWords } from '../words'

const t = useWords()

/** The three lists by which purchases are grouped and filtered. */
export type Dimension = 'category' | 'source' | 'person'

const UNNAMED = { category: 'uncategorised', source: 'noSource', person: 'noPerson' } as const
const UNKNOWN = { category: 'unknownCategory', source: 'unknownSource', person: 'unknownPerson' } as const

/** Names and colours of the ledger's categories, sources and people. */
export class Labels {
	private readonly names: Accessor<Record<Dimension, ReadonlyMap<number, string>>>
	private readonly colors: Accessor<ReadonlyMap<number, number>>

	constructor(private readonly directory: Accessor<LedgerSettings | null>) {
		this.names = createMemo(() => {
			const lists = directory()
			return {
				category: namesOf(lists?.categories),
				source: namesOf(lists?.sources),
				person: namesOf(lists?.people),
			}
		})
		this.colors = createMemo(() => shownColors(directory()?.categories ?? []))
	}

	/** The name to show for an id; without an id the raw text, when there is one, says what was meant. */
	nameOf(dimension: Dimension, id: Ref, text?: string | null): string {
		if (id === null) return text ?? t(UNNAMED[dimension])
		const names = this.names()[dimension]
		// While no names are known, nothing is said of this one; once they are, a link may still name one that is gone.
		return names.get(id) ?? t(names.size === 0 ? UNNAMED[dimension] : UNKNOWN[dimension])
	}

	/** An item's label as it is to be shown; null where it has none. */
	labelOf(item: BillItem, dimension: Dimension): string | null {
		const id = item[`${dimension}_id`]
		const text = item[`${dimension}_text`]
		return id === null && !text ? null : this.nameOf(dimension, id, text)
	}

	/** Category, place and person of an item in words; place and person only where known. */
	describe(item: BillItem): string[] {
		return [this.categoryOf(item), this.placeOf(item), this.labelOf(item, 'person')].filter(
			(name) => name !== null,
		)
	}

	/** An item's category in words; null where a transfer has none, as nearly all of them. */
	categoryOf(item: BillItem): string | null {
		const label = this.labelOf(item, 'category')
		return item.kind === 'transfer' ? label : (label ?? t(UNNAMED.category))
	}

	/** Where an item's money came from; of a transfer also where it went. */
	placeOf(item: BillItem): string | null {
		const source = this.labelOf(item, 'source')
		const to = this.destinationOf(item)
		return to === null ? source : `${source ?? t(UNNAMED.source)} → ${to}`
	}

	/** Where a transfer's money went; null where that was not said, and of any other kind. */
	destinationOf({ to_source_id: id, to_source_text: text }: BillItem): string | null {
		return id === null && !text ? null : this.nameOf('source', id, text)
	}

	/** Whether an item is on a bill of a card other than that of `month`. */
	isInOtherBill({ kind, source_id, bill }: BillItem, month: BillMonth): boolean {
		return kind !== 'transfer' && bill !== month && this.isCard(source_id)
	}

	/** Whether a source has bills of its own. */
	isCard(source: Ref): boolean {
		return source !== null && isCard(this.directory()?.cycles ?? [], source)
	}

	/** The colour token of a category. */
	colorOf(id: Ref): string {
		if (id === null) return 'var(--c-none)'
		const color = this.colors().get(id)
		return color && color >= 1 && color <= 2 * COLORS ? `var(--c${color})` : 'var(--c-rest)'
	}
}

function namesOf(labels: readonly { id: number; name: string }[] = []): ReadonlyMap<number, string> {
	return new Map(labels.map((label) => [label.id, label.name]))
}

/** The sources that have bills of their own. */
export const cardsOf = (directory: LedgerSettings | null): Source[] =>
	directory?.sources.filter(({ id }) => isCard(directory.cycles, id)) ?? []
