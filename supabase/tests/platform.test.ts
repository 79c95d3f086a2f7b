import { readFileSync } from 'node:fs'
import { App } from '@supabase/lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, migrate, openDatabase, readMigrations } from '../../local/database/index.ts'
import { withRequest } from '../../local/lite/request-context.ts'
import { describeSchema } from '../describe-schema.ts'
import releases from '../releases.json' with { type: 'json' }
import { generateTypes, supabase } from './support/cli.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { agent, as } from './support/persona.ts'

// The platform's own judges: the Supabase CLI against a real PostgreSQL laid out as hosted projects are.

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const versions = readMigrations().map((migration) => migration.version)

/** Findings that stay, each with its reason. */
const ACCEPTED = [
	// Nothing has run on this database yet, so no index was used; benchmarks and plans say which are.
	'unused_index',
]

let server: TestDatabase
beforeAll(async () => {
	server = await startDatabase({ migrations: [] })
	await server.script(`alter role postgres password 'postgres'`)
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
])('the same rights come out of default privileges %s', async (_, verb) => {
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

/** What earlier releases filed under nothing: names that exist, with marks that cleaning takes out, or that nobody sees. */
async function postMarked(old: Database) {
	const token = 'painel_of_an_earlier_release'
	await old.query(
		`insert into private.agent_tokens (agent_id, token_hash)
		select id, sha256(convert_to($1, 'UTF8')) from public.agents limit 1
		on conflict (agent_id) do update set token_hash = excluded.token_hash`,
		[token],
	)
	await as(old, agent(token), (query) =>
		query(
			`insert into public.inbox (message_id, description, amount, category, source, person)
			values ('marked', 'Feira', '10', $1, $2, $3), ('unseen', 'Feira', '10', $4, $5, $6)`,
			[
				'\u202eFeira\u202c',
				'\u2066NUBANK\u2069',
				'Ana\u0007',
				'Fei\u00adra\u200b',
				'\u200eNubank',
				'An\u2060a',
			],
		),
	)
	// A name with such a mark, as it could be saved then, and what was sent under it.
	await old.query(`update public.people set aliases = array[$1::text] where name = 'Ana'`, ['Ani\u200bnha'])
	await as(old, agent(token), (query) =>
		query(
			`insert into public.inbox (message_id, description, amount, person) values ('alias', 'Feira', '10', 'Aninha')`,
		),
	)
}

/** By its texts as kept; whoever held an earlier revision is told of the change by a gapless chain of broadcasts. */
async function expectFiled(now: Database) {
	expect(
		await now.query(
			`select c.name as category, s.name as source, p.name as person
			from public.transactions t
			left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
			left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
			left join public.people p on p.ledger_id = t.ledger_id and p.id = t.person_id
			where t.message_id in ('marked', 'unseen', 'alias')
			order by t.message_id`,
		),
	).toEqual([
		{ category: null, source: null, person: 'Ana' },
		{ category: 'Mercado', source: 'Nubank', person: 'Ana' },
		{ category: 'Mercado', source: 'Nubank', person: 'Ana' },
	])
	const [ledger] = await now.query<{ revision: number; newest: number; told: number }>(
		`select l.revision,
			(select max(t.revision) from public.transactions t where t.ledger_id = l.id) as newest,
			(select max((m.payload ->> 'to')::bigint) from realtime.messages m
				where m.topic = 'ledger:' || l.id and m.event = 'changes') as told
		from public.ledgers l`,
	)
	expect(ledger).toMatchObject({ newest: ledger!.revision, told: ledger!.revision })
}

describe('applied to data of an earlier release', () => {
	test.each(releases)('$release', async ({ release, last_migration }) => {
		const all = readMigrations()
		const then = all.filter((migration) => migration.version <= last_migration)
		expect(then.at(-1)?.version).toBe(last_migration)
		const name = `release_${release.replaceAll('.', '_')}`
		const old = await openDatabase({
			data: await server.server.createDatabase(name),
			migrations: then,
			seed: read('../seed.sql'),
		})
		try {
			const count = async () =>
				(
					await old.query(
						'select (select count(*) from public.inbox) as items, (select count(*) from public.transactions) as made',
					)
				)[0]
			expect(await count()).toEqual({ items: 4, made: 3 })
			await postMarked(old)
			await migrate(old, 'postgres', all)
			expect(await count()).toEqual({ items: 7, made: 6 })
			await expectFiled(old)
			expect(await describeSchema(old)).toBe(read('../schema.snapshot.sql'))
		} finally {
			await old.close()
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
