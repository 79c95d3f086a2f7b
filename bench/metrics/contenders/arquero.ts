import * as aq from 'arquero'
import { type Contender, type Figures, medianOf, type Query, type Sums, sortSums } from '../contender'
import { byStanding, columnsOf, type Item } from '../items'

type Table = ReturnType<typeof aq.table>

/** Immutable columnar tables; a change makes a new table, as its documentation has it. */
export default function arquero(): Contender {
	let table: Table
	let query: Query

	function figures(): Figures {
		const { from, to, categories, text } = query
		let shown = table.params({ from, to }).filter((d: Item, $: Query) => d.month >= $.from && d.month <= $.to)
		if (categories) shown = shown.filter(aq.escape((d: Item) => categories.includes(d.category)))
		if (text) shown = shown.filter(aq.escape((d: Item) => d.search.includes(text)))
		const spending = shown.filter((d: Item) => !d.income).reify()
		const total = (of: Table): [number, number] => {
			const { cents, count } = of
				.rollup({ cents: aq.op.sum('cents'), count: aq.op.count() })
				.object() as never
			return [cents ?? 0, count ?? 0]
		}
		const sums = (by: string): Sums =>
			sortSums(
				(
					spending
						.groupby(by)
						.rollup({ cents: aq.op.sum('cents'), count: aq.op.count() })
						.objects() as Record<string, number>[]
				).map((row) => [row[by]!, row.cents!, row.count!]),
			)
		return {
			expense: total(spending),
			income: total(shown.filter((d: Item) => d.income)),
			median: medianOf(Float64Array.from(spending.array('cents') as number[]).sort()),
			categories: sums('category'),
			sources: sums('source'),
			people: sums('person'),
			days: sums('day'),
			top: (
				spending
					.orderby(aq.desc('cents'), aq.desc('day'), aq.desc('occurredAt'), 'key')
					.objects({ limit: 10 }) as Item[]
			)
				.sort(byStanding)
				.map(({ key, cents }) => [key, cents]),
		}
	}

	return {
		async load(_, items) {
			table = aq.table(columnsOf(items))
		},
		async read(next) {
			query = next
			return figures()
		},
		async change({ removed, added }) {
			const gone = new Set(removed)
			const kept = gone.size > 0 ? table.filter(aq.escape((d: Item) => !gone.has(d.key))) : table
			table = kept.concat(aq.table(columnsOf(added))).reify()
		},
		async reread() {
			return figures()
		},
	}
}
