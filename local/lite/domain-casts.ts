import { type Kysely, sql } from 'kysely'

/**
 * The functions through which PostgREST takes a body's values, by column (`schema.table.column`): implicit casts from json
 * to the domain that is the column's type ("domain domainCasts"), as far as the API's own role may execute them.
 */
export type DomainCasts = ReadonlyMap<string, string>

export async function readDomainCasts(db: Kysely<unknown>): Promise<DomainCasts> {
	const { rows } = await sql<{ column: string; function: string }>`
		select
			format('%s.%s.%s', n.nspname, c.relname, a.attname) as column,
			p.castfunc::regproc::text as function
		from pg_catalog.pg_cast p
		join pg_catalog.pg_type t on t.oid = p.casttarget and t.typtype = 'd'
		join pg_catalog.pg_attribute a on a.atttypid = t.oid and not a.attisdropped
		join pg_catalog.pg_class c on c.oid = a.attrelid
		join pg_catalog.pg_namespace n on n.oid = c.relnamespace
		where p.castsource = 'json'::regtype
			and p.castcontext = 'i'
			and p.castmethod = 'f'
			and has_function_privilege('authenticator', p.castfunc, 'execute')`.execute(db)
	return new Map(rows.map((row) => [row.column, row.function]))
}
