import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger, type TestLedger } from './support/ledger.ts'

// The guards hold even for a superuser, and on the ways in that pgTAP cannot take.

let database: TestDatabase
let ledger: TestLedger
const sessions: Record<string, Sql> = {}
beforeAll(async () => {
	database = await startDatabase()
	ledger = await makeLedger(database)
	await ledger.post({ message_id: 'm1', description: 'Compra', amount: 1, installments: 2 })
	for (const user of ['supabase_admin', 'postgres'])
		sessions[user] = postgres(database.urlAs(user), { max: 1, onnotice: () => {} })
})
afterAll(async () => {
	await Promise.all(Object.values(sessions).map((sql) => sql.end()))
	await database.stop()
})

test.each([
	`copy public.inbox (message_id, description, amount) from program 'printf "x\\ty\\t1\\n"'`,
	`copy public.transactions (id) from program 'echo 00000000-0000-4000-8000-000000000001'`,
	`copy public.transactions from '/dev/null'`,
])('a superuser cannot %s', async (statement) => {
	await expect(sessions.supabase_admin!.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
})

test.each(['supabase_admin', 'postgres'])('%s writes nothing through a view', async (user) => {
	for (const view of ['bill_items', 'current_month_bill', 'previous_month_bill', 'monthly_totals'])
		for (const statement of [
			`update public.${view} set amount_cents = 1 where true`,
			`delete from public.${view} where true`,
		])
			await expect(sessions[user]!.unsafe(statement)).rejects.toMatchObject({ code: '55000' })
})

test.each(['replica', 'local'])(
	'a superuser with session_replication_role = %s is refused too',
	async (role) => {
		const sql = sessions.supabase_admin!
		await sql.unsafe(`set session_replication_role = ${role}`)
		try {
			for (const statement of [
				'update public.transactions set voided = true where id is not null',
				'delete from public.transactions where id is not null',
				'truncate public.transactions',
				`insert into public.inbox (message_id, description, amount) values ('x', 'y', '1')`,
				'delete from public.inbox where id is not null',
			])
				await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
		} finally {
			await sql.unsafe('set session_replication_role = origin')
		}
		expect((await ledger.changes()).rows.voided).toEqual([false])
	},
)

describe('the ledger’s own role', () => {
	test.each([
		['set role painel_ledger', '42501'],
		['alter table public.transactions disable trigger a_only_the_ledger', '42501'],
		['drop trigger a_only_the_ledger on public.inbox', '42501'],
		['select private.void_transaction(null, null, 0)', '42501'],
		['select private.put_transaction(null, null, null, false)', '42501'],
		['alter function private.file_items(public.inbox[], text) reset all', '42501'],
	])('postgres cannot: %s', async (statement, code) => {
		await expect(sessions.postgres!.unsafe(statement)).rejects.toMatchObject({ code })
	})

	test('its functions need nothing of schema auth, which it may not use', async () => {
		const [row] = await sessions.supabase_admin!.unsafe(
			`select has_schema_privilege('painel_ledger', 'auth', 'usage') as auth,
				(select count(*)::int from pg_proc p where p.proowner = 'painel_ledger'::regrole and p.prosrc ~ 'auth\\.') as asking`,
		)
		// Emulated: the stand-in grants usage to some roles by name, as the platform does.
		expect(row).toEqual({ auth: false, asking: 0 })
	})

	test('who takes it on purpose writes: a superuser, and postgres once it has granted the role to itself', async () => {
		for (const user of ['supabase_admin', 'postgres']) {
			const sql = sessions[user]!
			await sql.begin(async (transaction) => {
				if (user === 'postgres') await transaction.unsafe('grant painel_ledger to postgres with set true')
				await transaction.unsafe('set local role painel_ledger')
				const { count } = await transaction.unsafe(
					'update public.transactions set voided = voided where id is not null',
				)
				expect(count).toBe(1)
				await transaction.unsafe('rollback')
			})
		}
	})

	test('who dismissed an item is told by the request’s claims', async () => {
		const refused = await ledger.postOne({ message_id: 'refused', description: 'Compra', amount: 'x' })
		await ledger.asOwner('select public.dismiss_inbox($1)', [refused.id])
		const [row] = await database.query<{ dismissed_by: string }>(
			'select dismissed_by from public.inbox where id = $1',
			[refused.id],
		)
		expect(row!.dismissed_by).toBe(ledger.owner)
	})
})
