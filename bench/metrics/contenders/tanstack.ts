import {
	count,
	createCollection,
	createLiveQueryCollection,
	eq,
	gte,
	inArray,
	like,
	localOnlyCollectionOptions,
	lte,
	sum,
} from '@tanstack/db'
import { type Contender, type Figures, medianOf, type Query, type Sums, sortSums } from '../contender'
import { byStanding, type Item } from '../items'

// biome-ignore lint/suspicious/noExplicitAny: the query builder's types depend on each query's form
type Any = any

/** A local collection and a live query for each figure, which it keeps current by differential dataflow. */
export default function tanstack(): Contender {
	let collection: Any
	let live: Record<string, Any> = {}

	const open = ({ from, to, categories, text }: Query) => {
		for (const query of Object.values(live)) void query.cleanup()
		const shown = (q: Any) => {
			let found = q
				.from({ item: collection })
				.where(({ item }: Any) => gte(item.month, from))
				.where(({ item }: Any) => lte(item.month, to))
			if (categories) found = found.where(({ item }: Any) => inArray(item.category, categories))
			if (text) found = found.where(({ item }: Any) => like(item.search, `%${text}%`))
			return found
		}
		const make = (query: (q: Any) => Any) => createLiveQueryCollection({ query, startSync: true } as Any)
		const grouped = (by: keyof Item) =>
			make((q) =>
				shown(q)
					.where(({ item }: Any) => eq(item.income, false))
					.groupBy(({ item }: Any) => item[by])
					.select(({ item }: Any) => ({ id: item[by], cents: sum(item.cents), count: count(item.key) })),
			)
		live = {
			kind: make((q) =>
				shown(q)
					.groupBy(({ item }: Any) => item.income)
					.select(({ item }: Any) => ({ id: item.income, cents: sum(item.cents), count: count(item.key) })),
			),
			category: grouped('category'),
			source: grouped('source'),
			person: grouped('person'),
			day: grouped('day'),
			spending: make((q) => shown(q).where(({ item }: Any) => eq(item.income, false))),
		}
	}

	async function figures(): Promise<Figures> {
		await Promise.all(Object.values(live).map((query) => query.stateWhenReady()))
		const sums = (name: string): Sums =>
			sortSums(live[name].toArray.map((row: Any) => [row.id, row.cents, row.count]))
		const kinds = live.kind.toArray as Any[]
		const total = (income: boolean): [number, number] => {
			const row = kinds.find((kind) => kind.id === income)
			return row ? [row.cents, row.count] : [0, 0]
		}
		const spending = live.spending.toArray as Item[]
		return {
			expense: total(false),
			income: total(true),
			median: medianOf(Float64Array.from(spending, (item) => item.cents).sort()),
			categories: sums('category'),
			sources: sums('source'),
			people: sums('person'),
			days: sums('day'),
			top: [...spending]
				.sort(byStanding)
				.slice(0, 10)
				.map(({ key, cents }) => [key, cents]),
		}
	}

	return {
		async load(_, items) {
			for (const query of Object.values(live)) await query.cleanup()
			live = {}
			await collection?.cleanup()
			collection = createCollection(
				localOnlyCollectionOptions({ getKey: (item: Item) => item.key, initialData: items }) as Any,
			)
			await collection.preload()
		},
		async read(query) {
			open(query)
			return figures()
		},
		async change({ removed, added }) {
			const amended = new Map(added.map((item) => [item.key, item]))
			for (const key of removed) {
				const item = amended.get(key)
				if (item) collection.update(key, (draft: Item) => void Object.assign(draft, item))
				else collection.delete(key)
				amended.delete(key)
			}
			if (amended.size > 0) collection.insert([...amended.values()])
		},
		reread: figures,
	}
}
