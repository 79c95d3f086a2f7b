import type { PgliteConnection } from '@supabase/lite/pglite'
import { sql } from 'kysely'
import { answerOf } from './errors.ts'
import { NO_JSON } from './json-text.ts'

/** A request as Lite hands it on: `values` is what the body held, `args` what it held for a function. */
interface Mutation {
	type?: string
	from?: string
	schema?: string
	values?: unknown
	args?: unknown
}
type Vars = { auth?: { role?: string } } | undefined
interface Connection {
	kysely: unknown
	withContext: PgliteConnection['withContext']
}

/**
 * Refuses a body with a text that cannot be stored: half of a character is no JSON, which PostgREST says; U+0000 is, and the
 * database says it. PostgREST hands it the whole body as one JSON, Lite hands it single values.
 * @throws what PostgREST or the database says
 */
export async function refuseUnstorable(connection: Connection, { values, args }: Mutation): Promise<void> {
	const body = values ?? args
	if (!everyText(body, (text) => text.isWellFormed())) throw answerOf(400, NO_JSON)
	if (everyText(body, (text) => !text.includes('\0'))) return
	await sql`select cast(cast(${JSON.stringify(body)} as text) as jsonb)`.execute(connection.kysely as never)
}

/**
 * Rows that name no column, and no rows at all, as PostgREST inserts them. Lite makes a syntax error of the first, and does
 * not ask the database about the second, though its grants and triggers have a say even then.
 * @throws what the database says
 */
export async function withEmptyRows<T extends Mutation>(
	connection: Connection,
	mutation: T,
	vars: Vars,
): Promise<T> {
	const { type, schema = 'public', from, values } = mutation
	if ((type !== 'insert' && type !== 'upsert') || !from || values === undefined || values === null)
		return mutation
	// PostgREST takes a text or number for no rows.
	const rows = Array.isArray(values) ? values : typeof values === 'object' ? [values] : []
	if (rows.length === 0) {
		await connection.withContext(vars as never, async (db) => {
			await sql`insert into ${sql.id(schema, from)} select where false`.execute(db)
		})
		return { ...mutation, values: [] }
	}
	if (!rows.every(isEmpty)) return mutation
	const column = await firstWritable(connection, schema, from, vars?.auth?.role ?? 'anon')
	return { ...mutation, values: rows.map(() => ({ [column]: sql`default` })) }
}

const isEmpty = (row: unknown): boolean =>
	typeof row === 'object' && row !== null && !Array.isArray(row) && Object.keys(row).length === 0

/** Whether all texts in it hold, the names of an object's fields too. */
function everyText(value: unknown, holds: (text: string) => boolean): boolean {
	if (typeof value === 'string') return holds(value)
	if (typeof value !== 'object' || value === null) return true
	return Array.isArray(value)
		? value.every((inner) => everyText(inner, holds))
		: Object.entries(value).every(([name, inner]) => holds(name) && everyText(inner, holds))
}

/** A column that the role may fill, or else just the first: a row of defaults needs the right to any one. */
async function firstWritable(
	connection: Connection,
	schema: string,
	table: string,
	role: string,
): Promise<string> {
	const { rows } = await sql<{ name: string }>`
		select a.attname as name
		from pg_catalog.pg_attribute a
		join pg_catalog.pg_class c on c.oid = a.attrelid
		where c.relname = ${table}
			and c.relnamespace = cast(${schema} as regnamespace)
			and a.attnum > 0
			and not a.attisdropped
			and a.attgenerated = ''
		order by has_column_privilege(${role}, c.oid, a.attnum, 'insert') desc, a.attnum
		limit 1`.execute(connection.kysely as never)
	return rows[0]!.name
}
