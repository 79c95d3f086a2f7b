import { emptyColumns } from '../../src/ledger/columns.ts'
import type { TransactionColumns } from '../../src/ledger/types'

/** A way of sending a page of transactions: what SQL makes of it, and how it becomes columns again. */
export interface Form {
	name: string
	/** One row, one column `body`, for ($1 ledger, $2 after, $3 rows). */
	sql: string
	read(body: string): { columns: TransactionColumns; upto: number }
}

const page = `
	page as (
		select t.* from public.transactions t
		where t.ledger_id = $1 and t.revision > $2
		order by t.revision limit $3
	)`

const cells: [name: string, sql: string][] = [
	['id', 'p.id'],
	['revision', 'p.revision'],
	['kind', 'p.kind'],
	['amount_cents', 'p.amount_cents'],
	['installments', 'p.installments'],
	['bill_month', `to_char(p.bill_month, 'YYYY-MM')`],
	['occurred_at', '(extract(epoch from p.occurred_at) * 1000)::bigint'],
	['description', 'p.description'],
	['category_id', 'p.category_id'],
	['category_text', 'case when p.category_id is null then p.category_text end'],
	['source_id', 'p.source_id'],
	['source_text', 'case when p.source_id is null then p.source_text end'],
	['person_id', 'p.person_id'],
	['person_text', 'case when p.person_id is null then p.person_text end'],
	['voided', 'p.voided'],
]

const last = (columns: TransactionColumns) => columns.revision.at(-1) ?? 0

/** The same columns through each of PostgreSQL's ways to build JSON. */
const columnar = (build: string, aggregate: string) =>
	`with ${page} select ${build}(${cells.map(([name, sql]) => `'${name}', ${aggregate}(${sql})`).join(', ')})::text as body from page p`

const readColumns = (body: string) => {
	const columns = JSON.parse(body) as TransactionColumns
	return { columns, upto: last(columns) }
}

function readRows(body: string) {
	const columns = emptyColumns()
	const names = Object.keys(columns) as (keyof TransactionColumns)[]
	for (const row of JSON.parse(body) as Record<string, never>[])
		for (const name of names) columns[name].push(row[name]!)
	return { columns, upto: last(columns) }
}

/** Flags as one character each, ids as one run of digits: fewer quotes and commas for both sides. */
const packedCells = cells.map(([name, sql]) => {
	if (name === 'id') return `'id', string_agg(replace(p.id::text, '-', ''), '')`
	if (name === 'kind') return `'kind', string_agg(left(p.kind, 1), '')`
	if (name === 'voided') return `'voided', string_agg(case when p.voided then '1' else '0' end, '')`
	return `'${name}', json_agg(${sql})`
})

function readPacked(body: string) {
	const packed = JSON.parse(body)
	const { length } = packed.revision as number[]
	const id: string[] = new Array(length)
	for (let row = 0; row < length; row++) {
		const hex = packed.id.slice(row * 32, row * 32 + 32)
		id[row] =
			`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
	}
	const kind = Array.from(packed.kind as string, (letter) => (letter === 'i' ? 'income' : 'expense'))
	const voided = Array.from(packed.voided as string, (letter) => letter === '1')
	const columns = { ...packed, id, kind, voided } as TransactionColumns
	return { columns, upto: last(columns) }
}

/** Tab-separated text as COPY writes it (\\N for null), the cheapest text PostgreSQL can make. */
const tabbed = `with ${page} select string_agg(concat_ws(E'\\t', ${cells
	.map(([name, sql]) =>
		name === 'description'
			? `replace(replace(replace(p.description, E'\\\\', E'\\\\\\\\'), E'\\t', E'\\\\t'), E'\\n', E'\\\\n')`
			: `coalesce((${sql})::text, E'\\\\N')`,
	)
	.join(', ')}), E'\\n') as body from page p`

const unescapeText = (text: string) =>
	text.includes('\\') ? text.replace(/\\(.)/g, (_, c) => (c === 't' ? '\t' : c === 'n' ? '\n' : c)) : text
const textOrNull = (text: string) => (text === '\\N' ? null : unescapeText(text))
const numberOrNull = (text: string) => (text === '\\N' ? null : Number(text))

function readTabbed(body: string) {
	const columns = emptyColumns()
	for (const line of body.split('\n')) {
		const cell = line.split('\t')
		columns.id.push(cell[0]!)
		columns.revision.push(Number(cell[1]))
		columns.kind.push(cell[2] === 'income' ? 'income' : 'expense')
		columns.amount_cents.push(Number(cell[3]))
		columns.installments.push(Number(cell[4]))
		columns.bill_month.push(cell[5]!)
		columns.occurred_at.push(Number(cell[6]))
		columns.description.push(unescapeText(cell[7]!))
		columns.category_id.push(numberOrNull(cell[8]!))
		columns.category_text.push(textOrNull(cell[9]!))
		columns.source_id.push(numberOrNull(cell[10]!))
		columns.source_text.push(textOrNull(cell[11]!))
		columns.person_id.push(numberOrNull(cell[12]!))
		columns.person_text.push(textOrNull(cell[13]!))
		columns.voided.push(cell[14] === 'true')
	}
	return { columns, upto: last(columns) }
}

export const forms: Form[] = [
	{
		name: 'ledger_changes (columns, as shipped)',
		sql: 'select public.ledger_changes($1::uuid, $2::bigint, $3::int)::text as body',
		read(body) {
			const { rows, upto } = JSON.parse(body)
			return { columns: rows as TransactionColumns, upto: upto as number }
		},
	},
	{ name: 'columns, json', sql: columnar('json_build_object', 'json_agg'), read: readColumns },
	{ name: 'columns, jsonb', sql: columnar('jsonb_build_object', 'jsonb_agg'), read: readColumns },
	{
		name: 'columns, packed ids and flags',
		sql: `with ${page} select json_build_object(${packedCells.join(', ')})::text as body from page p`,
		read: readPacked,
	},
	{
		name: 'rows, json objects',
		sql: `with ${page} select json_agg(json_build_object(${cells.map(([name, sql]) => `'${name}', ${sql}`).join(', ')}))::text as body from page p`,
		read: readRows,
	},
	{ name: 'tab-separated text', sql: tabbed, read: readTabbed },
]
