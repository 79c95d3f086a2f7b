import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../../local/database/embedded-postgres'
import { openDatabase } from '../../local/database/index'
import { limits } from '../testing/limits'
import { functions, relations } from './api'

/** A real Postgres with what the platform brings and nothing of ours: what an empty project is. */
let server: PostgresServer
let url: string

beforeAll(async () => {
	server = await startPostgres()
	url = await server.createDatabase('empty')
	const database = await openDatabase({ data: url, migrations: [] })
	// Migrations run as the platform's `postgres`, which is no superuser.
	await database.query("alter role postgres with login password 'postgres'", [])
	await database.close()
	await push()
})
afterAll(() => server?.stop())

const push = async () => {
	const { stdout, stderr } = await promisify(execFile)(
		'npx',
		['--no-install', 'supabase', 'db', 'push', `--remote=${server.url('empty', 'postgres')}`, '--yes'],
		{ env: { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' }, timeout: limits.program },
	)
	return stdout + stderr
}

it('`supabase db push --remote=<url>` brings everything, once', async () => {
	const database = await openDatabase({ data: url, migrations: [] })
	const names = async (sql: string) => (await database.query(sql, [])).map((row) => String(row.name))
	expect(
		await names(
			"select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')",
		),
	).toEqual(expect.arrayContaining(relations))
	expect(
		await names("select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace"),
	).toEqual(expect.arrayContaining(Object.keys(functions)))
	await database.close()
	expect(await push()).toMatch(/up to date/i)
})

it('leaves no function of the API that the doctor does not look for', async () => {
	const database = await openDatabase({ data: url, migrations: [] })
	// A function of a table's row is a relationship, to embed by and not to call.
	const rows = await database.query(
		`select p.proname as name from pg_proc p
		where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
			and has_function_privilege('authenticated', p.oid, 'execute')
			and not exists (select from pg_type t where t.oid = any (p.proargtypes) and t.typtype = 'c')`,
		[],
	)
	await database.close()
	expect(rows.map((row) => String(row.name)).sort()).toEqual(Object.keys(functions).sort())
})
