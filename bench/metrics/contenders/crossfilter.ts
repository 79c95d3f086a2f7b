import crossfilter, { type Crossfilter, type Dimension, type Group } from 'crossfilter2'
import { type Contender, type Figures, medianOf, type Query, type Sums, sortSums } from '../contender'
import { byStanding, type Item } from '../items'

interface Sum {
	cents: number
	count: number
}

/** One dimension to filter by and another to group by, since a group does not see its own dimension's filter. */
export default function crossfilter2(): Contender {
	let records: Crossfilter<Item>
	let month: Dimension<Item, number>
	let category: Dimension<Item, number>
	let search: Dimension<Item, string>
	let spending: Dimension<Item, number>
	let groups: Record<'category' | 'source' | 'person' | 'day', Group<Item, number, Sum>>
	let totals: { all(): unknown; value(): Sum & { income: Sum } }

	const add = (sum: Sum, item: Item) => {
		if (item.income) return sum
		sum.cents += item.cents
		sum.count++
		return sum
	}
	const remove = (sum: Sum, item: Item) => {
		if (item.income) return sum
		sum.cents -= item.cents
		sum.count--
		return sum
	}
	const groupOf = (by: 'category' | 'source' | 'person' | 'day') =>
		records
			.dimension((item) => item[by])
			.group()
			.reduce(add as never, remove as never, () => ({ cents: 0, count: 0 })) as unknown as Group<
			Item,
			number,
			Sum
		>

	function apply({ from, to, categories, text }: Query) {
		month.filterRange([from, to + 1])
		if (categories) category.filterFunction((id) => categories.includes(id as number))
		else category.filterAll()
		if (text) search.filterFunction((value) => (value as string).includes(text))
		else search.filterAll()
	}

	function figures(): Figures {
		const sums = (group: Group<Item, number, Sum>): Sums =>
			sortSums(group.all().map(({ key, value }) => [key, value.cents, value.count]))
		const { cents, count, income } = totals.value()
		// Sorted by amount already; income is filed at -1 and comes last.
		const sorted = spending.top(count)
		const last = sorted[9]?.cents ?? 0
		const leaders = sorted.slice(0, sorted.findIndex((item) => item.cents < last) + 1 || undefined)
		return {
			expense: [cents, count],
			income: [income.cents, income.count],
			median: medianOf(sorted.map((item) => item.cents).reverse()),
			categories: sums(groups.category),
			sources: sums(groups.source),
			people: sums(groups.person),
			days: sums(groups.day),
			top: leaders
				.sort(byStanding)
				.slice(0, 10)
				.map((item) => [item.key, item.cents]),
		}
	}

	return {
		async load(_, items) {
			records = crossfilter(items)
			month = records.dimension((item) => item.month)
			category = records.dimension((item) => item.category)
			search = records.dimension((item) => item.search)
			spending = records.dimension((item) => (item.income ? -1 : item.cents))
			groups = {
				category: groupOf('category'),
				source: groupOf('source'),
				person: groupOf('person'),
				day: groupOf('day'),
			}
			totals = records.groupAll().reduce(
				((sum: Sum & { income: Sum }, item: Item) => {
					const into = item.income ? sum.income : sum
					into.cents += item.cents
					into.count++
					return sum
				}) as never,
				((sum: Sum & { income: Sum }, item: Item) => {
					const from = item.income ? sum.income : sum
					from.cents -= item.cents
					from.count--
					return sum
				}) as never,
				() => ({ cents: 0, count: 0, income: { cents: 0, count: 0 } }),
			) as unknown as typeof totals
		},
		async read(query) {
			apply(query)
			return figures()
		},
		async change({ removed, added }) {
			const gone = new Set(removed)
			if (gone.size > 0) records.remove((item: Item) => gone.has(item.key))
			records.add(added)
		},
		async reread() {
			return figures()
		},
	}
}
