import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../local/database/index.ts'
import { openFromSnapshot } from '../../local/stack/snapshot.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import {
	pgtapScript,
	type RunTap,
	readTap,
	readTapFiles,
	tapOverPglite,
	tapOverPostgres,
	withoutExtension,
} from './support/tap.ts'

// The pgTAP persona tests, without Docker: on a real PostgreSQL as the role `postgres` of the platform (no superuser), and
// on PGlite, which `npm start` runs on.

const files = readTapFiles()

describe('on PostgreSQL, as a postgres that is no superuser', () => {
	let database: TestDatabase
	let run: RunTap
	beforeAll(async () => {
		database = await startDatabase()
		await database.script(pgtapScript())
		const over = tapOverPostgres(postgres(database.urlAs('postgres'), { max: 1, onnotice: () => {} }))
		run = (text) => over(withoutExtension(text))
	})
	afterAll(() => database.stop())

	test.each(files.map((file) => [file.name, file.sql]))('%s', async (_, sql) => {
		const { count, failures } = readTap(await run(sql))
		expect(failures).toEqual([])
		expect(count).toBeGreaterThan(5)
	})

	test('every table, view, function and policy is named in a persona test', async () => {
		const text = files.map((file) => file.sql).join('\n')
		const things = await database.query<{ kind: string; name: string }>(`
			select 'table or view' as kind, c.relname as name
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm')
			union all
			select 'function', p.proname
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where n.nspname = 'public'
			union all
			select 'policy', '"' || policyname || '"' from pg_policies where schemaname in ('public', 'private', 'realtime')`)
		expect(things.length).toBeGreaterThan(60)
		expect(things.filter(({ name }) => !text.includes(name))).toEqual([])
	})
})

// A snapshot for every change that `npm run mutate -- sql` tries would fill the disk, and show nothing more.
describe.skipIf(process.env.PAINEL_MUTATED_TESTS)('on PGlite', () => {
	let database: Database
	beforeAll(async () => {
		database = await openFromSnapshot('memory')
	})
	afterAll(() => database.close())

	test.each(files.map((file) => [file.name, file.sql]))('%s', async (_, sql) => {
		const { count, failures } = readTap(await tapOverPglite(database)(sql))
		expect(failures).toEqual([])
		expect(count).toBeGreaterThan(5)
	})
})
