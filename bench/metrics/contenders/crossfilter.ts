import crossfilter, { type Crossfilter, type Dimension, type Group } from 'crossfilter2'
import type { TransactionColumns } from '../../../src/ledger/types'
import {
	type Batch,
	type Contender,
	type Figures,
	medianOf,
	type Query,
	type Sums,
	sortSums,
} from '../contender'
import { byStanding, type Item } from '../items'

interface Sum {
	cents: number
	count: number
}

type GroupedBy = 'category' | 'source' | 'person' | 'day'
type SumGroup = Group<Item, number, Sum>

/** One dimension to filter by and another to group by, since a group does not see its own dimension's filter. */
class CrossfilterContender implements Contender {
	private records!: Crossfilter<Item>
	private month!: Dimension<Item, number>
	private category!: Dimension<Item, number>
	private search!: Dimension<Item, string>
	private spending!: Dimension<Item, number>
	private groups!: Record<GroupedBy, SumGroup>
	private totals!: { value(): Sum & { income: Sum } }

	async load(_: TransactionColumns, items: Item[]): Promise<void> {
		this.records = crossfilter(items)
		this.month = this.records.dimension((item) => item.month)
		this.category = this.records.dimension((item) => item.category)
		this.search = this.records.dimension((item) => item.search)
		this.spending = this.records.dimension((item) => (item.income ? -1 : item.cents))
		this.groups = {
			category: this.groupBy('category'),
			source: this.groupBy('source'),
			person: this.groupBy('person'),
			day: this.groupBy('day'),
		}
		const into = (sum: Sum & { income: Sum }, item: Item) => (item.income ? sum.income : sum)
		this.totals = this.records.groupAll().reduce(
			((sum: Sum & { income: Sum }, item: Item) => {
				count(into(sum, item), item, 1)
				return sum
			}) as never,
			((sum: Sum & { income: Sum }, item: Item) => {
				count(into(sum, item), item, -1)
				return sum
			}) as never,
			() => ({ cents: 0, count: 0, income: { cents: 0, count: 0 } }),
		) as unknown as CrossfilterContender['totals']
	}

	async read({ from, to, categories, text }: Query): Promise<Figures> {
		this.month.filterRange([from, to + 1])
		if (categories) this.category.filterFunction((id) => categories.includes(id as number))
		else this.category.filterAll()
		if (text) this.search.filterFunction((value) => (value as string).includes(text))
		else this.search.filterAll()
		return this.reread()
	}

	async change({ removed, added }: Batch): Promise<void> {
		const gone = new Set(removed)
		if (gone.size > 0) this.records.remove((item: Item) => gone.has(item.key))
		this.records.add(added)
	}

	async reread(): Promise<Figures> {
		const sums = (group: SumGroup): Sums =>
			sortSums(group.all().map(({ key, value }) => [key, value.cents, value.count]))
		const { cents, count, income } = this.totals.value()
		// Sorted by amount already; income is filed at -1 and comes last.
		const sorted = this.spending.top(count)
		const last = sorted[9]?.cents ?? 0
		const leaders = sorted.slice(0, sorted.findIndex((item) => item.cents < last) + 1 || undefined)
		return {
			expense: [cents, count],
			income: [income.cents, income.count],
			median: medianOf(sorted.map((item) => item.cents).reverse()),
			categories: sums(this.groups.category),
			sources: sums(this.groups.source),
			people: sums(this.groups.person),
			days: sums(this.groups.day),
			top: leaders
				.sort(byStanding)
				.slice(0, 10)
				.map((item) => [item.key, item.cents]),
		}
	}

	private groupBy(by: GroupedBy): SumGroup {
		const counted = (sign: 1 | -1) => (sum: Sum, item: Item) => {
			if (!item.income) count(sum, item, sign)
			return sum
		}
		return this.records
			.dimension((item) => item[by])
			.group()
			.reduce(counted(1) as never, counted(-1) as never, () => ({
				cents: 0,
				count: 0,
			})) as unknown as SumGroup
	}
}

function count(sum: Sum, { cents }: Item, sign: 1 | -1): void {
	sum.cents += sign * cents
	sum.count += sign
}

export default () => new CrossfilterContender()
