import type { IntrospectResult } from '@supabase/lite'
import { sql } from 'kysely'
import type { DomainCasts } from './domain-casts.ts'

type Columns = IntrospectResult['columns']

interface Mutation {
	from?: string
	schema?: string
	values?: object | object[]
}

function isJson(type: string): boolean {
	return type === 'json' || type === 'jsonb'
}

function isList(type: string): boolean {
	return type === 'array' || type.startsWith('_') || type.endsWith('[]')
}

/** A value as the database reads it out of JSON for a column, which is how PostgREST has bodies read. */
function populated(schema: string, table: string, column: string, value: object) {
	const row = JSON.stringify({ [column]: value })
	return sql`(jsonb_populate_record(cast(null as ${sql.id(schema, table)}), cast(cast(${row} as text) as jsonb))).${sql.id(column)}`
}

/**
 * Rows of an insert or update as PostgREST would hand them to the database. Lite parses a string meant for a jsonb column,
 * so that "1.234" would arrive as the number 1.234; refuses with 500 an object or `true` for a text column, which PostgREST
 * stores as its JSON text; and knows nothing of domain domainCasts.
 */
export function withPostgrestValues<T extends Mutation>(
	mutation: T,
	columns: Columns,
	domainCasts: DomainCasts,
): T {
	if (!mutation.values || !mutation.from) return mutation
	const schema = mutation.schema ?? 'public'
	const types = new Map(
		columns
			.filter((column) => column.table === mutation.from && column.schema === schema)
			.map((column) => [column.name, (column.pg_type ?? column.type).toLowerCase()]),
	)
	// Lite refuses whatever is not a row.
	const convert = (row: unknown): unknown =>
		typeof row !== 'object' || row === null || Array.isArray(row) ? row : convertRow(row)
	const convertRow = (row: object): object =>
		Object.fromEntries(
			Object.entries(row).map(([name, value]) => {
				const type = types.get(name) ?? ''
				const read = domainCasts.get(`${schema}.${mutation.from}.${name}`)
				if (read && value !== null && value !== undefined)
					return [name, sql`${sql.raw(read)}(cast(cast(${JSON.stringify(value)} as text) as json))`]
				if (isJson(type) && value !== null && value !== undefined)
					return [name, sql`cast(cast(${JSON.stringify(value)} as text) as jsonb)`]
				if (type === 'text' && value !== null && (typeof value === 'object' || typeof value === 'boolean'))
					return [name, JSON.stringify(value)]
				// A list, an object, or anything for a list: read by the database, which says what is wrong with it.
				const shaped = typeof value === 'object' || isList(type)
				if (shaped && value !== null && value !== undefined)
					return [name, populated(schema, mutation.from!, name, value)]
				return [name, value]
			}),
		)
	const { values } = mutation
	return { ...mutation, values: Array.isArray(values) ? values.map(convert) : convert(values) }
}
