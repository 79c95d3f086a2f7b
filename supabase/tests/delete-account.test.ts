import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { anon, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
	// As the platform keeps one.
	await database.query(
		'create table if not exists auth.audit_log_entries (id uuid primary key default gen_random_uuid(), payload json)',
	)
})
afterAll(() => database.stop())

let people = 0
async function person() {
	const email = `Going-${++people}@example.com`
	const id = await signUp(database, email)
	await database.query(
		`insert into auth.audit_log_entries (id, payload) values (gen_random_uuid(), $1::text::json)`,
		[JSON.stringify({ actor_id: id, actor_username: email })],
	)
	return {
		id,
		email,
		asks: <T extends object>(text: string, parameters: unknown[] = []) =>
			as(database, signedIn(id), (query) => query<T>(text, parameters)),
	}
}
type Person = Awaited<ReturnType<typeof person>>

const leave = (who: Person, email = who.email) => who.asks('select public.delete_account($1)', [email])

async function joined(role: 'owner' | 'editor') {
	const ledger = await makeLedger(database)
	const who = await person()
	await ledger.asOwner('select public.invite_member($1, $2, $3)', [ledger.id, who.email, role])
	await who.asks(`select public.accept_invitation(i.id, 'Bia') from public.my_invitations() i`)
	return { ledger, who }
}

test('goes for good, with its address everywhere, and what it recorded and corrected stays', async () => {
	const { ledger, who } = await joined('owner')
	const other = await makeLedger(database)
	await other.asOwner(`select public.invite_member($1, $2, 'viewer')`, [other.id, who.email])
	const bought = await ledger.postOne({ message_id: 'a', description: 'Feira', amount: '10' })
	await who.asks('select public.correct($1, $2::text::json)', [
		ledger.id,
		JSON.stringify([
			{ message_id: 'c', action: 'amend', transaction_id: bought.transaction_id, amount: '12' },
		]),
	])
	await leave(who)
	const [{ text }] = (await database.query<{ text: string }>(
		`select concat(
			(select json_agg(u) from auth.users u), (select json_agg(i) from public.invitations i), (select json_agg(m) from public.members m),
			(select json_agg(i) from public.inbox i), (select json_agg(e) from auth.audit_log_entries e), (select json_agg(r) from realtime.messages r)
		) as text`,
	)) as [{ text: string }]
	expect(text.toLowerCase()).not.toContain(who.email.toLowerCase())
	expect((await ledger.changes()).rows.amount_cents).toEqual([1200])
	await expect(leave(who)).rejects.toMatchObject({ code: '42501' })
	expect(await who.asks('select * from public.ledgers')).toEqual([])
})

test('is refused while a ledger has no other owner, and takes none with it', async () => {
	const who = await person()
	const [made] = await who.asks<{ id: string }>(`select id from public.create_ledger('Casa')`)
	await expect(leave(who)).rejects.toMatchObject({ code: 'PT409' })
	expect(await who.asks('select id from public.ledgers')).toEqual([{ id: made!.id }])
	await who.asks(`select public.delete_ledger($1, 'Casa')`, [made!.id])
	await leave(who)
})

test('needs its own address, and somebody signed in', async () => {
	const { ledger, who } = await joined('editor')
	await expect(leave(who, 'other@example.com')).rejects.toMatchObject({ code: '22023' })
	await expect(leave(who, 'x'.repeat(3000))).rejects.toMatchObject({ code: '22023' })
	await expect(
		as(database, anon, (query) => query('select public.delete_account($1)', [who.email])),
	).rejects.toMatchObject({ code: '42501' })
	await leave(who, ` ${who.email.toUpperCase()} `)
	expect(await ledger.asOwner('select name from public.list_members($1) where not you', [ledger.id])).toEqual(
		[],
	)
})
