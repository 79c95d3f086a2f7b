import type { TransactionColumns } from '../../src/ledger/types'
import type { Item } from './items'

/** What to look at. Months as numbers, ends included; text normalised. */
export interface Query {
	from: number
	to: number
	categories?: number[]
	text?: string
}

/** id (or day), cents, count; in the order of the first. */
export type Sums = [id: number, cents: number, count: number][]

/** The figures every contender gives, in one form, so that they can be compared. */
export interface Figures {
	expense: [cents: number, count: number]
	income: [cents: number, count: number]
	median: number | null
	categories: Sums
	sources: Sums
	people: Sums
	days: Sums
	/** The ten largest expenses: key and cents. */
	top: [key: string, cents: number][]
}

/** Changes of transactions, as rows for the store and as their net effect on items for the others. */
export interface Batch {
	columns: TransactionColumns
	removed: string[]
	added: Item[]
}

/**
 * A way to hold the items. It is handed data in the form it likes best; making that form is not timed, loading it is. It answers
 * figures in the form it likes best too, and `comparable` puts them into the common one, untimed.
 */
export interface Contender<Answer = Figures> {
	/** Anything to be had before loading, such as a WebAssembly engine. Not timed. */
	prepare?(columns: TransactionColumns, items: Item[]): Promise<void>
	load(columns: TransactionColumns, items: Item[]): Promise<void>
	/** Sets the filter and reads all figures. */
	read(query: Query): Promise<Answer>
	/** Takes changes in; the figures of the query in force are read after it, by `reread`. */
	change(batch: Batch): Promise<void>
	reread(): Promise<Answer>
	/** By default the answers are in the common form already. */
	comparable?(answer: Answer): Figures
}

export const sortSums = (sums: Sums): Sums =>
	sums.filter(([, , count]) => count > 0).sort((a, b) => a[0] - b[0])

/** The mean of the two middle values, rounded half up. */
export function medianOf(sorted: ArrayLike<number>): number | null {
	const n = sorted.length
	return n === 0 ? null : Math.ceil((sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2)
}
