import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger, type TestLedger } from './support/ledger.ts'

// The guards hold even for a superuser, and on the ways in that pgTAP cannot take.

let database: TestDatabase
let ledger: TestLedger
const sessions: Record<string, Sql> = {}
beforeAll(async () => {
	database = await startDatabase()
	await database.script(`alter role postgres password 'postgres'`)
	ledger = await makeLedger(database)
	await ledger.post({ message_id: 'm1', description: 'Compra', amount: 1, installments: 2 })
	for (const user of ['supabase_admin', 'postgres'])
		sessions[user] = postgres(database.server.url('painel', user), { max: 1, onnotice: () => {} })
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
