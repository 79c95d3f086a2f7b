import { readFileSync } from 'node:fs'
import { App } from '@supabase/lite'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, migrate, openDatabase, readMigrations } from '../../local/database/index.ts'
import { withRequest } from '../../local/lite/request-context.ts'
import { describeSchema } from '../describe-schema.ts'
import { generateTypes, supabase } from './support/cli.ts'
import { as } from './support/persona.ts'
import { type ServedDatabase, serveDatabase } from './support/server.ts'

// The platform's own judges: the Supabase CLI against a real PostgreSQL laid out as hosted projects are. Emulated, by
// local/database/prelude.sql: `postgres` is no superuser, `auth` and `realtime` belong to others (of whose roles it is a
// member, in place of the extension by which the platform lets it write policies there).

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const versions = readMigrations().map((migration) => migration.version)

/** Findings that stay, each with its reason. */
const ACCEPTED = [
	// Nothing has run on this database yet, so no index was used; benchmarks and plans say which are.
	'unused_index',
]

let server: ServedDatabase
beforeAll(async () => {
	server = await serveDatabase({ migrations: [] })
})
afterAll(() => server.stop())

describe('the Supabase CLI', () => {
	let url: string
	beforeAll(async () => {
		url = server.server.url('painel', 'postgres')
		await supabase(url, 'db', 'push')
	})

	test('db push applies everything as a postgres that is no superuser, and migration list agrees', async () => {
		const list = await supabase(url, 'migration', 'list')
		for (const version of versions)
			expect(list).toMatch(new RegExp(`\`${version}\`\\s*\\|\\s*\`${version}\``))
		expect(await supabase(url, 'db', 'push', '--dry-run')).not.toContain(versions[0])
	})

	test('what it pushed is what our own runner makes', async () => {
		expect(await describeSchema(server)).toBe(read('../schema.snapshot.sql'))
	})

	test('db advisors have nothing to say', async () => {
		const answer = await supabase(url, 'db', 'advisors', '--type', 'all', '--level', 'info')
		const findings = JSON.parse(answer) as { name: string; detail: string }[]
		expect(
			findings.filter((finding) => !ACCEPTED.includes(finding.name)).map((finding) => finding.detail),
		).toEqual([])
	})

	test('gen types gives the committed types', async () => {
		expect(await generateTypes(url)).toBe(read('../../src/backend/database.types.ts'))
	})
})

test.each([
	['granting all to everybody, as projects made before 30 October 2026', 'grant all on'],
	['granting nothing, as newer ones', 'revoke all on'],
])('emulated: the same rights come out of default privileges %s', async (_, verb) => {
	const name = verb.startsWith('grant') ? 'granting' : 'revoking'
	const bare = await openDatabase({ data: await server.server.createDatabase(name), migrations: [] })
	try {
		const preposition = verb.startsWith('grant') ? 'to' : 'from'
		await bare.script(
			['tables', 'functions', 'sequences']
				.map(
					(kind) =>
						`alter default privileges for role postgres in schema public ${verb} ${kind} ${preposition} anon, authenticated, service_role;`,
				)
				.join('\n'),
		)
		await migrate(bare, 'postgres')
		expect(await describeSchema(bare)).toBe(read('../schema.snapshot.sql'))
	} finally {
		await bare.close()
	}
})

test('no function updates or deletes without a WHERE: the API loads safeupdate, which refuses it inside functions too', async () => {
	const whole = await openDatabase({ data: await server.server.createDatabase('whole') })
	const sources = await whole.query<{ name: string; body: string }>(
		`select p.oid::regprocedure::text as name, p.prosrc as body from pg_proc p
		where p.pronamespace::regnamespace::text in ('public', 'private')`,
	)
	await whole.close()
	const statements = sources.flatMap(({ name, body }) =>
		body
			.replace(/--.*$/gm, '')
			.split(/;|\bthen\b|\bloop\b/)
			.filter((statement) => /\b(update\s+[a-z_]+\.[a-z_]+|delete\s+from)\b/.test(statement))
			.map((statement) => ({ name, statement })),
	)
	expect(statements.length).toBeGreaterThan(15)
	expect(statements.filter(({ statement }) => !/\bwhere\b/.test(statement))).toEqual([])
})

