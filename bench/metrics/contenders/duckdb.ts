import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Bool, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import type { TransactionColumns } from '../../../src/ledger/types'
import { type Batch, type Contender, type Figures, type Query, type Sums, sortSums } from '../contender'
import { columnsOf, type Item } from '../items'

const require = createRequire(import.meta.url)

function arrowOf(items: readonly Item[]): Uint8Array {
	const columns = columnsOf(items)
	const table = new Table({
		key: vectorFromArray(columns.key, new Utf8()),
		month: vectorFromArray(columns.month, new Int32()),
		day: vectorFromArray(columns.day, new Int32()),
		income: vectorFromArray(columns.income, new Bool()),
		cents: vectorFromArray(columns.cents, new Float64()),
		category: vectorFromArray(columns.category, new Int32()),
		source: vectorFromArray(columns.source, new Int32()),
		person: vectorFromArray(columns.person, new Int32()),
		search: vectorFromArray(columns.search, new Utf8()),
		occurredAt: vectorFromArray(columns.occurredAt, new Float64()),
	})
	return tableToIPC(table, 'stream')
}

/** SQL in WebAssembly, loaded from Arrow (which is made for it untimed), amounts as BIGINT. */
class DuckDbContender implements Contender {
	// biome-ignore lint/suspicious/noExplicitAny: the blocking build has no types of its own
	private connection: any
	private arrow!: Uint8Array
	private query!: Query

	async prepare(_: TransactionColumns, items: Item[]): Promise<void> {
		const { createDuckDB, NODE_RUNTIME, ConsoleLogger, LogLevel } = require('@duckdb/duckdb-wasm/blocking')
		const dist = dirname(require.resolve('@duckdb/duckdb-wasm/blocking'))
		const bundle = (name: string) => ({
			mainModule: join(dist, `duckdb-${name}.wasm`),
			mainWorker: join(dist, `duckdb-node-${name}.worker.cjs`),
		})
		const engine = await createDuckDB(
			{ mvp: bundle('mvp'), eh: bundle('eh') },
			new ConsoleLogger(LogLevel.ERROR),
			NODE_RUNTIME,
		)
		await engine.instantiate()
		this.connection = engine.connect()
		this.arrow = arrowOf(items)
	}

	async load(): Promise<void> {
		this.connection.insertArrowFromIPCStream(this.arrow, { name: 'arrived', create: true })
		this.rows('create or replace table items as select * replace (cents::bigint as cents) from arrived')
		this.rows('drop table arrived')
	}

	async read(query: Query): Promise<Figures> {
		this.query = query
		return this.reread()
	}

	async change({ removed, added }: Batch): Promise<void> {
		if (removed.length > 0)
			this.rows(`delete from items where key in (${removed.map((key) => `'${key}'`).join(', ')})`)
		if (added.length > 0) {
			const values = added.map(
				(i) =>
					`('${i.key}', ${i.month}, ${i.day}, ${i.income}, ${i.cents}, ${i.category}, ${i.source}, ${i.person}, ${quoted(i.search)}, ${i.occurredAt})`,
			)
			this.rows(`insert into items values ${values.join(', ')}`)
		}
	}

	async reread(): Promise<Figures> {
		const where = conditionOf(this.query)
		const spending = `from items where ${where} and not income`
		const sums = (by: string): Sums =>
			sortSums(
				this.rows(
					`select ${by}::double as id, sum(cents)::double as cents, count(*)::double as count ${spending} group by ${by}`,
				).map((row) => [row.id, row.cents, row.count]),
			)
		const total = (income: boolean): [number, number] => {
			const [row] = this.rows(
				`select coalesce(sum(cents), 0)::double as cents, count(*)::double as count from items where ${where} and income = ${income}`,
			)
			return [row.cents, row.count]
		}
		const [{ median }] = this.rows(`select ceil(median(cents))::double as median ${spending}`)
		return {
			expense: total(false),
			income: total(true),
			median,
			categories: sums('category'),
			sources: sums('source'),
			people: sums('person'),
			days: sums('day'),
			top: this.rows(
				`select key, cents::double as cents ${spending} order by items.cents desc, day desc, occurredAt desc, key limit 10`,
			).map((row) => [row.key, row.cents]),
		}
	}

	// biome-ignore lint/suspicious/noExplicitAny: rows of any query
	private rows(sql: string): any[] {
		return this.connection.query(sql).toArray()
	}
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

function conditionOf({ from, to, categories, text }: Query): string {
	return [
		`month between ${from} and ${to}`,
		categories && `category in (${categories.join(', ')})`,
		text && `contains(search, ${quoted(text)})`,
	]
		.filter(Boolean)
		.join(' and ')
}

export default () => new DuckDbContender()
