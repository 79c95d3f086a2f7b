import type { TransactionColumns } from '../../../src/ledger/types'
import { type Contender, type Figures, medianOf, type Query, type Sums, sortSums } from '../contender'
import { byStanding, type Item, itemsOf } from '../items'

/**
 * Objects in a Map, from the same rows as the store's and by the same rule (newest revision wins); every figure is computed
 * again from all of them.
 */
export default function naive(): Contender {
	let transactions = new Map<string, { revision: number; items: Item[] }>()
	let query: Query

	function apply(columns: TransactionColumns): void {
		for (let row = 0; row < columns.id.length; row++) {
			const id = columns.id[row]!
			const revision = columns.revision[row]!
			const held = transactions.get(id)
			if (held && held.revision >= revision) continue
			transactions.set(id, { revision, items: itemsOf(columns, row, row + 1) })
		}
	}

	function figures(): Figures {
		const { from, to, text } = query
		const categories = query.categories && new Set(query.categories)
		const spending: Item[] = []
		const incomes: Item[] = []
		for (const { items } of transactions.values()) {
			for (const item of items) {
				if (item.month < from || item.month > to) continue
				if (categories && !categories.has(item.category)) continue
				if (text && !item.search.includes(text)) continue
				if (item.income) incomes.push(item)
				else spending.push(item)
			}
		}
		const total = (list: Item[]) => list.reduce((sum, item) => sum + item.cents, 0)
		return {
			expense: [total(spending), spending.length],
			income: [total(incomes), incomes.length],
			median: medianOf(Float64Array.from(spending, (item) => item.cents).sort()),
			categories: groupBy(spending, 'category'),
			sources: groupBy(spending, 'source'),
			people: groupBy(spending, 'person'),
			days: groupBy(spending, 'day'),
			top: spending
				.sort(byStanding)
				.slice(0, 10)
				.map(({ key, cents }) => [key, cents]),
		}
	}

	return {
		async load(columns) {
			transactions = new Map()
			apply(columns)
		},
		async read(next) {
			query = next
			return figures()
		},
		async change({ columns }) {
			apply(columns)
		},
		async reread() {
			return figures()
		},
	}
}

function groupBy(items: Item[], by: 'category' | 'source' | 'person' | 'day'): Sums {
	const sums = new Map<number, [number, number, number]>()
	for (const item of items) {
		const sum = sums.get(item[by])
		if (sum) {
			sum[1] += item.cents
			sum[2]++
		} else sums.set(item[by], [item[by], item.cents, 1])
	}
	return sortSums([...sums.values()])
}
