import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Driver } from './driver.ts'

export interface Migration {
	/** The digits before the first underscore, as the Supabase CLI reads them. */
	version: string
	name: string
	sql: string
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))

/** Every migration file of the project, oldest first. */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
	return readdirSync(folder)
		.map((file) => ({ file, parts: /^(\d+)_(.+)\.sql$/.exec(file) }))
		.filter((entry) => entry.parts !== null)
		.map(({ file, parts }) => ({
			version: parts![1]!,
			name: parts![2]!,
			sql: readFileSync(`${folder}/${file}`, 'utf8'),
		}))
		.sort((a, b) => a.version.localeCompare(b.version))
}

// The Supabase CLI's own table: `supabase migration list` and `db push` see what ran here, and the other way round.
const history = `
	create schema if not exists supabase_migrations;
	create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
	alter table supabase_migrations.schema_migrations add column if not exists statements text[];
	alter table supabase_migrations.schema_migrations add column if not exists name text;
`

const belongingTo = (role: string) => `
	alter schema supabase_migrations owner to ${role};
	do $$
	declare
		v_table text;
	begin
		for v_table in select tablename from pg_catalog.pg_tables where schemaname = 'supabase_migrations' loop
			execute format('alter table supabase_migrations.%I owner to ${role}', v_table);
		end loop;
	end
	$$;
`

/** The database was prepared by other migrations than these. */
export class OtherVersionError extends Error {
	override name = 'OtherVersionError'
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/**
 * Throws `OtherVersionError` where the history has a migration that is none of these, or that said something else: before
 * 1.0 the set changes in place. For a history of our own runner; the Supabase CLI keeps texts in another form.
 */
export async function refuseOtherVersion(driver: Driver, migrations: Migration[]): Promise<void> {
	const [found] = await driver.query<{ table: string | null }>(
		`select to_regclass('supabase_migrations.schema_migrations')::text as table`,
	)
	if (found?.table == null) return
	const done = await driver.query<{ version: string; md5: string | null }>(
		`select version, md5(statements[1]) as md5 from supabase_migrations.schema_migrations`,
	)
	const known = new Map(migrations.map(({ version, sql }) => [version, md5(sql)]))
	const other = done.find(({ version, md5 }) => md5 !== known.get(version))
	if (other)
		throw new OtherVersionError(
			`This database was made by another version of Painel (migration ${other.version} differs). Before 1.0 nothing is carried over: begin with an empty one.`,
		)
}

/**
 * Applies what the history lacks, each file in one transaction with its history row; answers the versions applied.
 * `role`: who owns what they create; null: whoever is connected.
 */
export async function migrate(
	driver: Driver,
	role: string | null,
	migrations: Migration[] = readMigrations(),
): Promise<string[]> {
	// Lite may have made it already, as whoever is connected.
	await driver.script(history + (role ? belongingTo(role) : ''))
	const done = new Set(
		(
			await driver.query<{ version: string }>('select version from supabase_migrations.schema_migrations')
		).map((row) => row.version),
	)
	const applied: string[] = []
	for (const { version, name, sql } of migrations) {
		if (done.has(version)) continue
		const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
		try {
			await driver.script(
				`${sql}\n;reset search_path; insert into supabase_migrations.schema_migrations (version, name, statements)
				values (${quoted(version)}, ${quoted(name)}, array[${quoted(sql)}]);`,
				role,
			)
		} catch (error) {
			throw new Error(`Migration ${version}_${name} failed: ${(error as Error).message}`, { cause: error })
		}
		applied.push(version)
	}
	return applied
}
