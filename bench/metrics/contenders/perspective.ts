import perspective from '@perspective-dev/client/node'
import { type Contender, type Figures, medianOf, type Query, type Sums, sortSums } from '../contender'
import { byStanding, columnsOf, type Item } from '../items'

// biome-ignore lint/suspicious/noExplicitAny: filters and views of the engine
type Any = any

/** An indexed table and a view for each figure; a new filter makes new views, a change flows into them. */
export default function perspectiveContender(): Contender {
	let table: Any
	let views: Record<string, Any> = {}
	let items: ReturnType<typeof columnsOf>

	async function open({ from, to, categories, text }: Query): Promise<void> {
		await Promise.all(Object.values(views).map((view) => view.delete()))
		const filter: Any[] = [
			['month', '>=', from],
			['month', '<=', to],
		]
		if (categories) filter.push(['category', 'in', categories])
		if (text) filter.push(['search', 'contains', text])
		const spending = [...filter, ['income', '==', false]]
		const grouped = (by: string) =>
			table.view({
				group_by: [by],
				columns: ['cents', 'key'],
				aggregates: { cents: 'sum', key: 'count' },
				filter: spending,
			})
		views = {
			category: await grouped('category'),
			source: await grouped('source'),
			person: await grouped('person'),
			day: await grouped('day'),
			income: await table.view({
				group_by: ['income'],
				columns: ['cents', 'key'],
				aggregates: { cents: 'sum', key: 'count' },
				filter: [...filter, ['income', '==', true]],
			}),
			sorted: await table.view({
				columns: ['cents', 'day', 'occurredAt', 'key'],
				sort: [['cents', 'desc']],
				filter: spending,
			}),
		}
	}

	async function figures(): Promise<Figures> {
		const sums = async (name: string): Promise<{ total: [number, number]; groups: Sums }> => {
			const rows: Any[] = await views[name].to_json()
			const [total, ...groups] = rows
			return {
				total: [total?.cents ?? 0, total?.key ?? 0],
				groups: sortSums(groups.map((row) => [Number(row.__ROW_PATH__[0]), row.cents, row.key])),
			}
		}
		const category = await sums('category')
		const { cents } = await views.sorted.to_columns({ start_col: 0, end_col: 1 })
		const leaders: Item[] = await views.sorted.to_json({ start_row: 0, end_row: 40 })
		return {
			expense: category.total,
			income: (await sums('income')).total,
			median: medianOf([...cents].reverse()),
			categories: category.groups,
			sources: (await sums('source')).groups,
			people: (await sums('person')).groups,
			days: (await sums('day')).groups,
			top: leaders
				.sort(byStanding)
				.slice(0, 10)
				.map(({ key, cents }) => [key, cents]),
		}
	}

	const schema = {
		key: 'string',
		month: 'integer',
		day: 'integer',
		income: 'boolean',
		cents: 'float',
		category: 'integer',
		source: 'integer',
		person: 'integer',
		search: 'string',
		occurredAt: 'float',
	}

	return {
		async prepare(_, all) {
			items = columnsOf(all)
		},
		async load() {
			table = await (perspective as Any).table(schema, { index: 'key' })
			await table.update(items)
			await table.size()
		},
		async read(query) {
			await open(query)
			return figures()
		},
		async change({ removed, added }) {
			if (removed.length > 0) await table.remove(removed)
			if (added.length > 0) await table.update(added)
		},
		reread: figures,
	}
}
