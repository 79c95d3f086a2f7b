import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../local/database/index.ts'
import { openFromSnapshot } from '../../local/stack/snapshot.ts'
import { leftToCi } from '../../scripts/testing/left-to-ci.ts'
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

	test(
		'every policy that lets somebody through has a persona who must fail: open to all, the persona tests notice',
		leftToCi,
		async () => {
			const policies = await database.query<Policy>(
				`select format('%I on %I.%I', policyname, schemaname, tablename) as name, policyname, cmd, qual, with_check
			from pg_policies where schemaname in ('public', 'private', 'realtime') order by 1`,
			)
			const closed = policies.filter(({ policyname }) => policyname === 'nobody')
			expect(closed.filter(({ cmd, qual }) => cmd !== 'ALL' || qual !== 'false')).toEqual([])
			const bare = await database.query(
				`select c.oid::regclass::text as name from pg_class c
			where c.relnamespace::regnamespace::text in ('public', 'private') and c.relkind in ('r', 'p')
				and not exists (select from pg_policy p where p.polrelid = c.oid)`,
			)
			expect(bare).toEqual([])
			// A trigger refuses these first, in the words of the policy: who may not learns nothing of what is there.
			const guarded = ['categories', 'contacts', 'people', 'recurring', 'sources'].map(
				(table) => `"editors add ${table}" on public.${table}`,
			)
			// Nor does an item come so far without an agent's token.
			guarded.push('"agents write" on public.inbox')
			const open = policies.filter((policy) => !closed.includes(policy) && !guarded.includes(policy.name))
			expect(open.length).toBe(policies.length - closed.length - guarded.length)
			const unnoticed: string[] = []
			for (const { name, policyname, qual, with_check } of open) {
				const alter = (using: string, check: string) =>
					database.query(
						`alter policy ${name} ${qual === null ? '' : `using (${using})`} ${with_check === null ? '' : `with check (${check})`}`,
					)
				// Who may is in the file that names the policy; who may not is often in a viewer's or a stranger's.
				const likely = ({ name: file, sql }: (typeof files)[number]) =>
					Number(sql.includes(`"${policyname}"`)) + 2 * Number(/viewer|strangers/.test(file))
				const inTurn = files.toSorted((a, b) => likely(b) - likely(a))
				await alter('true', 'true')
				try {
					const noticed = await someAsync(inTurn, async ({ sql }) => {
						try {
							return readTap(await run(sql)).failures.length > 0
						} catch {
							// A statement that failed has ended the test halfway.
							await run('rollback')
							return true
						}
					})
					if (!noticed) unnoticed.push(name)
				} finally {
					await alter(qual ?? '', with_check ?? '')
				}
			}
			expect(unnoticed).toEqual([])
		},
	)
})

interface Policy {
	/** With its table. */
	name: string
	policyname: string
	cmd: string
	qual: string | null
	with_check: string | null
}

async function someAsync<T>(list: T[], test: (one: T) => Promise<boolean>): Promise<boolean> {
	for (const one of list) if (await test(one)) return true
	return false
}

// A snapshot for every change that `npm run mutate -- sql` tries would fill the disk, and show nothing more.
describe.skipIf(process.env.PAINEL_MUTATED_TESTS)('on PGlite', leftToCi, () => {
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
