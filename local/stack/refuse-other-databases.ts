import postgres from 'postgres'

/**
 * Refuses a PostgreSQL that is neither empty nor prepared by us before: the prelude would replace what a real project's
 * `auth` and `realtime` schemas hold.
 * @throws with what to do instead
 */
export async function refuseOtherDatabase(url: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} })
	try {
		const [found] = await sql<{ ours: boolean; used: boolean }[]>`
			select
				to_regprocedure('realtime.notify_message()') is not null as ours,
				exists (
					select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
					where n.nspname in ('public', 'auth', 'realtime') and c.relkind in ('r', 'p', 'v', 'm')
						and not exists (select from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e')
				) as used`
		if (found?.used && !found.ours) {
			throw new Error(
				'This database holds something else already, perhaps a real Supabase project: nothing was changed. Name an empty database (createdb), or for a hosted project use `npx supabase db push --remote` (docs/HOSTING.md).',
			)
		}
	} finally {
		await sql.end()
	}
}
