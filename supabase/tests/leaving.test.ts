import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

// What somebody made while they had a role, and what of it they could come back by.

let database: TestDatabase
const open: Sql[] = []
beforeAll(async () => {
	database = await startDatabase()
})
afterEach(() => Promise.all(open.splice(0).map((sql) => sql.end({ timeout: 1 }))))
afterAll(() => database.stop())

let people = 0

/** A ledger with somebody more in it, and what they and the owner do. */
async function household(role: 'owner' | 'editor') {
	const ledger = await makeLedger(database)
	const email = `leaving-${++people}@example.com`
	const person = await signUp(database, email)
	const theirs = <T extends object>(text: string, parameters: unknown[] = []) =>
		as(database, signedIn(person), (query) => query<T>(text, parameters))
	await ledger.asOwner(`select public.invite_member($1, $2, $3)`, [ledger.id, email, role])
	await theirs('select public.accept_invitation(i.id) from public.my_invitations() i')
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana')`, [ledger.id])
	return {
		...ledger,
		person,
		theirs,
		token: async () =>
			(await theirs<{ token: string }>('select public.import_token($1) as token', [ledger.id]))[0]!.token,
		code: async () =>
			(
				await theirs<{ made: { code: string } }>('select public.create_join_code($1, 1) as made', [ledger.id])
			)[0]!.made.code,
		join: (code: string, contact: string) =>
			as(database, agent(ledger.token), async (query) => {
				const [row] = await query<{ answer: { joined: boolean; reason?: string } }>(
					'select public.agent_join($1, $2) as answer',
					[code, contact],
				)
				return row!.answer
			}),
		remove: () => ledger.asOwner('select public.remove_member($1, $2)', [ledger.id, person]),
		become: (next: string) =>
			ledger.asOwner('select public.set_member_role($1, $2, $3)', [ledger.id, person, next]),
		deleteAccount: () => database.query('delete from auth.users where id = $1', [person]),
	}
}

const read = (token: string) =>
	as(database, agent(token), (query) => query('select description from public.inbox', []))
const post = (token: string, message_id: string) =>
	as(database, agent(token), (query) =>
		query(`insert into public.inbox (message_id, description, amount) values ($1, 'Feira', '10')`, [
			message_id,
		]),
	)

describe('a token to import by', () => {
	for (const [how, leave] of [
		['removed', (home: Home) => home.remove()],
		['made a viewer', (home: Home) => home.become('viewer')],
		['without an account', (home: Home) => home.deleteAccount()],
	] as const)
		test(`neither writes nor reads once its member is ${how}`, async () => {
			const home = await household('editor')
			const token = await home.token()
			await post(token, 'import:a')
			expect(await read(token)).toHaveLength(1)
			await leave(home)
			await expect(post(token, 'import:b')).rejects.toMatchObject({ code: '42501' })
			expect(await read(token)).toEqual([])
		})

	test('of another member, and of an owner who edits from now on, stays', async () => {
		const home = await household('owner')
		const [row] = await home.asOwner<{ token: string }>('select public.import_token($1) as token', [home.id])
		const theirs = await home.token()
		await home.become('editor')
		await post(theirs, 'import:a')
		await home.remove()
		await post(row!.token, 'import:b')
	})
})

describe('a code to write by', () => {
	test('lets nobody in once the editor who made it is gone', async () => {
		const home = await household('editor')
		const code = await home.code()
		await home.remove()
		expect(await home.join(code, 'tg:1')).toMatchObject({ joined: false, reason: 'code_unknown' })
	})

	test('that was used stays answered for its contact', async () => {
		const home = await household('editor')
		const code = await home.code()
		await home.join(code, 'tg:1')
		await home.remove()
		expect(await home.join(code, 'tg:1')).toMatchObject({ joined: true })
	})

	test('that was used does not bring a removed contact back', async () => {
		const home = await household('editor')
		const code = await home.code()
		await home.join(code, 'tg:1')
		await home.asOwner('delete from public.contacts where ledger_id = $1', [home.id])
		expect(await home.join(code, 'tg:1')).toMatchObject({ joined: false, reason: 'code_used' })
		expect(await home.join(code, 'tg:2')).toMatchObject({ joined: false, reason: 'code_used' })
	})
})

describe('an invitation', () => {
	for (const [how, leave] of [
		['removed', (home: Home) => home.remove()],
		['made an editor', (home: Home) => home.become('editor')],
		['without an account', (home: Home) => home.deleteAccount()],
	] as const)
		test(`ends with its owner ${how}; those of others stay`, async () => {
			const home = await household('owner')
			const second = `second-${++people}@example.com`
			await home.theirs(`select public.invite_member($1, $2, 'owner')`, [home.id, second])
			await home.asOwner(`select public.invite_member($1, 'tia@example.com', 'viewer')`, [home.id])
			await leave(home)
			const again = await signUp(database, second)
			expect(
				await as(database, signedIn(again), (query) => query('select * from public.my_invitations()', [])),
			).toEqual([])
			expect(
				await home.asOwner('select email from public.invitations where ledger_id = $1', [home.id]),
			).toEqual([{ email: 'tia@example.com' }])
		})
})

describe('who waited for the ledger while they were removed is refused', () => {
	for (const [what, call] of [
		['an agent', `select public.create_agent($1, 'Meu')`],
		['an invitation', `select public.invite_member($1, 'meu@example.com', 'owner')`],
		['a token to import by', 'select public.import_token($1)'],
		['a code to write by', 'select public.create_join_code($1, 1)'],
		['a deletion', `select public.delete_ledger($1, 'Casa')`],
		['an erasure', `select public.erase_texts($1, person_id => 1)`],
		['a merge', `select public.delete_label($1, 'person', 1)`],
	] as const)
		test(what, async () => {
			const home = await household('owner')
			const [owner, person] = [await session(home.owner), await session(home.person)]
			await owner.unsafe('begin')
			await owner.unsafe('select public.remove_member($1, $2)', [home.id, home.person])
			const waiting = person.unsafe(call, [home.id]).then(
				() => 'done',
				(error: { code: string }) => error.code,
			)
			await untilWaiting()
			await owner.unsafe('commit')
			expect(await waiting).toBe('PT404')
		})
})

type Home = Awaited<ReturnType<typeof household>>

/** A session of its own, as the API opens one. */
async function session(user: string): Promise<Sql> {
	const sql = postgres(database.url, { max: 1, onnotice: () => {}, fetch_types: false })
	open.push(sql)
	await sql`select set_config('request.jwt.claim.sub', ${user}, false)`
	await sql.unsafe('set role authenticated')
	return sql
}

/** Until somebody waits for a row's lock. */
async function untilWaiting(): Promise<void> {
	await expect
		.poll(async () => {
			const [row] = await database.query<{ waits: boolean }>(
				`select exists (
					select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
				) as waits`,
			)
			return row!.waits
		})
		.toBe(true)
}