describe('the check before each request', () => {
	const settingOf = async (database: Database) =>
		(
			await database.query<{ option: string }>(
				`select unnest(setconfig) as option from pg_db_role_setting
				where setrole = 'authenticator'::regrole and setdatabase = (select oid from pg_database where datname = current_database())`,
			)
		)
			.map((row) => row.option)
			.filter((option) => option.startsWith('pgrst.'))
	const asking = (database: Database, prefer: string) =>
		as(database, { role: 'anon' }, async (query) => {
			await query(`select set_config('request.headers', $1, true)`, [JSON.stringify({ prefer })])
			await query('select private.check_request()')
		})

	test('where postgres may not set it, a notice says so, and what a superuser has to do', async () => {
		const name = 'unset'
		await server.server.createDatabase(name)
		const bare = await openDatabase({ data: server.server.url(name), migrations: [] })
		const notices: string[] = []
		const sql = postgres(server.server.url(name, 'postgres'), {
			max: 1,
			onnotice: (notice) => notices.push(notice.message!),
		})
		try {
			for (const migration of readMigrations()) await sql.unsafe(migration.sql).simple()
			expect(notices.join()).toContain('alter role authenticator in database unset set pgrst.db_pre_request')
			expect(await settingOf(bare)).toEqual([])
		} finally {
			await sql.end()
			await bare.close()
		}
	})

	test('one that is there already is called, not replaced', async () => {
		const name = 'asked-Before'
		const bare = await openDatabase({ data: await server.server.createDatabase(name), migrations: [] })
		try {
			await bare.script(`
				create schema "Own Rules";
				create function "Own Rules".check() returns void language plpgsql as $$ begin
					if current_setting('request.headers', true) ~ 'blue' then raise exception 'not blue'; end if;
				end $$;
				grant usage on schema "Own Rules" to anon;
				alter role authenticator in database "${name}" set pgrst.db_pre_request = '"Own Rules".check'`)
			await migrate(bare, 'postgres')
			await expect(asking(bare, 'blue')).rejects.toThrow('not blue')
			await expect(asking(bare, 'count=planned')).rejects.toMatchObject({ code: 'PT400' })
			await asking(bare, 'count=exact')
		} finally {
			await bare.close()
		}
	})

	test('refuses counts that the planner guesses, and nothing else', async () => {
		const whole = await openDatabase({ data: await server.server.createDatabase('asked') })
		try {
			for (const prefer of ['count=planned', 'return=minimal, count = Estimated', 'count="planned"'])
				await expect(asking(whole, prefer)).rejects.toMatchObject({
					code: 'PT400',
					hint: 'Ask for count=exact.',
				})
			for (const prefer of ['count=exact, return=representation', 'return=minimal', ''])
				await asking(whole, prefer)
			await whole.query('select private.check_request()')
		} finally {
			await whole.close()
		}
	})
})

describe('seed.sql', () => {
	let seeded: Database
	beforeAll(async () => {
		seeded = await openDatabase({
			data: await server.server.createDatabase('seeded'),
			seed: read('../seed.sql'),
		})
	})
	afterAll(() => seeded.close())

	test('its account signs in', async () => {
		const app = new App({
			connection: seeded.connection,
			auth: {
				enabled: true,
				jwt_secret: 'x'.repeat(40),
				publishable_key: 'sb_publishable_test',
				secret_key: 'sb_secret_test',
			},
		} as unknown as ConstructorParameters<typeof App>[0])
		const request = new Request('http://127.0.0.1/auth/v1/token?grant_type=password', {
			method: 'POST',
			headers: { apikey: 'sb_publishable_test', 'content-type': 'application/json' },
			body: JSON.stringify({ email: 'demo@painel.example', password: 'painel-demo' }),
		})
		const response = await withRequest({ method: 'POST', path: '/auth/v1/token', headers: {} }, async () =>
			(app as unknown as { fetch(request: Request): Promise<Response> }).fetch(request),
		)
		expect(response.status).toBe(200)
	})

	test('a second run, or one beside real accounts, does nothing', async () => {
		await seeded.script(read('../seed.sql'), 'postgres')
		expect(await seeded.query('select count(*) as ledgers from public.ledgers')).toEqual([{ ledgers: 1 }])
	})
})
